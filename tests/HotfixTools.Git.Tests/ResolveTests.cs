using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

public class ResolveTests
{
    [Fact]
    public void What_git_rev_parse_takes_names_the_commit_that_it_names_there()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("tag", "-a", "-m", "One", "v1", live);
        ada.Git("tag", "light", live);
        using var repository = new GitService().Open(ada.Folder);
        foreach (var expression in new[] { "HEAD", "HEAD~2", "HEAD^2", "master", "v1", "v1~1", "light", "v1^{commit}", "refs/heads/feature1", "origin/master", live, live[..7], live[..4].ToUpperInvariant() })
        {
            var (exitCode, expected, _) = GitProcess.Try(ada.Folder, "rev-parse", "--verify", "--quiet", expression + "^{commit}");
            Assert.Equal((expression, exitCode == 0 ? expected : null), (expression, repository.Resolve(expression)?.ToString()));
        }
    }

    [Theory]
    [InlineData("nothing-of-this-name")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("0123456")]
    [InlineData("HEAD~100")]
    [InlineData("HEAD:README.md")]
    [InlineData("HEAD^{tree}")]
    [InlineData("a..b")]
    [InlineData("~")]
    [InlineData("@{")]
    [InlineData("not a name")]
    public void What_names_no_commit_is_null(string expression)
    {
        using var team = Team.AtWork(out var ada, out _);
        using var repository = new GitService().Open(ada.Folder);
        Assert.Null(repository.Resolve(expression));
    }

    [Fact]
    public void Digits_that_begin_two_commit_ids_are_refused_as_ambiguous_and_more_digits_are_not()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var repository = new GitService().Open(ada.Folder);
        var (one, other) = MakeAlike(repository, CommitId.Parse(live));
        var error = Assert.Throws<HotfixException>(() => repository.Resolve(one[..4]));
        Assert.Equal(("AmbiguousCommit", one[..4]), (error.Id, error.Target));
        var enough = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        Assert.Equal(one, repository.Resolve(one[..Math.Max(enough, 12)])?.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("--all")]
    [InlineData("-x")]
    [InlineData("a\nb")]
    [InlineData("no-such-name")]
    [InlineData("012345678901234567890123456789012345678")]
    [InlineData("01234567890123456789012345678901234567890")]
    public void A_session_refuses_what_names_no_commit_here_or_at_the_remote(string? expression)
    {
        using var team = Team.AtWork(out var ada, out _);
        var before = ada.Refs();
        using (var session = Sessions.Open(ada))
        {
            var error = Assert.Throws<HotfixException>(() => session.Resolve(expression));
            Assert.Equal("CommitNotFound", error.Id);
        }

        Assert.Equal(before, ada.Refs());
    }

    [Fact]
    public void A_name_means_what_it_is_at_the_remote_and_not_what_it_is_here()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("tag", "v1", live);
        ada.Git("push", "--quiet", "origin", "v1", $"{live}:refs/heads/release");
        var ben = team.Clone("ben");
        ben.Git("tag", "--force", "v1", "HEAD");
        ben.Git("branch", "release", "HEAD");
        using var session = Sessions.Open(ben);
        Assert.Equal(live, session.Resolve("v1").ToString());
        Assert.Equal(live, session.Resolve("release").ToString());
    }

    [Fact]
    public void A_commit_that_was_pushed_after_the_last_fetch_is_found()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        var pushed = ada.Commit("new.txt", "new", "New");
        ada.Git("push", "--quiet", "origin", "master");
        using var session = Sessions.Open(ben);
        Assert.Equal(pushed, session.Resolve(pushed).ToString());
        Assert.Equal(pushed, session.Resolve(pushed[..12]).ToString());
    }

    // Among some hundred commits, two begin with the same four digits (the birthday paradox).
    private static (string One, string Other) MakeAlike(IGitRepository repository, CommitId parent)
    {
        var tree = repository.WriteTree(new Dictionary<string, byte[]>(), parent);
        Dictionary<string, string> seen = [];
        for (var number = 0; ; number++)
        {
            var commit = repository.Write(new NewCommit(tree, [parent], $"Number {number}\n", new GitIdentity("A", "a@example.com"), DateTimeOffset.UnixEpoch)).ToString();
            if (!seen.TryAdd(commit[..4], commit))
                return (seen[commit[..4]], commit);
        }
    }
}
