using HotfixTools.Git.Tests.Merging;
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

    [Fact]
    public void Settings_are_read_as_git_reads_them_or_refused()
    {
        var signing = Path.Combine(_team.Root, "signing");
        File.WriteAllText(signing, "[commit]\n\tgpgsign\n");
        _ada.Git("config", "includeIf.gitdir:**/ada/.git.path", signing);
        var linked = Path.Combine(_team.Root, "linked");
        _ada.Git("worktree", "add", "--quiet", "-b", "linked", linked);
        Forget();
        using var ofMain = new GitService().Open(_ada.Folder);
        using var ofLinked = new GitService().Open(linked);
        var (isSigned, identity) = (ofMain.WantsSignedCommits, ofMain.FindIdentity());
        HotfixException[] errors = [Assert.Throws<HotfixException>(() => ofLinked.WantsSignedCommits), Assert.Throws<HotfixException>(ofLinked.FindIdentity)];
        Remember();
        Assert.Equal((true, TestHome.UserName), (isSigned, identity?.Name));
        Assert.All(errors, error => Assert.Equal(("GitRequired", "Install git and see that it is on the PATH."), (error.Id, error.WayOut)));
        Assert.Contains("include", errors[0].Message);
    }

    [Fact]
    public void Which_of_two_programs_signs_is_not_guessed()
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.program", "one");
        _ada.Git("config", "gpg.openpgp.program", "two");
        using var repository = new GitService().Open(_ada.Folder);
        Forget();
        var error = Assert.Throws<HotfixException>(() => repository.WantsSignedCommits);
        Remember();
        Assert.Equal("GitRequired", error.Id);
        Assert.Contains("gpg.openpgp.program", error.Message);
    }

    [Theory]
    [InlineData("nothing in common", MergeVerdict.Equal)]
    [InlineData("lines apart", MergeVerdict.Equal)]
    [InlineData("the same line alike", MergeVerdict.Equal)]
    [InlineData("lines that repeat", MergeVerdict.Equal)]
    [InlineData("lines that moved", MergeVerdict.LeftToGit)]
    [InlineData("lines side by side", MergeVerdict.LeftToGit)]
    [InlineData("renamed, and changed by the other", MergeVerdict.LeftToGit)]
    [InlineData("a folder renamed, and a file added in it", MergeVerdict.LeftToGit)]
    [InlineData("union", MergeVerdict.LeftToGit)]
    [InlineData("-merge, by a macro", MergeVerdict.LeftToGit)]
    [InlineData("a driver that is a program, of another file", MergeVerdict.LeftToGit)]
    [InlineData("mode and content", MergeVerdict.LeftToGit)]
    public void A_merge_is_made_where_all_who_merge_come_to_the_same(string name, MergeVerdict expected)
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All[name].Build(ada);
        var tree = GitProcess.Try(ada.Folder, "merge-tree", "--write-tree", ours, theirs) is (0, var found, _) ? found : null;
        using var repository = new GitService().Open(ada.Folder);
        Forget();
        MergeOutcome[] outcomes = [repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs)), repository.Pick(CommitId.Parse(theirs), CommitId.Parse(ours))];
        Remember();
        foreach (var outcome in outcomes)
        {
            Assert.Equal(expected == MergeVerdict.Equal ? tree : null, outcome.Tree?.Value);
            Assert.Equal(expected == MergeVerdict.LeftToGit, outcome.LeftToGit?.Contains("git 2.38 or later", StringComparison.Ordinal) == true);
        }
    }

    [Fact]
    public void Attributes_at_a_relative_path_are_seen()
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All["lines apart"].Build(ada);
        ada.Git("config", "core.attributesFile", "local.attr");
        ada.Write("local.attr", "*.txt -merge");
        using var repository = new GitService().Open(ada.Folder);
        Forget();
        var outcome = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));
        Remember();
        Assert.Null(outcome.Tree);
        Assert.Contains("git 2.38 or later", outcome.LeftToGit);
    }

    [Fact]
    public void A_git_that_cannot_merge_trees_is_as_none()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The old git is played by a script.");
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All["lines side by side"].Build(ada);
        var folder = Directory.CreateDirectory(Path.Combine(team.Root, "old")).FullName;
        File.WriteAllText(Path.Combine(folder, "git"), "#!/bin/sh\ntest \"$1\" = config && exit 0\necho 'usage: git merge-tree <base-tree> <branch1> <branch2>' >&2\nexit 129\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(folder, "git"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var repository = new GitService().Open(ada.Folder);
        _environment.Set("PATH", folder);
        var outcome = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));
        Remember();
        Assert.Null(outcome.Tree);
        Assert.Equal(["common.txt"], outcome.Conflicts);
        Assert.Contains("git 2.38 or later", outcome.LeftToGit);
    }

    public void Dispose()
    {
        _environment.Dispose();
        _team.Dispose();
    }

    private void Forget() => _environment.Set("PATH", _team.Root);

    private void Remember() => _environment.Dispose();
}
