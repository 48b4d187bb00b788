using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Fetches that cut history off, over both of our transports.</summary>
public class ShallowTests
{
    private static readonly string[] Everything = ["refs/heads/*", "refs/hotfix/*"];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void History_is_cut_off_deepened_and_made_whole_and_new_commits_come_on_top(bool isHttp, bool isByMaximum)
    {
        using var team = Team.AtWork(out var ada, out var live);
        for (var number = 0; number < 20; number++)
            ada.Git("commit", "--quiet", "--allow-empty", "-m", $"Work {number}");
        ada.Git("push", "--quiet", "origin", "master", $"{live}:refs/heads/hotfix", $"{live}:refs/hotfix/journal");
        using var server = isHttp ? HttpGitServer.For(team) : null;
        using var repository = new GitService().OpenTemporary();
        var remote = repository.OpenRemote(RemoteUrl.Parse(server?.Url(team.Remote) ?? team.Remote), new RemoteAccess(new NoCredentials(), CancellationToken.None));

        remote.Depth = 2;
        var tip = remote.Fetch(Everything)[RefName.Parse("refs/heads/master")]!;
        Assert.Equal(2, repository.Log(tip, null).Count());
        Assert.True(repository.IsShallow);
        Assert.NotEmpty(repository.CutOffAt);
        Check(repository);

        // Nothing new, more of the old, and nothing new once more.
        foreach (var depth in new[] { 2, 5, 5 })
        {
            remote.Depth = depth;
            remote.Fetch(Everything);
            Assert.Equal(depth, repository.Log(tip, null).Count());
            Check(repository);
        }

        tip = Commit(depth: 5);
        Assert.Equal(5, repository.Log(tip, null).Count());
        tip = Commit(depth: 50);
        Assert.Equal(All(), repository.Log(tip, null).Count());
        Assert.False(repository.IsShallow);
        // A history that is shorter than what is asked for, and what was whole is cut off again.
        tip = Commit(depth: 50);
        Assert.Equal(All(), repository.Log(tip, null).Count());
        tip = Commit(depth: 3);
        Assert.True(repository.IsShallow);
        tip = Commit(isByMaximum ? int.MaxValue : null);
        Assert.Equal(All(), repository.Log(tip, null).Count());
        remote.Fetch(Everything);
        Assert.False(repository.IsShallow);
        Assert.Empty(repository.CutOffAt);

        using var again = new GitService().Open(repository.Location);
        Assert.Equal(All(), again.Log(tip, null).Count());

        int All() => ada.Git("rev-list", "HEAD").Split('\n').Length;

        CommitId Commit(int? depth)
        {
            ada.Commit("new.txt", Guid.NewGuid().ToString(), "More work");
            ada.Git("push", "--quiet", "origin", "master");
            remote.Depth = depth;
            var fetched = remote.Fetch(Everything)[RefName.Parse("refs/heads/master")]!;
            Assert.Equal(ada.Head, fetched.ToString());
            Check(repository);
            return fetched;
        }
    }

    // As git itself sees what is there: nothing lacks but what is said to lack.
    private static void Check(IGitRepository repository)
    {
        GitProcess.Run(repository.Location, "fsck", "--no-dangling");
        Assert.All(repository.CutOffAt, id => Assert.NotNull(repository.Find(id)));
    }
}
