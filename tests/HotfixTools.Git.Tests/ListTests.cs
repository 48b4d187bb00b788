using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

public class ListTests
{
    [Fact]
    public void All_refs_and_the_branch_that_HEAD_names_are_told()
    {
        using var team = new Team("trunk");
        var ada = team.Clone("ada");
        var commit = ada.Commit("README.md", "one", "Open the shop");
        ada.Git("tag", "-a", "-m", "The first", "v1");
        ada.Git("push", "--quiet", "origin", "trunk", "v1", "trunk:refs/deploys/production");
        using var open = new OpenClone(ada);
        var listed = open.Remote.List();
        Assert.Equal(BranchName.Parse("trunk"), listed.HeadBranch);
        Assert.Equal(commit, listed.Head?.ToString());
        Assert.Equal(["refs/deploys/production", "refs/heads/trunk", "refs/tags/v1"], listed.Refs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ada.Git("rev-parse", "v1"), listed[RefName.Parse("refs/tags/v1")]?.ToString());
    }

    [Fact]
    public void An_empty_remote_has_neither_refs_nor_a_head()
    {
        using var team = new Team();
        using var open = new OpenClone(team.Clone("early"));
        var listed = open.Remote.List();
        Assert.Empty(listed.Refs);
        Assert.Null(listed.Head);
        Assert.Null(listed.HeadBranch);
    }

    [Fact]
    public void A_detached_HEAD_names_no_branch_and_yet_a_commit()
    {
        using var team = Team.AtWork(out var ada, out var live);
        GitProcess.Run(team.Remote, "update-ref", "--no-deref", "HEAD", live);
        using var open = new OpenClone(ada);
        var listed = open.Remote.List();
        Assert.Null(listed.HeadBranch);
        Assert.Equal(live, listed.Head?.ToString());
    }

    [Fact]
    public void A_HEAD_that_names_a_branch_that_is_not_there_has_no_commit()
    {
        using var team = Team.AtWork(out var ada, out _);
        GitProcess.Run(team.Remote, "symbolic-ref", "HEAD", "refs/heads/gone");
        using var open = new OpenClone(ada);
        var listed = open.Remote.List();
        Assert.Null(listed.Head);
        Assert.Contains("refs/heads/master", listed.Refs.Keys);
    }

    [Theory]
    [InlineData("ERR no access for you\n", "no access for you")]
    [InlineData("version 2\n", "'version 2'")]
    [InlineData("hello\n", "'hello'")]
    [InlineData("0000000000000000000000000000000000000000 refs/heads/hotfix\0report-status\n", "'refs/heads/hotfix' is damaged")]
    public void What_is_no_list_of_refs_is_not_taken_for_an_empty_one(string line, string words)
    {
        using var team = Team.AtWork(out var ada, out _);
        var packets = Path.Combine(team.Root, "packets");
        File.WriteAllText(packets, $"{line.Length + 4:x4}{line}0000");
        ada.Git("config", "core.sshCommand", $"sh -c 'cat \"{packets}\"; exec cat >/dev/null' -");
        ada.Git("remote", "set-url", "origin", "ssh://git.example.com/shop.git");
        using var open = new OpenClone(ada);

        foreach (var look in new Action[] { () => open.Remote.List(), () => open.Remote.Fetch(["refs/heads/hotfix"]) })
        {
            var error = Assert.Throws<HotfixException>(look);
            Assert.Equal("RemoteUnreachable", error.Id);
            Assert.Contains(words, error.Message);
        }

        var report = open.PushAll(("refs/heads/hotfix", null, ada.Head));
        Assert.Equal(RefVerdict.Unreachable, report.Outcomes[0].Verdict);
        Assert.Contains(words, report.Failure()!.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_repository_the_same_is_listed_from_many_threads_at_once(bool isHttp)
    {
        using var team = Team.AtHotfix(out var ada, out _, out _);
        using var server = isHttp ? HttpGitServer.For(team) : null;
        var url = RemoteUrl.Parse(server?.Url(team.Remote) ?? team.Remote);
        ada.Git("tag", "-a", "-m", "One", "v1");
        ada.Git("push", "--quiet", "origin", "v1");
        using var open = new OpenClone(ada);
        var expected = open.Remote.List();
        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            var listed = new GitService().List(url, new RemoteAccess(new NoCredentials(), CancellationToken.None));
            Assert.Equal((expected.Head, expected.HeadBranch), (listed.Head, listed.HeadBranch));
            Assert.Equal(expected.Refs, listed.Refs);
        });
    }

    [Theory]
    [InlineData("/no/such/remote.git")]
    [InlineData("http://127.0.0.1:9/shop.git")]
    public void Without_a_repository_a_remote_that_is_not_there_is_unreachable(string url) => Assert.Equal(
        "RemoteUnreachable",
        Assert.Throws<HotfixException>(() => new GitService().List(RemoteUrl.Parse(url), new RemoteAccess(new NoCredentials(), CancellationToken.None))).Id);

    [Fact]
    public void A_remote_that_was_never_cloned_is_read_from_a_repository_that_goes_away()
    {
        using var team = Team.AtWork(out _, out _);
        string location;
        using (var repository = new GitService().OpenTemporary())
        {
            location = repository.Location;
            var remote = repository.OpenRemote(RemoteUrl.Parse(team.Remote), new RemoteAccess(new NoCredentials(), CancellationToken.None));
            Assert.Equal(BranchName.Parse("master"), remote.List().HeadBranch);
            Assert.Equal(team.RemoteRef("master"), remote.Fetch(["refs/heads/master"]).Head?.ToString());
            Assert.Null(remote.RememberedMainline());
            Assert.True(Directory.Exists(location));
        }

        Assert.False(Directory.Exists(location));
    }
}
