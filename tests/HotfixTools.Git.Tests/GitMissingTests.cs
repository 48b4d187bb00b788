using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>A machine without the program git, played by a PATH that leads nowhere.</summary>
[Collection(AloneCollection.Name)]
public sealed class GitMissingTests : IDisposable
{
    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;
    private readonly EnvironmentScope _environment = new();

    public GitMissingTests()
    {
        _team = Team.AtWork(out _ada, out _live);
    }

    [Fact]
    public void Writing_to_a_path_is_refused_because_the_library_would_not_compare()
    {
        var before = _team.RemoteRefs();
        using var open = new OpenClone(_ada);
        Forget();
        var error = Assert.Throws<HotfixException>(() => open.Push("refs/heads/hotfix", null, _live));
        Remember();
        Assert.Equal("GitRequired", error.Id);
        Assert.Equal(before, _team.RemoteRefs());
    }

    [Fact]
    public void Reading_from_a_path_works()
    {
        _ada.Git("push", "--quiet", "origin", $"{_live}:refs/deploys/production");
        Forget();
        using var open = new OpenClone(_ada);
        var (listed, fetched) = (open.Remote.List(), open.Remote.Fetch(["refs/deploys/*", "refs/heads/master"]));
        Remember();
        Assert.Equal(BranchName.Parse("master"), listed.HeadBranch);
        Assert.Equal(["refs/deploys/production", "refs/heads/master"], fetched.Refs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(_team.RemoteRef("master"), fetched.Head?.ToString());
    }

    [Fact]
    public void A_path_that_was_never_cloned_is_looked_at_whole()
    {
        _ada.Git("push", "--quiet", "origin", $"{_live}:refs/heads/hotfix");
        Forget();
        var isShallow = true;
        var found = RemoteLook.At(
            new GitService(), _team.Remote, SettingsRequest.Plain, new RemoteAccess(new NoCredentials(), CancellationToken.None), TimeProvider.System,
            session =>
            {
                var hotfix = new HotfixReader(session).Read(session.Look(HotfixReader.Patterns(session.Settings)));
                isShallow = session.Repository.IsShallow;
                return hotfix;
            });
        Remember();
        Assert.Equal((_live, false), (found?.Head, isShallow));
    }

    [Fact]
    public void A_checkout_is_refused_before_anything_is_done()
    {
        using var open = new OpenClone(_ada);
        Forget();
        Assert.Contains("git", open.Repository.WhyNotCheckOut(BranchName.Parse("hotfix"), CommitId.Parse(_live)));
    }

    public void Dispose()
    {
        _environment.Dispose();
        _team.Dispose();
    }

    private void Forget() => _environment.Set("PATH", _team.Root);

    private void Remember() => _environment.Dispose();
}
