using System.Management.Automation;
using System.Text;

namespace HotfixTools.ModuleTests;

public sealed class AddHotfixCommitTests : ModuleTest
{
    [Fact]
    public void It_picks_a_commit_of_the_mainline_as_git_would()
    {
        StartAndFix();
        Ada.Write("urgent.txt", "urgent");
        Ada.Git("add", "urgent.txt");
        Ada.Git("commit", "--quiet", "-m", "Urgent\n\nSigned-off-by: Zoë <zoe@example.com>", "--author", "Zoë <zoe@example.com>", "--date", "2026-03-04T05:06:07-0330");
        Ada.Git("push", "--quiet", "origin", "master");
        var before = Hotfix;
        var mine = Ada.Fingerprint();

        var hotfix = Run("Add-HotfixCommit master").Single();

        Assert.Equal(before, GitProcess.Run(Team.Remote, "rev-parse", "hotfix~1"));
        Assert.Equal(2, hotfix.All("Commits").Count);
        Assert.Equal(
            $"Zoë <zoe@example.com> 2026-03-04T05:06:07-03:30|Urgent\n\nSigned-off-by: Zoë <zoe@example.com>\n(cherry picked from commit {Master})",
            GitProcess.Run(Team.Remote, "show", "-s", "--format=%an <%ae> %aI|%B", "hotfix").TrimEnd());
        Assert.Equal("urgent", GitProcess.Run(Team.Remote, "show", "hotfix:urgent.txt"));
        Assert.Equal(128, GitProcess.Try(Team.Remote, "show", "hotfix:feature3.txt").ExitCode);
        Assert.Equal(["Picked", "Started"], JournalKinds());
        Assert.Equal(false, hotfix.Get("IsContaminated"));
        Assert.Contains(Short(Master), hotfix.Finding("Picked").Text("Message"));
        Assert.Equal(mine, Ada.Fingerprint());
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Run("Complete-Hotfix").Single();
    }

    [Theory]
    [InlineData("Jürgen <j@x.example> 1767225600 +0000", "encoding ISO-8859-1\n")]
    [InlineData("Jürgen <j@x.example> 1767225600 +0000", "")]
    [InlineData("Ann <> 999999999999999 +1500", "")]
    public void What_a_commit_says_is_shown_picked_and_moved_as_git_reads_it(string author, string encoding)
    {
        Run("New-Hotfix").Single();
        Ada.Commit("urgent.txt", "urgent", "Urgent");
        var file = Path.Combine(Team.Root, "commit");
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes($"tree {Ada.Git("rev-parse", "HEAD^{tree}")}\nparent {Master}\nauthor {author}\ncommitter Ann <a@x.example> 1767225600 +0000\n{encoding}\nPrüfung\n"));
        Ada.Git("reset", "--quiet", "--hard", Ada.Git("hash-object", "-t", "commit", "-w", file));
        Ada.Git("push", "--quiet", "origin", "master");
        void Check(string commit) => Assert.Matches($"^tree .*\nparent .*\nauthor {author.Replace("+", "\\+", StringComparison.Ordinal)}\ncommitter .*\n\nPrüfung\n", GitProcess.Run(Team.Remote, "cat-file", "commit", commit));

        var change = Run("(Compare-Deploy)[0]").Single();
        Assert.Equal(("Prüfung", author[..(author.IndexOf('>') + 1)]), (change.Text("Subject"), change.Text("Author")));
        var picked = Run("Add-HotfixCommit master").Single();
        Assert.Equal("Prüfung", picked.All("Commits").Single().Text("Subject"));
        Check("hotfix");

        Run("Register-Deploy production master~1").Single();
        Run("Update-Hotfix").Single();
        Check("hotfix");
    }

    [Fact]
    public void It_picks_a_merge_by_what_it_brought_and_several_in_order_from_the_pipeline()
    {
        Run("New-Hotfix").Single();

        var result = Run("Compare-Deploy | Where-Object PullRequest -In 1, 3 | Add-HotfixCommit").NoErrors();

        // Compare-Deploy gives the newest first; what others grew from is picked before them.
        Assert.Equal(["Merge pull request #1 from shop/feature1", "Feature 3 (#3)"], result.Single().All("Commits").Select(commit => commit.Text("Subject")));
        Assert.Equal("1", GitProcess.Run(Team.Remote, "show", "hotfix:feature1.txt"));
        Assert.Equal(128, GitProcess.Try(Team.Remote, "show", "hotfix:feature2.txt").ExitCode);
        Assert.Equal("1", GitProcess.Run(Team.Remote, "rev-list", "--count", "--max-parents=1", "hotfix", "^hotfix~1"));
        Assert.Equal(["Picked", "Started"], JournalKinds());
    }

    [Fact]
    public void Commits_that_grew_from_each_other_are_picked_in_that_order_all_or_none()
    {
        Run("New-Hotfix").Single();
        Ada.Commit("list.txt", "one", "One");
        Ada.Commit("list.txt", "one\ntwo", "Two");
        Ada.Commit("list.txt", "one\ntwo\nthree", "Three");
        Ada.Git("push", "--quiet", "origin", "master");

        Assert.Equal(["One", "Two", "Three"], Run("Compare-Deploy | Where-Object Subject -In One, Two, Three | Add-HotfixCommit").Single().All("Commits").Select(commit => commit.Text("Subject")));
        Assert.Equal("one\ntwo\nthree", GitProcess.Run(Team.Remote, "show", "hotfix:list.txt"));

        Ada.Commit("list.txt", "four", "Four");
        Ada.Commit("orders.txt", "five", "Five");
        Ada.Git("push", "--quiet", "origin", "master");
        Ada.CommitFix("list.txt", "another four");
        Ada.Git("switch", "--quiet", "master");
        var now = Now();
        Assert.Single(Run("Compare-Deploy | Where-Object Subject -In Four, Five | Add-HotfixCommit").Errors).Is("MergeConflict", ErrorCategory.InvalidResult, "git cherry-pick -x");
        now.Still();
    }

    [Fact]
    public void WhatIf_lists_the_steps_and_takes_none()
    {
        Run("New-Hotfix").Single();
        var now = Now();

        var result = Run("Add-HotfixCommit master -WhatIf").NoErrors();

        Assert.Equal([$"Pick {Short(Master)} 'Feature 3 (#3)' onto refs/heads/hotfix ({Short(Live)}) and push it", "Append 'Picked' to refs/hotfix/journal"], result.WhatIf);
        now.Still();
    }

    [Fact]
    public void A_second_run_picks_nothing_more()
    {
        Run("New-Hotfix").Single();
        Run("Add-HotfixCommit master").Single();
        var now = Now();

        var again = Run("Add-HotfixCommit master");

        again.Single();
        Assert.Contains("is in 'hotfix' already", Assert.Single(again.Warnings));
        now.Still();
    }

    [Fact]
    public void What_is_in_its_history_anyhow_is_passed_over()
    {
        StartAndFix();
        var now = Now();

        Assert.Contains("already", Assert.Single(Run("Add-HotfixCommit $args[0]", Live + "~1").Warnings));

        now.Still();
    }

    [Fact]
    public void A_conflict_names_commit_and_files_and_none_of_them_is_picked()
    {
        StartAndFix("feature3.txt", "another three");
        var now = Now();

        var error = Run("Add-HotfixCommit feature1, master").Fails("MergeConflict", ErrorCategory.InvalidResult, $"git cherry-pick -x {Master}");

        Assert.Contains($"{Short(Master)} 'Feature 3 (#3)' conflicts", error.Exception.Message);
        Assert.Contains("feature3.txt", error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void Somebody_who_pushes_meanwhile_keeps_what_he_pushed()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        var late = Waiting(Ada, Ada.Commit("late.txt", "late", "One more fix"));
        Ada.Git("switch", "--quiet", "master");
        Team.AddHook("update", $"[ \"$1\" = refs/heads/hotfix ] && [ ! -e moved ] && {{ touch moved; git update-ref refs/heads/hotfix {late}; }}; exit 0");

        Run("Add-HotfixCommit master").Single();

        Assert.Equal(late, GitProcess.Run(Team.Remote, "rev-parse", "hotfix~1"));
        Assert.Equal("3", GitProcess.Run(Team.Remote, "show", "hotfix:feature3.txt"));
        Assert.Equal(["Picked", "Started"], JournalKinds());
    }

    [Fact]
    public void Picked_and_not_journalled_is_finished_by_a_second_run()
    {
        Run("New-Hotfix").Single();
        Team.AddHook("update", "[ \"$1\" = refs/hotfix/journal ] && exit 1; exit 0");
        Assert.Single(Run("Add-HotfixCommit master").Errors);
        Team.AddHook("update", "exit 0");
        var head = Hotfix;

        Run("Add-HotfixCommit master").Single();

        Assert.Equal(head, Hotfix);
        Assert.Equal(["Picked", "Started"], JournalKinds());
    }

    [Theory]
    [InlineData("nowhere", "CommitNotFound")]
    [InlineData("", "CommitNotFound")]
    public void A_commit_that_there_is_not(string expression, string id)
    {
        Run("New-Hotfix").Single();
        var now = Now();

        Run("Add-HotfixCommit $args[0]", expression).Fails(id, ErrorCategory.ObjectNotFound, "git log");

        now.Still();
    }

    [Fact]
    public void Without_a_hotfix_there_is_nothing_to_pick_onto()
    {
        Run("Add-HotfixCommit master").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");
    }
}
