namespace HotfixTools.ModuleTests;

/// <summary>How often a command turns to the remote, as the remote sees it: on a slow line, that is how long it takes.</summary>
public sealed class RemoteOperationTests : ModuleTest
{
    private const string Read = "git-upload-pack";
    private const string Write = "git-receive-pack";

    private readonly HttpGitServer _server;

    public RemoteOperationTests()
    {
        _server = HttpGitServer.For(Team);
        Ada.Git("remote", "set-url", "origin", _server.Url(Team.Remote));
    }

    [Theory]
    [InlineData("Get-Hotfix", 1)]
    [InlineData("Test-Hotfix -ErrorAction Ignore", 1)]
    [InlineData("Get-LastDeploy", 1)]
    [InlineData("Get-LastDeploy production, staging -ErrorAction Ignore", 1)]
    [InlineData("Get-DeployHistory", 1)]
    [InlineData("Compare-Deploy", 1)]
    [InlineData("Compare-Deploy -Commit master", 1)]
    [InlineData("Test-HotfixJournal", 1)]
    [InlineData("Test-DeployGate production master", 1)]
    [InlineData("Test-DeployGate staging master", 1)]
    [InlineData("Test-DeployGate europe-17 master", 1)]
    [InlineData("Test-DeployGate prodution master", 1)]
    [InlineData("New-Hotfix -WhatIf", 1)]
    public void Who_only_looks_looks_once(string command, int reads)
    {
        Assert.Equal((reads, 0), Count(command));
    }

    [Theory]
    [InlineData("Get-Hotfix")]
    [InlineData("Test-Hotfix -ErrorAction Ignore")]
    [InlineData("Compare-Deploy")]
    [InlineData("Test-DeployGate production master")]
    [InlineData("Test-DeployGate production hotfix")]
    public void A_hotfix_in_progress_changes_nothing_of_that(string command)
    {
        StartAndFix();
        Ada.Git("fetch", "--quiet");

        Assert.Equal((1, 0), Count(command));
    }

    [Fact]
    public void Nor_do_changes_that_the_clone_has_not_seen()
    {
        var ben = Team.Clone("ben");
        ben.Git("push", "--quiet", "origin", $"{Live}:refs/heads/hotfix");
        ben.CommitFix();
        ben.Git("switch", "--quiet", "master");
        ben.Commit("more.txt", "more", "Work on");
        ben.Git("push", "--quiet", "origin", "master");

        Assert.Equal((1, 0), Count("Get-Hotfix"));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void To_begin_takes_a_look_and_the_branch_with_the_journal_or_one_after_the_other(bool isAtomic, int writes)
    {
        GitProcess.Run(Team.Remote, "config", "receive.advertiseAtomic", isAtomic ? "true" : "false");

        Assert.Equal((1, writes), Count("New-Hotfix"));

        Assert.NotNull(Hotfix);
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void To_merge_back_takes_a_look_the_merge_with_the_branch_and_the_journal()
    {
        StartAndPublish();

        var (reads, writes) = Count("Complete-Hotfix");

        Assert.Null(Hotfix);
        Assert.InRange(reads + writes, 2, 4);
    }

    [Fact]
    public void To_record_a_deploy_takes_a_look_and_the_entry()
    {
        Assert.Equal((1, 1), Count("Register-Deploy production master"));
    }

    private (int Reads, int Writes) Count(string command)
    {
        var before = _server.Requests.Count;
        Run(command);
        // Each conversation begins with the list of refs; what follows of it is the same conversation.
        string[] begun = [.. _server.Requests.Skip(before).Where(request => request.Contains("/info/refs?", StringComparison.Ordinal))];
        return (begun.Count(request => request.Contains(Read, StringComparison.Ordinal)), begun.Count(request => request.Contains(Write, StringComparison.Ordinal)));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _server.Dispose();
        base.Dispose(disposing);
    }
}
