using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class StopHotfixTests : ModuleTest
{
    private string[] Archive => GitProcess.Run(Team.Remote, "for-each-ref", "--format=%(refname) %(objectname)", "refs/hotfix/archive")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void It_archives_the_head_removes_the_branch_and_journals()
    {
        var fix = StartAndFix();
        var id = Run("Get-Hotfix").Single().Text("Id");
        var before = Ada.Fingerprint();

        var hotfix = Run("Stop-Hotfix -Reason 'The provider fixed it' -Confirm:$false").Single();

        Assert.Equal("Abandoned", hotfix.Text("State"));
        Assert.Equal("The provider fixed it", hotfix.Text("Reason"));
        Assert.Equal([$"refs/hotfix/archive/{id} {fix}"], Archive);
        Assert.Null(Hotfix);
        Assert.Equal([$"Abandoned hotfix {id}", $"Started hotfix {id}"], JournalSubjects());
        Assert.Equal("The provider fixed it", GitProcess.Run(Team.Remote, "show", "-s", "--format=%(trailers:key=Reason,valueonly)", "refs/hotfix/journal").Trim());
        Run("Get-Hotfix").Nothing();
        Assert.Equal(before, Ada.Fingerprint());
    }

    [Fact]
    public void WhatIf_lists_the_steps_and_takes_none()
    {
        var fix = StartAndFix();
        var id = Run("Get-Hotfix").Single().Text("Id");
        var now = Now();

        var result = Run("Stop-Hotfix -Reason x -WhatIf").NoErrors();

        Assert.Equal(
            [$"Keep {Short(fix)} as refs/hotfix/archive/{id}", $"Remove refs/heads/hotfix, if it is still at {Short(fix)}", "Append 'Abandoned' to refs/hotfix/journal"],
            result.WhatIf);
        Assert.Empty(result.Output);
        now.Still();
    }

    [Fact]
    public void A_hotfix_comes_from_the_pipeline()
    {
        StartAndFix();
        Shell.Go(Team.Root);

        Assert.Equal("Abandoned", Run("Get-Hotfix -Path $args[0] | Stop-Hotfix -Reason x -Confirm:$false", Ada.Folder).Single().Text("State"));
        Assert.Null(Hotfix);
    }

    [Fact]
    public void A_head_that_a_run_kept_before_the_branch_was_moved_by_force_is_kept_beside_the_new_one()
    {
        var first = StartAndFix();
        var id = Run("Get-Hotfix").Single().Text("Id");
        // What a run leaves that is cut off after its first step.
        GitProcess.Run(Team.Remote, "update-ref", $"refs/hotfix/archive/{id}", first);
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("commit", "--quiet", "--amend", "-m", "Fix the orders, better");
        Ada.Git("push", "--quiet", "--force", "origin", "hotfix");

        Run("Stop-Hotfix -Reason x -Confirm:$false").Single();

        Assert.Equal([$"refs/hotfix/archive/{id} {Ada.Head}", $"refs/hotfix/archive/{id}-{Short(first)} {first}"], Archive);
        Assert.Null(Hotfix);
        Assert.Equal(["Abandoned", "Started"], JournalKinds());
    }

    [Fact]
    public void Without_a_hotfix_there_is_nothing_to_stop()
    {
        var now = Now();

        var error = Run("Stop-Hotfix -Reason x -Confirm:$false").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");

        Assert.Equal("hotfix", error.TargetObject);
        now.Still();
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        StartAndFix();
        Run("Stop-Hotfix -Reason x -Confirm:$false").Single();
        var now = Now();

        Run("Stop-Hotfix -Reason x -Confirm:$false").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");

        now.Still();
    }

    [Theory]
    [InlineData("refs/heads/hotfix")]
    [InlineData("refs/hotfix/journal")]
    public void A_second_run_finishes_what_a_first_began(string refused)
    {
        var fix = StartAndFix();
        Team.AddHook("update", $"[ \"$1\" = {refused} ] && exit 1; exit 0");
        Assert.Single(Run("Stop-Hotfix -Reason x -Confirm:$false").Errors);
        Assert.Single(Archive);
        Team.AddHook("update", "exit 0");

        Run("Stop-Hotfix -Reason y -Confirm:$false").Single();

        Assert.EndsWith(fix, Assert.Single(Archive));
        Assert.Null(Hotfix);
        Assert.Equal(["Abandoned", "Started"], JournalKinds());
        Run("Get-Hotfix").Nothing();
    }

    [Fact]
    public void A_stop_that_was_interrupted_is_shown_with_the_command_that_finishes_it()
    {
        StartAndFix();
        Run("Stop-Hotfix -Reason x -Confirm:$false").Single();
        GitProcess.Run(Team.Remote, "update-ref", "refs/hotfix/journal", "refs/hotfix/journal~1");

        var halfDone = Run("Get-Hotfix").Single();
        Assert.Equal("Abandoned", halfDone.Text("State"));
        Assert.StartsWith("Stop-Hotfix -Reason", halfDone.Text("NextStep"));
        Assert.StartsWith("Stop-Hotfix -Reason", Run("New-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "Stop-Hotfix").ErrorDetails.RecommendedAction.Replace("Finish it first: ", string.Empty));
        Run("Complete-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "Stop-Hotfix");

        Shell.Screen.Answer = "Yes";
        Run(halfDone.Text("NextStep")!).Single();

        Run("Get-Hotfix").Nothing();
        Assert.Equal(["Abandoned", "Started"], JournalKinds());
    }

    [Fact]
    public void It_asks_and_a_no_does_nothing()
    {
        var fix = StartAndFix();
        var now = Now();
        Shell.Screen.Answer = "No";

        var result = Run("Stop-Hotfix -Reason x");

        result.Nothing();
        Assert.Contains(Short(fix), Assert.Single(result.Questions));
        now.Still();
    }

    [Fact]
    public void It_asks_and_a_yes_does_it()
    {
        StartAndFix();
        Shell.Screen.Answer = "Yes";

        var result = Run("Stop-Hotfix -Reason x");

        Assert.Single(result.Questions);
        Assert.Equal("Abandoned", result.Single().Text("State"));
        Assert.Null(Hotfix);
    }

    [Fact]
    public void What_is_merged_can_no_longer_be_given_up()
    {
        StartAndFix();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #4 from shop/hotfix", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        var now = Now();

        var error = Run("Stop-Hotfix -Reason x -Confirm:$false").Fails("AlreadyMerged", ErrorCategory.InvalidOperation, "Complete-Hotfix");

        Assert.Contains(Short(Master), error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void A_fix_that_comes_at_the_last_moment_keeps_its_branch()
    {
        var fix = StartAndFix();
        Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        var late = Waiting(Ada, Ada.Commit("late.txt", "late", "One more fix"));
        Ada.Git("switch", "--quiet", "master");
        Team.AddHook("update", $"case \"$1\" in refs/hotfix/archive/*) git update-ref refs/heads/hotfix {late};; esac; exit 0");

        Run("Stop-Hotfix -Reason x -Confirm:$false").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Equal(late, Hotfix);
        Assert.EndsWith(fix, Assert.Single(Archive));

        // And a second run archives that one.
        Team.AddHook("update", "exit 0");
        Run("Stop-Hotfix -Reason x -Confirm:$false").Single();
        Assert.EndsWith(late, Assert.Single(Archive));
    }

    [Fact]
    public void A_hotfix_that_plain_git_made_is_archived_too()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        var fix = Ada.Commit("fix.txt", "fixed", "Fix");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        Run("Stop-Hotfix -Reason x -Confirm:$false").Single();

        Assert.EndsWith(fix, Assert.Single(Archive));
        Assert.Null(Hotfix);
        Run("Get-Hotfix").Nothing();
    }
}
