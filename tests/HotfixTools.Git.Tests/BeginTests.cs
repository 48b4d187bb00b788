using System.Diagnostics;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>A look that is begun while other work goes on.</summary>
[Collection(AloneCollection.Name)]
public sealed class BeginTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;

    public BeginTests() => _team = Team.AtWork(out _ada, out _live);

    [Fact]
    public void It_is_the_look_that_follows()
    {
        var ben = _team.Clone("ben");
        ben.Commit("more.txt", "more", "Work on");
        ben.Git("push", "--quiet", "origin", "master");
        using var open = new OpenClone(_ada);

        open.Remote.Begin();
        open.Remote.Begin();
        var seen = open.Remote.Fetch(["refs/heads/*"]);

        Assert.Equal(_team.RemoteRef("master"), seen.Head?.ToString());
        Assert.NotNull(open.Repository.Find(seen.Head!));
        Assert.Equal(1, open.Remote.Operations);
        Assert.Equal(seen.Head, open.Remote.List().Head);
        Assert.Equal(2, open.Remote.Operations);
    }

    [Fact]
    public void Or_the_list()
    {
        using var open = new OpenClone(_ada);

        open.Remote.Begin();

        Assert.Equal(BranchName.Parse("master"), open.Remote.List().HeadBranch);
        Assert.Equal(1, open.Remote.Operations);
    }

    [Fact]
    public void What_was_listed_before_a_push_is_not_taken_for_what_is_there_after_it()
    {
        using var open = new OpenClone(_ada);

        open.Remote.Begin();

        Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, _live).Verdict);
        Assert.Equal(_live, open.Remote.Fetch(["refs/heads/hotfix"])[RefName.Parse("refs/heads/hotfix")]?.ToString());
    }

    [Fact]
    public void What_goes_wrong_is_said_by_what_follows()
    {
        _ada.Git("remote", "set-url", "origin", _team.Remote + "-gone");
        using var open = new OpenClone(_ada);

        open.Remote.Begin();

        Assert.Equal("RemoteUnreachable", Assert.Throws<HotfixException>(() => open.Remote.Fetch(["refs/heads/*"])).Id);
    }

    [Fact]
    public void A_program_that_is_not_there_is_said_by_what_follows()
    {
        _ada.Git("remote", "set-url", "origin", $"shop:{_team.Remote}");
        using var environment = new EnvironmentScope(("GIT_SSH", "/no/such/ssh"));
        using (var open = new OpenClone(_ada))
        {
            open.Remote.Begin();
            Assert.Equal("SshRequired", Assert.Throws<HotfixException>(() => open.Remote.Fetch(["refs/heads/*"])).Id);
        }

        using (var unused = new OpenClone(_ada))
            unused.Remote.Begin();
    }

    [Fact]
    public void One_that_nobody_goes_on_with_ends_though_the_server_does_not_answer()
    {
        Silence();
        var clock = Stopwatch.StartNew();

        using (var open = new OpenClone(_ada))
        {
            open.Remote.Begin();
            WaitUntilServed();
        }

        Assert.True(clock.Elapsed < Soon, $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void One_that_is_called_off_ends()
    {
        Silence();
        using var calling = new CancellationTokenSource();
        using var open = new OpenClone(_ada.Folder, cancellation: calling.Token);
        open.Remote.Begin();
        WaitUntilServed();
        calling.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => open.Remote.Fetch(["refs/heads/*"]));
    }

    [Fact]
    public void There_is_nothing_to_begin_over_HTTP()
    {
        using var server = HttpGitServer.For(_team);
        _ada.Git("remote", "set-url", "origin", server.Url(_team.Remote));
        using var open = new OpenClone(_ada);

        open.Remote.Begin();

        Assert.Empty(server.Requests);
        Assert.NotNull(open.Remote.Fetch(["refs/heads/*"]).Head);
        Assert.Equal(1, open.Remote.Operations);
    }

    public void Dispose() => _team.Dispose();

    private string Mark => Path.Combine(_team.Root, "served");

    // A server that is reached, and says nothing for a minute.
    private void Silence()
    {
        _ada.Git("remote", "set-url", "origin", $"shop:{_team.Remote}");
        _ada.Git("config", "core.sshCommand", $"sh -c 'touch \"{Mark}\"; exec sleep 60' -");
    }

    private void WaitUntilServed() => Assert.True(SpinWait.SpinUntil(() => File.Exists(Mark), Soon));
}
