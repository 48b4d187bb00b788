namespace HotfixTools.ModuleTests.Running;

/// <summary>Everything as it was: the refs of the remote, and of each clone its refs and what is its user's.</summary>
internal sealed class Unchanged
{
    private readonly Func<string> _look;
    private readonly string _before;

    public Unchanged(Team team, params Workplace[] workplaces)
    {
        _look = () => team.RemoteRefs() + string.Concat(workplaces.Select(place => "\n--\n" + place.Refs() + "\n" + place.Fingerprint()));
        _before = _look();
    }

    /// <summary>Asserts that it still is.</summary>
    public void Still() => Assert.Equal(_before, _look());
}
