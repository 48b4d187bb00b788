namespace HotfixTools;

/// <summary>
/// A note of the clone: the newest entry of each chain as of the last time that it held. It stays as it is while the chain
/// does not hold, so that what was rewritten is not taken for granted the next time.
/// </summary>
internal sealed class VerifiedTips
{
    private readonly IGitRepository _repository;
    private readonly Dictionary<string, CommitId> _tips = new(StringComparer.Ordinal);

    private VerifiedTips(IGitRepository repository, string name)
    {
        _repository = repository;
        Name = name;
    }

    /// <summary>The name of the note, a file in the folder <c>hotfixtools</c> of the clone's Git folder.</summary>
    public string Name { get; }

    /// <summary>The refs that it knows.</summary>
    public IReadOnlyCollection<string> Refs => _tips.Keys;

    /// <summary>The note of a clone about a remote.</summary>
    /// <param name="session">The repository and its remote.</param>
    public static VerifiedTips Read(HotfixSession session)
    {
        var note = new VerifiedTips(session.Repository, "verified-" + Uri.EscapeDataString(session.Remote.Name ?? "url"));
        foreach (var line in (session.Repository.ReadNote(note.Name) ?? string.Empty).Split('\n'))
        {
            if (line.Trim().Split(' ', 2) is [var id, var name] && CommitId.TryParse(id, out var commit))
                note._tips[name] = commit;
        }

        return note;
    }

    /// <summary>The newest entry of a chain as of the last time that it held; null where it never did here.</summary>
    /// <param name="reference">The chain.</param>
    public CommitId? this[RefName reference] => _tips.TryGetValue(reference.ToString(), out var tip) ? tip : null;

    /// <summary>Notes that a chain is to have an entry from now on.</summary>
    /// <param name="reference">The chain.</param>
    /// <param name="tip">The entry.</param>
    public void Note(RefName reference, CommitId tip)
    {
        if (this[reference] == tip)
            return;
        _tips[reference.ToString()] = tip;
        _repository.WriteNote(Name, string.Concat(_tips.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}\n")));
    }
}
