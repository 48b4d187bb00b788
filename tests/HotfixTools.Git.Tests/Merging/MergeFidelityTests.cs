using HotfixTools.Testing;
using static HotfixTools.Git.Tests.Merging.MergeScenario;

namespace HotfixTools.Git.Tests.Merging;

/// <summary>
/// A merge in the object database is what <c>git merge</c> makes of it on a checkout of what is merged into, or a conflict
/// where git has one, or left to git; never another tree. What the user has checked out has no say.
/// </summary>
public sealed class MergeFidelityTests
{
    public static TheoryData<string> Names { get; } = [.. MergeScenarios.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_merge_and_a_pick_are_what_git_makes_of_them(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && name.Contains("all that names", StringComparison.Ordinal), "Windows has no such names.");
        var scenario = MergeScenarios.All[name];
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = scenario.Build(ada);
        // Elsewhere, with attributes that would have all files merged in another way.
        ada.Git("switch", "--quiet", "--orphan", "elsewhere");
        ada.Write(".gitattributes", "* merge=union");
        var mine = ada.Fingerprint();

        using var repository = new GitService().Open(ada.Folder);
        var merge = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));
        var pick = repository.Pick(CommitId.Parse(theirs), CommitId.Parse(ours));
        Assert.Equal(mine, ada.Fingerprint());

        // As a user does it: a clone, the same configuration, a checkout.
        var oracle = new Workplace(Path.Combine(team.Root, "oracle"));
        GitProcess.Run(team.Root, "clone", "--quiet", "--no-checkout", ada.Folder, oracle.Folder);
        scenario.Configure(oracle);
        Compare(scenario, merge, oracle, ours, "merge", "--no-ff", "-m", "Merge", theirs);
        Compare(scenario, pick, oracle, ours, "cherry-pick", "--allow-empty", "--keep-redundant-commits", theirs);

        // In a bare clone there is nothing checked out at all.
        using var bare = new GitService().Open(BareOf(team, ada, scenario));
        var there = bare.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));
        Assert.Equal((merge.Tree, merge.LeftToGit), (there.Tree, there.LeftToGit));
        Assert.Equal(merge.Conflicts, there.Conflicts);
    }

    [Fact]
    public void What_the_attributes_of_the_clone_itself_and_of_the_user_say_counts()
    {
        using var environment = new TemporaryAttributes();
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All["lines side by side"].Build(ada);
        using var repository = new GitService().Open(ada.Folder);
        Assert.False(repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs)).IsClean);

        Directory.CreateDirectory(Path.Combine(ada.Folder, ".git", "info"));
        File.WriteAllText(Path.Combine(ada.Folder, ".git", "info", "attributes"), "*.txt merge=union\n");
        ada.Git("merge", "--quiet", "-m", "Merge", theirs);
        Assert.Equal(ada.Git("rev-parse", "HEAD^{tree}"), repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs)).Tree?.Value);

        File.Delete(Path.Combine(ada.Folder, ".git", "info", "attributes"));
        File.WriteAllText(environment.File, "*.txt merge=union\n");
        ada.Git("config", "core.attributesFile", environment.File);
        Assert.Equal(ada.Git("rev-parse", "HEAD^{tree}"), repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs)).Tree?.Value);
    }

    [Theory]
    [InlineData("lines apart", "-merge")]
    [InlineData("lines side by side", "merge=union")]
    public void A_relative_path_to_the_attributes_of_the_user_begins_at_the_top_of_the_worktree(string name, string attribute)
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All[name].Build(ada);
        var linked = new Workplace(Path.Combine(team.Root, "linked"));
        ada.Git("worktree", "add", "--quiet", "--detach", linked.Folder);
        ada.Git("config", "core.attributesFile", "local.attr");
        foreach (var place in new[] { ada, linked })
        {
            place.Write("local.attr", $"*.txt {attribute}");
            using var repository = new GitService().Open(place.Folder);
            var merge = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));

            var (exitCode, _, _) = GitProcess.Try(place.Folder, "merge", "--quiet", "-m", "Merge", theirs);
            Assert.Equal((exitCode == 0 ? place.Git("rev-parse", "HEAD^{tree}") : null, null), (merge.Tree?.Value, merge.LeftToGit));
            Assert.Equal(attribute != "-merge", merge.IsClean);
            File.Delete(Path.Combine(place.Folder, "local.attr"));
        }
    }

    [Fact]
    public void A_driver_without_a_value_is_left_to_git_which_says_so()
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All["lines apart"].Build(ada);
        File.AppendAllText(Path.Combine(ada.Folder, ".git", "config"), "[merge \"mine\"]\n\tdriver\n");
        using var repository = new GitService().Open(ada.Folder);

        var merge = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));

        Assert.Contains("merge.mine.driver", merge.LeftToGit);
        Assert.Equal(["common.txt"], merge.Conflicts);
    }

    [Fact]
    public void A_driver_that_git_alone_finds_does_not_run_either()
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All["lines apart"].Build(ada);
        Directory.CreateDirectory(Path.Combine(ada.Folder, ".git", "info"));
        File.WriteAllText(Path.Combine(ada.Folder, ".git", "info", "attributes"), "*.txt merge=mine\n");
        var mark = Path.Combine(team.Root, "ran");
        void SetUp(params string[] place) => ada.Git(["config", .. place, "merge.mine.driver", $"touch '{mark}'"]);
        void Check(string folder)
        {
            using var repository = new GitService().Open(folder);
            var merge = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));
            Assert.Equal("the merge driver 'mine' of your Git configuration is a program that needs a checkout", merge.LeftToGit);
            Assert.False(File.Exists(mark));
        }

        // Where a remote has a certain address; of this worktree alone; of a linked one.
        var include = Path.Combine(team.Root, "include");
        SetUp("--file", include);
        ada.Git("config", "includeIf.hasconfig:remote.*.url:**.path", include);
        Check(ada.Folder);
        ada.Git("config", "--remove-section", "includeIf.hasconfig:remote.*.url:**");
        ada.Git("config", "extensions.worktreeConfig", "true");
        SetUp("--worktree");
        Check(ada.Folder);
        var linked = Path.Combine(team.Root, "linked");
        ada.Git("worktree", "add", "--quiet", "--detach", linked);
        ada.Git("config", "--worktree", "--remove-section", "merge.mine");
        SetUp("--file", Path.Combine(ada.Folder, ".git", "worktrees", "linked", "config.worktree"));
        Check(linked);
    }

    [Theory]
    [InlineData("nothing in common")]
    [InlineData("lines apart")]
    [InlineData("lines side by side")]
    public void What_this_clone_alone_has_in_place_of_a_commit_has_no_say(string name)
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = MergeScenarios.All[name].Build(ada);
        using var repository = new GitService().Open(ada.Folder);
        var merge = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));

        // Nothing of its history, and other contents.
        ada.Git("replace", theirs, ada.Git("commit-tree", "-m", "Another", $"{ours}^{{tree}}"));

        var again = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));
        Assert.Equal((merge.Tree, merge.LeftToGit, merge.ChangesNothing), (again.Tree, again.LeftToGit, again.ChangesNothing));
        Assert.Equal(merge.Conflicts, again.Conflicts);
    }

    [Theory]
    [InlineData("moved by us", MergeVerdict.Equal)]
    [InlineData("moved by them", MergeVerdict.Equal)]
    [InlineData("moved alike by both", MergeVerdict.Equal)]
    [InlineData("moved further by them", MergeVerdict.Equal)]
    [InlineData("moved apart", MergeVerdict.Conflict)]
    [InlineData("removed by us, left alone by them", MergeVerdict.Equal)]
    [InlineData("removed by us, moved by them", MergeVerdict.Conflict)]
    [InlineData("added by them", MergeVerdict.Equal)]
    public void A_submodule_is_where_git_puts_it(string name, MergeVerdict expected)
    {
        using var team = new Team();
        var library = team.Clone("library");
        var first = library.Commit("lib.txt", "1", "One");
        var second = library.Commit("lib.txt", "2", "Two");
        library.Git("switch", "--quiet", "-c", "side", first);
        var aside = library.Commit("lib.txt", "3", "Three");
        library.Git("push", "--quiet", "origin", "master", "side");
        var shop = Path.Combine(team.Root, "shop");
        GitProcess.Run(team.Root, "init", "--quiet", shop);
        var ada = new Workplace(shop);
        void Move(Workplace place, string path, string commit) => place.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},{path}");
        void Commit(Workplace place, string message) => place.Git("commit", "--quiet", "--allow-empty", "-m", message);
        ada.Commit("common.txt", "common", "Common");
        if (name != "added by them")
        {
            ada.Git("submodule", "--quiet", "add", team.Remote, "lib");
            Move(ada, "lib", first);
            Commit(ada, "Add lib");
        }

        ada.Git("branch", "theirs");
        Side(name switch { "moved by us" => second, "moved alike by both" or "moved apart" => second, "moved further by them" => second, "removed by us, left alone by them" or "removed by us, moved by them" => null, _ => first }, isOurs: true);
        ada.Git("checkout", "--quiet", "--force", "theirs");
        Side(name switch { "moved by them" or "moved alike by both" or "removed by us, moved by them" => second, "moved apart" => aside, "moved further by them" => second, "added by them" => first, _ => first }, isOurs: false);
        if (name == "moved further by them")
        {
            library.Git("switch", "--quiet", "master");
            var third = library.Commit("lib.txt", "4", "Four");
            library.Git("push", "--quiet", "origin", "master");
            ada.Git("-C", "lib", "fetch", "--quiet", "origin");
            Move(ada, "lib", third);
            Commit(ada, "Theirs, further");
        }

        ada.Git("checkout", "--quiet", "--force", "master");
        var (ours, theirs) = (ada.Git("rev-parse", "master"), ada.Git("rev-parse", "theirs"));
        using var repository = new GitService().Open(ada.Folder);

        var merge = repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));

        var (exitCode, _, _) = GitProcess.Try(ada.Folder, "merge", "--no-ff", "-m", "Merge", theirs);
        Assert.Equal(expected == MergeVerdict.Equal, exitCode == 0);
        Assert.Equal(exitCode == 0 ? ada.Git("rev-parse", "HEAD^{tree}") : null, merge.Tree?.Value);

        void Side(string? commit, bool isOurs)
        {
            if (commit is null)
                ada.Git("rm", "--quiet", "--force", "lib");
            else if (isOurs ? name != "added by them" : true)
                Move(ada, "lib", commit);
            Commit(ada, isOurs ? "Ours" : "Theirs");
        }
    }

    private static void Compare(MergeScenario scenario, MergeOutcome outcome, Workplace oracle, string ours, params string[] command)
    {
        GitProcess.Try(oracle.Folder, "merge", "--abort");
        GitProcess.Try(oracle.Folder, "cherry-pick", "--abort");
        oracle.Git("checkout", "--quiet", "--force", "--detach", ours);
        var (exitCode, _, error) = GitProcess.Try(oracle.Folder, command);
        Assert.True(exitCode is 0 or 1, error);
        var tree = exitCode == 0 ? oracle.Git("rev-parse", "HEAD^{tree}") : null;
        switch (scenario.Expected)
        {
            case MergeVerdict.Equal:
                Assert.NotNull(tree);
                Assert.Equal((tree, null), (outcome.Tree?.Value, outcome.LeftToGit));
                break;
            case MergeVerdict.Conflict:
                Assert.Null(tree);
                Assert.Equal((null, null), (outcome.Tree, outcome.LeftToGit));
                Assert.NotEmpty(outcome.Conflicts);
                break;
            case MergeVerdict.AsGit:
                Assert.Equal((tree, null), (outcome.Tree?.Value, outcome.LeftToGit));
                break;
            default:
                Assert.Null(outcome.Tree);
                Assert.Matches("^the (merge driver|filter) 'mi.* is a program that needs a checkout$", outcome.LeftToGit);
                Assert.Equal(["common.txt"], outcome.Conflicts);
                break;
        }
    }

    private static string BareOf(Team team, Workplace ada, MergeScenario scenario)
    {
        var folder = Path.Combine(team.Root, "bare.git");
        GitProcess.Run(team.Root, "clone", "--quiet", "--bare", ada.Folder, folder);
        scenario.Configure(new Workplace(folder));
        return folder;
    }

    private sealed class TemporaryAttributes : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-attributes-").FullName;

        public string File => Path.Combine(_folder, "attributes");

        public void Dispose() => TestHome.Remove(_folder);
    }
}
