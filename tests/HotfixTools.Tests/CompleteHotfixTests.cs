using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class CompleteHotfixTests : ModuleTest
{
    private const string OnMaster = "[ \"$1\" = refs/heads/master ]";

    /// <summary>How many commits of the mainline are merges of this fix.</summary>
    private int MergesOf(string fix) =>
        GitProcess.Run(Team.Remote, "log", "--format=%P", "master").Split('\n').Count(parents => parents.Split(' ').Skip(1).Contains(fix));

    [Fact]
    public void What_was_rolled_back_by_a_normal_deploy_is_not_merged()
    {
        StartAndPublish();
        Run("Register-Deploy production master").Single();

        Run("Complete-Hotfix").Fails("Superseded", ErrorCategory.InvalidOperation, "Update-Hotfix");
    }

    [Fact]
    public void It_merges_removes_the_branch_and_journals()
    {
        var fix = StartAndPublish();
        var before = Master;

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal("Completed", hotfix.Text("State"));
        Assert.Equal(Master, hotfix.Text("MergeCommit"));
        Assert.Equal($"{before} {fix}", GitProcess.Run(Team.Remote, "show", "-s", "--format=%P", "master"));
        Assert.Null(Hotfix);
        Assert.Equal(["Completed", "Started"], JournalKinds());
        Assert.Equal(Master, Ada.Git("rev-parse", "origin/master"));
        Assert.Equal(1, GitProcess.Try(Ada.Folder, "rev-parse", "--verify", "--quiet", "refs/remotes/origin/hotfix").ExitCode);
    }

    [Fact]
    public void WhatIf_lists_the_steps_and_takes_none()
    {
        var fix = StartAndPublish();
        var now = Now();

        var result = Run("Complete-Hotfix -WhatIf").NoErrors();

        Assert.Equal(
            [
                $"Merge hotfix ({Short(fix)}) into master and push it",
                $"Remove the local branch hotfix ({Short(fix)}), which is merged",
                $"Remove refs/heads/hotfix, if it is still at {Short(fix)}",
                "Append 'Completed' to refs/hotfix/journal",
            ],
            result.WhatIf);
        Assert.Empty(result.Output);
        now.Still();
    }

    [Fact]
    public void A_hotfix_comes_from_the_pipeline()
    {
        StartAndPublish();
        Shell.Go(Team.Root);

        Assert.Equal("Completed", Run("Get-Hotfix -Path $args[0] | Complete-Hotfix", Ada.Folder).Single().Text("State"));
        Assert.Null(Hotfix);
    }

    [Fact]
    public void A_conflict_names_the_files_and_changes_nothing()
    {
        Run("New-Hotfix").Single();
        Ada.CommitFix("feature3.txt", "another three");
        Ada.Commit("feature1.txt", "another one", "Fix feature 1");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production hotfix").Single();
        var now = Now();

        var error = Run("Complete-Hotfix").Fails("MergeConflict", ErrorCategory.InvalidResult, "then Complete-Hotfix");

        Assert.Equal(["feature1.txt", "feature3.txt"], Assert.IsAssignableFrom<IEnumerable<string>>(error.TargetObject));
        Assert.Contains("feature1.txt, feature3.txt", error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void After_a_conflict_was_merged_by_hand_it_finishes()
    {
        Run("New-Hotfix").Single();
        var fix = Ada.CommitFix("feature3.txt", "another three");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production hotfix").Single();
        Run("Complete-Hotfix").Fails("MergeConflict", ErrorCategory.InvalidResult, "git merge origin/hotfix");

        // What the way out says, typed.
        GitProcess.Try(Ada.Folder, "merge", "--quiet", "origin/hotfix");
        Ada.Write("feature3.txt", "both");
        Ada.Git("commit", "--quiet", "-a", "-m", "Merge the hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        var byHand = Master;

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal(byHand, hotfix.Text("MergeCommit"));
        Assert.Equal(byHand, Master);
        Assert.Null(Hotfix);
        Assert.Equal(1, MergesOf(fix));
    }

    [Fact]
    public void Without_a_hotfix_there_is_nothing_to_complete()
    {
        var now = Now();

        var error = Run("Complete-Hotfix").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "Get-LastDeploy | New-Hotfix");

        Assert.Equal("hotfix", error.TargetObject);
        now.Still();
    }

    [Fact]
    public void Without_a_fix_there_is_nothing_to_merge()
    {
        Run("New-Hotfix").Single();
        var now = Now();

        Run("Complete-Hotfix").Fails("NoFixCommits", ErrorCategory.InvalidOperation, "Stop-Hotfix -Reason");

        now.Still();
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        StartAndPublish();
        Run("Complete-Hotfix").Single();
        var now = Now();

        Run("Complete-Hotfix").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");

        now.Still();
    }

    [Fact]
    public void A_mainline_that_moves_meanwhile_gets_a_new_merge_and_loses_nothing()
    {
        var fix = StartAndPublish();
        var ben = Team.Clone("ben");
        var others = Waiting(ben, ben.Commit("other.txt", "other", "Other work"));
        Team.AddHook("update", $"{OnMaster} && [ ! -e moved ] && {{ touch moved; git update-ref refs/heads/master {others}; }}; exit 0");

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.True(File.Exists(Path.Combine(Team.Remote, "moved")));
        Assert.Equal($"{others} {fix}", GitProcess.Run(Team.Remote, "show", "-s", "--format=%P", "master"));
        Assert.Equal(Master, hotfix.Text("MergeCommit"));
        Assert.Equal("other", GitProcess.Run(Team.Remote, "show", "master:other.txt"));
        Assert.Equal(1, MergesOf(fix));
    }

    [Fact]
    public void A_mainline_that_moves_into_a_conflict_meanwhile_changes_nothing_more()
    {
        StartAndPublish("shared.txt", "ours");
        var ben = Team.Clone("ben");
        var others = Waiting(ben, ben.Commit("shared.txt", "theirs", "Other work"));
        var hotfix = Hotfix;
        Team.AddHook("update", $"{OnMaster} && [ ! -e moved ] && {{ touch moved; git update-ref refs/heads/master {others}; }}; exit 0");

        Run("Complete-Hotfix").Fails("MergeConflict", ErrorCategory.InvalidResult, "Merge by hand");

        Assert.Equal(others, Master);
        Assert.Equal(hotfix, Hotfix);
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void Many_pushes_to_the_mainline_are_outlasted()
    {
        var fix = StartAndPublish();
        var ben = Team.Clone("ben");
        List<string> theirs = [];
        for (var i = 0; i < 5; i++)
            theirs.Add(Waiting(ben, ben.Commit($"other{i}.txt", "x", $"Other work {i}")));
        File.WriteAllLines(Path.Combine(Team.Remote, "next"), theirs);
        Team.AddHook("update", $"{OnMaster} && [ -s next ] && {{ git update-ref refs/heads/master $(head -n1 next); sed -i 1d next; }}; exit 0");

        Run("Complete-Hotfix").Single();

        Assert.Equal($"{theirs[^1]} {fix}", GitProcess.Run(Team.Remote, "show", "-s", "--format=%P", "master"));
    }

    [Fact]
    public void A_fix_that_comes_at_the_last_moment_keeps_its_branch()
    {
        var fix = StartAndPublish();
        Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        var late = Waiting(Ada, Ada.Commit("late.txt", "late", "One more fix"));
        Ada.Git("switch", "--quiet", "master");
        Team.AddHook("update", $"{OnMaster} && [ ! -e moved ] && {{ touch moved; git update-ref refs/heads/hotfix {late}; }}; exit 0");

        var error = Run("Complete-Hotfix").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Contains(Short(late), error.Exception.Message);
        Assert.Equal(late, Hotfix);
        Assert.Equal(["Started"], JournalKinds());
        Assert.Equal(1, MergesOf(fix));

        // What came late is not live yet; when it is, a second run merges it too.
        Run("Complete-Hotfix").Fails("NotPublished", ErrorCategory.InvalidOperation, "Publish-Hotfix production");
        Run("Register-Deploy production hotfix").Single();
        Run("Complete-Hotfix").Single();
        Assert.Null(Hotfix);
        Assert.Equal(1, MergesOf(late));
        Assert.Equal("late", GitProcess.Run(Team.Remote, "show", "master:late.txt"));
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void A_hotfix_that_moves_with_the_mainline_is_not_merged_unseen()
    {
        StartAndPublish();
        Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        var late = Waiting(Ada, Ada.Commit("late.txt", "late", "One more fix"));
        Ada.Git("switch", "--quiet", "master");
        var ben = Team.Clone("ben");
        var others = Waiting(ben, ben.Commit("other.txt", "other", "Other work"));
        Team.AddHook("update", $"{OnMaster} && [ ! -e moved ] && {{ touch moved; git update-ref refs/heads/hotfix {late}; git update-ref refs/heads/master {others}; }}; exit 0");

        Run("Complete-Hotfix").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Equal(others, Master);
        Assert.Equal(late, Hotfix);
    }

    [Fact]
    public void Merged_but_its_branch_still_there_is_finished_by_a_second_run()
    {
        var fix = StartAndPublish();
        Team.AddHook("update", "[ \"$1\" = refs/heads/hotfix ] && exit 1; exit 0");
        Run("Complete-Hotfix").Fails("PushRejected", ErrorCategory.PermissionDenied, "run the command again");
        var merge = Master;
        Assert.Equal(fix, Hotfix);
        var halfDone = Run("Get-Hotfix").Single();
        Assert.Equal("Merged", halfDone.Text("State"));
        Assert.Equal("Complete-Hotfix", halfDone.Finding("HalfDone").Text("WayOut"));
        Assert.Equal("Complete-Hotfix", halfDone.Text("NextStep"));
        Team.AddHook("update", "exit 0");

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal(merge, Master);
        Assert.Equal(merge, hotfix.Text("MergeCommit"));
        Assert.Null(Hotfix);
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void Branch_gone_but_not_journalled_is_finished_by_a_second_run()
    {
        var fix = StartAndPublish();
        Run("Complete-Hotfix").Single();
        GitProcess.Run(Team.Remote, "update-ref", "refs/hotfix/journal", "refs/hotfix/journal~1");
        var merge = Master;
        var halfDone = Run("Get-Hotfix").Single();
        Assert.Equal("Complete-Hotfix", halfDone.Finding("HalfDone").Text("WayOut"));
        Assert.Equal(fix, halfDone.Text("Head"));
        Run("New-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "Complete-Hotfix");
        Assert.Equal(["Append 'Completed' to refs/hotfix/journal"], Run("Complete-Hotfix -WhatIf").WhatIf);

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal(merge, hotfix.Text("MergeCommit"));
        Assert.Equal(merge, Master);
        Assert.Equal(["Completed", "Started"], JournalKinds());
        Run("Get-Hotfix").Nothing();
        Run("New-Hotfix").Single();
    }

    [Fact]
    public void What_the_forge_merged_is_not_merged_again()
    {
        var fix = StartAndPublish();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #4 from shop/hotfix", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        var merge = Master;
        Ada.Commit("later.txt", "later", "Later work");
        Ada.Git("push", "--quiet", "origin", "master");
        var tip = Master;
        Assert.Equal("Merged", Run("Get-Hotfix").Single().Text("State"));

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal(merge, hotfix.Text("MergeCommit"));
        Assert.Equal(tip, Master);
        Assert.Null(Hotfix);
        Assert.Equal(1, MergesOf(fix));
    }

    [Fact]
    public void What_the_forge_squashed_is_not_merged_again()
    {
        StartAndPublish();
        Ada.Git("merge", "--quiet", "--squash", "origin/hotfix");
        Ada.Git("commit", "--quiet", "-m", "Fix the orders (#4)");
        Ada.Git("push", "--quiet", "origin", "master");
        var tip = Master;
        Assert.Equal("Merged", Run("Get-Hotfix").Single().Text("State"));

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal(tip, Master);
        Assert.Equal(tip, hotfix.Text("MergeCommit"));
        Assert.Null(Hotfix);
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void What_the_forge_merged_and_removed_is_only_journalled()
    {
        StartAndPublish();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #4 from shop/hotfix", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master", ":hotfix");
        var tip = Master;

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal(tip, Master);
        Assert.Equal(tip, hotfix.Text("MergeCommit"));
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void What_the_forge_squashed_and_removed_is_only_journalled()
    {
        var fix = StartAndPublish();
        Ada.Git("merge", "--quiet", "--squash", "origin/hotfix");
        Ada.Git("commit", "--quiet", "-m", "Fix the orders (#4)");
        Ada.Git("push", "--quiet", "origin", "master", ":hotfix");
        var tip = Master;

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Equal(fix, hotfix.Text("Head"));
        Assert.Equal(tip, Master);
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void A_branch_that_somebody_removed_unmerged_is_to_be_made_again_first()
    {
        StartAndPublish();
        Ada.Git("push", "--quiet", "origin", ":hotfix");
        var now = Now();

        Run("Complete-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, ":refs/heads/hotfix");

        now.Still();
    }

    [Fact]
    public void A_protected_mainline_changes_nothing_and_points_to_the_pull_request()
    {
        StartAndPublish();
        Team.AddHook("update", $"{OnMaster} && {{ echo 'GL-HOOK-ERR: You are not allowed to push to protected branches' >&2; exit 1; }}; exit 0");
        var now = Now();

        var error = Run("Complete-Hotfix").Fails("ProtectedBranch", ErrorCategory.PermissionDenied, "pull request");

        Assert.Equal("refs/heads/master", error.TargetObject);
        now.Still();
    }

    [Fact]
    public void A_local_branch_that_is_merged_goes_and_the_configuration_stays()
    {
        StartAndPublish();
        var configuration = File.ReadAllText(Path.Combine(Ada.Folder, ".git", "config"));

        Run("Complete-Hotfix").Single();

        Assert.Equal("  feature1\n  feature2\n* master", Ada.Git("branch"));
        Assert.Equal(configuration, File.ReadAllText(Path.Combine(Ada.Folder, ".git", "config")));
    }

    [Theory]
    [InlineData("checked out")]
    [InlineData("in a linked worktree")]
    [InlineData("ahead")]
    public void A_local_branch_in_use_or_ahead_stays(string how)
    {
        StartAndPublish();
        switch (how)
        {
            case "checked out":
                Ada.Git("switch", "--quiet", "hotfix");
                break;
            case "in a linked worktree":
                Ada.Git("worktree", "add", "--quiet", "../linked", "hotfix");
                break;
            default:
                Ada.Git("switch", "--quiet", "hotfix");
                Ada.Commit("unpushed.txt", "x", "Not pushed");
                Ada.Git("switch", "--quiet", "master");
                break;
        }

        var before = Ada.Fingerprint();

        Run("Complete-Hotfix").Single();

        Assert.Null(Hotfix);
        Assert.Equal(before, Ada.Fingerprint());
    }

    [Fact]
    public void What_is_not_published_is_refused_and_RollIn_says_that_it_is_meant()
    {
        var fix = StartAndFix();
        var now = Now();

        var error = Run("Complete-Hotfix").Fails("NotPublished", ErrorCategory.InvalidOperation, "Publish-Hotfix production");

        Assert.Contains($"{Short(fix)} is not what is live in production: {Short(Live)} is", error.Exception.Message);
        Assert.Contains("Complete-Hotfix -RollIn", error.ErrorDetails.RecommendedAction);
        Assert.Equal("HeadNotPublished", PSObject.AsPSObject(Assert.Single(Assert.IsAssignableFrom<System.Collections.IEnumerable>(error.TargetObject).Cast<object>())).Text("Id"));
        now.Still();

        var result = Run("Complete-Hotfix -RollIn");
        Assert.Empty(result.Warnings);
        result.Single();
        Assert.Contains("Rolled into the regular release", GitProcess.Run(Team.Remote, "show", "-s", "--format=%b", "refs/hotfix/journal"));
    }

    [Fact]
    public void A_hotfix_that_plain_git_made_is_completed_too()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        var fix = Ada.Commit("fix.txt", "fixed", "Fix");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production hotfix").Single();

        var hotfix = Run("Complete-Hotfix").Single();

        Assert.Null(hotfix.Get("StartedBy"));
        Assert.Equal(1, MergesOf(fix));
        Assert.Null(Hotfix);
        Assert.Equal(["Completed"], JournalKinds());
        Run("Get-Hotfix").Nothing();
    }

    [Fact]
    public void It_works_from_a_subfolder_a_linked_worktree_and_a_bare_clone()
    {
        Directory.CreateDirectory(Path.Combine(Ada.Folder, "src", "deep"));
        Ada.Git("worktree", "add", "--quiet", "--detach", "../linked");
        GitProcess.Run(Team.Root, "clone", "--quiet", "--bare", Team.Remote, "bare.git");
        var deep = Path.Combine(Ada.Folder, "src", "deep");
        var linked = Path.Combine(Team.Root, "linked");
        var bare = Path.Combine(Team.Root, "bare.git");

        Assert.Equal(Ada.Folder, Run("New-Hotfix -Path $args[0]", deep).Single().Text("Repository"));
        Ada.CommitFix();
        Run("Register-Deploy production hotfix").Single();
        Assert.Equal(linked, Run("Get-Hotfix -Path $args[0]", linked).Single().Text("Repository"));
        var before = GitProcess.Run(bare, "for-each-ref", "refs/heads");
        Assert.Equal(bare, Run("Complete-Hotfix -Path $args[0]", bare).Single().Text("Repository"));
        Assert.Null(Hotfix);
        Assert.Equal(before, GitProcess.Run(bare, "for-each-ref", "refs/heads"));
    }

    [Fact]
    public void An_earlier_hotfix_is_not_taken_for_a_later_one_that_somebody_removed()
    {
        StartAndPublish();
        Run("Complete-Hotfix").Single();
        Run("New-Hotfix").Single();
        Ada.CommitFix("second.txt");
        Ada.Git("switch", "--quiet", "master");
        Ada.Git("push", "--quiet", "origin", ":hotfix");

        Run("Get-Hotfix").Nothing();
        Run("Complete-Hotfix").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");
    }

    [Fact]
    public void A_mirror_keeps_its_branches()
    {
        GitProcess.Run(Team.Root, "clone", "--quiet", "--mirror", Team.Remote, "mirror.git");
        var mirror = Path.Combine(Team.Root, "mirror.git");
        StartAndPublish();
        var before = GitProcess.Refs(mirror);

        Run("Get-Hotfix -Path $args[0]", mirror).Single();
        Run("Complete-Hotfix -Path $args[0]", mirror).Single();

        Assert.Null(Hotfix);
        Assert.Equal(before, GitProcess.Refs(mirror));
    }
}
