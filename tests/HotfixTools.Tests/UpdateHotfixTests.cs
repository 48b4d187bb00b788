using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class UpdateHotfixTests : ModuleTest
{
    private string[] Archive => GitProcess.Run(Team.Remote, "for-each-ref", "--format=%(refname) %(objectname)", "refs/hotfix/archive")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void It_moves_the_fix_onto_what_is_live_and_keeps_authors_dates_and_the_old_head()
    {
        var id = Run("New-Hotfix -Reason 'Orders fail'").Single().Text("Id");
        Ada.Git("fetch", "--quiet", "origin");
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Write("orders.txt", "total = price * amount");
        Ada.Git("commit", "--quiet", "-a", "-m", "Count the amount\n\nLong story.\n\nReviewed-by: Ben", "--author", "Zoë Ünal <zoe@example.com>", "--date", "2026-03-04T05:06:07+0930");
        var one = Ada.Head;
        var old = Ada.Commit("orders.log", "logged", "Log orders");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production master").Single();
        var mine = Ada.Fingerprint();

        var hotfix = Run("Update-Hotfix").Single();

        Assert.Equal(Master, hotfix.Text("Base"));
        Assert.Equal(Hotfix, hotfix.Text("Head"));
        Assert.Equal(false, hotfix.Get("IsSuperseded"));
        Assert.Equal("InProgress", hotfix.Text("State"));
        Assert.Equal("Publish-Hotfix production", hotfix.Text("NextStep"));
        Assert.Equal(Master, GitProcess.Run(Team.Remote, "rev-parse", "hotfix~2"));
        Assert.Equal(
            $"Zoë Ünal <zoe@example.com> 2026-03-04T05:06:07+09:30|Count the amount\n\nLong story.\n\nReviewed-by: Ben\nHotfix-Former-Id: {one}",
            GitProcess.Run(Team.Remote, "show", "-s", "--format=%an <%ae> %aI|%B", "hotfix~1").TrimEnd());
        Assert.Equal($"Log orders\n\nHotfix-Former-Id: {old}", GitProcess.Run(Team.Remote, "show", "-s", "--format=%B", "hotfix").TrimEnd());
        Assert.Equal($"{TestHome.UserName}", GitProcess.Run(Team.Remote, "show", "-s", "--format=%cn", "hotfix~1"));
        Assert.Equal("total = price * amount", GitProcess.Run(Team.Remote, "show", "hotfix:orders.txt"));
        Assert.Equal("3", GitProcess.Run(Team.Remote, "show", "hotfix:feature3.txt"));
        Assert.Equal([$"refs/hotfix/archive/{id}-{Short(old)} {old}"], Archive);
        Assert.Equal(["Updated", "Started"], JournalKinds());
        Assert.Equal(Hotfix, Ada.Git("rev-parse", "origin/hotfix"));
        Assert.Equal(mine, Ada.Fingerprint());
        Assert.Equal(string.Empty, GitProcess.Run(Team.Remote, "fsck", "--strict", "--no-dangling", "--no-progress"));
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Run("Complete-Hotfix").Single();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_commit_that_was_empty_from_the_start_is_kept_but_is_no_fix(bool isLive)
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("commit", "--quiet", "--allow-empty", "-m", "Trigger CI");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        if (isLive)
            Ada.Git("cherry-pick", "hotfix~1");
        Ada.Git("push", "--quiet", "origin", "master");
        Run("Register-Deploy production master").Single();
        var now = Now();

        var result = Run("Update-Hotfix");

        if (isLive)
        {
            result.Fails("AlreadyMerged", ErrorCategory.InvalidOperation, "Complete-Hotfix");
            now.Still();
            return;
        }

        Assert.Equal(["Fix the orders", "Trigger CI"], result.Single().All("Commits").Select(commit => commit.Text("Subject")).Order(StringComparer.Ordinal));
        Assert.Equal(GitProcess.Run(Team.Remote, "rev-parse", "hotfix~1^{tree}"), GitProcess.Run(Team.Remote, "rev-parse", "hotfix^{tree}"));
    }

    [Fact]
    public void WhatIf_lists_the_steps_and_takes_none()
    {
        var fix = Superseded();
        var now = Now();

        var result = Run("Update-Hotfix -WhatIf").NoErrors();

        Assert.Equal(3, result.WhatIf.Count);
        Assert.StartsWith($"Keep {Short(fix)} as refs/hotfix/archive/", result.WhatIf[0]);
        Assert.Matches($"^Replace refs/heads/hotfix by [0-9a-f]{{8}} on {Short(Master)}, if it is still at {Short(fix)}$", result.WhatIf[1]);
        Assert.Equal("Append 'Updated' to refs/hotfix/journal", result.WhatIf[2]);
        Assert.Empty(result.Output);
        now.Still();
    }

    [Fact]
    public void A_second_run_and_one_that_is_not_superseded_change_nothing()
    {
        StartAndFix();
        var before = Now();
        Assert.Equal(Live, Run("Update-Hotfix").Single().Text("Base"));
        before.Still();
        Run("Register-Deploy production master").Single();
        Run("Update-Hotfix").Single();
        var now = Now();

        Assert.Equal(Master, Run("Update-Hotfix").Single().Text("Base"));

        now.Still();
    }

    [Fact]
    public void A_hotfix_comes_from_the_pipeline()
    {
        Superseded();
        Shell.Go(Team.Root);

        Assert.Equal(Master, Run("Get-Hotfix -Path $args[0] | Update-Hotfix", Ada.Folder).Single().Text("Base"));
    }

    [Fact]
    public void A_hotfix_without_a_fix_is_moved_too()
    {
        Run("New-Hotfix").Single();
        Run("Register-Deploy production master").Single();

        var hotfix = Run("Update-Hotfix").Single();

        Assert.Equal(Master, Hotfix);
        Assert.Equal("Started", hotfix.Text("State"));
        Assert.Equal(Master, hotfix.Text("Base"));
    }

    [Fact]
    public void A_conflict_names_commit_and_files_and_changes_nothing_and_what_is_resolved_by_hand_is_taken()
    {
        var fix = Superseded("feature3.txt", "another three");
        var now = Now();

        var error = Run("Update-Hotfix").Fails("MergeConflict", ErrorCategory.InvalidResult, "Update-Hotfix -Resolved moved");

        Assert.Contains($"{Short(fix)} 'Fix the orders' conflicts with {Short(Master)} in 1 file: feature3.txt", error.Exception.Message);
        now.Still();

        // What the way out says, typed.
        Ada.Git("switch", "--quiet", "-c", "moved", "origin/hotfix");
        GitProcess.Try(Ada.Folder, "rebase", "--onto", Master, Live);
        Ada.Write("feature3.txt", "both");
        Ada.Git("add", "feature3.txt");
        Ada.Git("-c", "core.editor=true", "rebase", "--continue");
        var resolved = Ada.Head;
        Ada.Git("switch", "--quiet", "master");

        var hotfix = Run("Update-Hotfix -Resolved moved").Single();

        Assert.Equal(resolved, Hotfix);
        Assert.Equal(Master, hotfix.Text("Base"));
        Assert.Equal([fix], Archive.Select(line => line.Split(' ')[1]));
        Assert.Equal(["Updated", "Started"], JournalKinds());
    }

    [Fact]
    public void What_is_resolved_by_hand_must_stand_on_what_is_live_and_be_pure()
    {
        Superseded("feature3.txt", "another three");
        Ada.Git("switch", "--quiet", "--detach", "master");
        Ada.Commit("later.txt", "x", "Later work");
        Ada.Git("push", "--quiet", "origin", "HEAD:master");
        var later = Ada.Commit("fix.txt", "fixed", "Fix on top of later work");
        Ada.Git("switch", "--quiet", "master");
        var now = Now();

        Run("Update-Hotfix -Resolved $args[0]", Live).Fails("NotOnLive", ErrorCategory.InvalidArgument, "git rebase --onto");
        Run("Update-Hotfix -Resolved master").Fails("Contaminated", ErrorCategory.InvalidOperation, "Add-HotfixCommit");
        Run("Update-Hotfix -Resolved $args[0]", later).Fails("Contaminated", ErrorCategory.InvalidOperation, "Add-HotfixCommit");

        now.Still();
    }

    [Fact]
    public void What_is_live_already_is_left_out()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Commit("second.txt", "two", "Second fix");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        Ada.Git("cherry-pick", "hotfix~1");
        Ada.Git("push", "--quiet", "origin", "master");
        Run("Register-Deploy production master").Single();

        var hotfix = Run("Update-Hotfix").Single();

        Assert.Equal("Second fix", Assert.Single(hotfix.All("Commits")).Text("Subject"));
    }

    [Fact]
    public void Where_all_is_live_already_there_is_nothing_to_move()
    {
        StartAndFix();
        Ada.Git("cherry-pick", "hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        Run("Register-Deploy production master").Single();
        var now = Now();

        Run("Update-Hotfix").Fails("AlreadyMerged", ErrorCategory.InvalidOperation, "Complete-Hotfix");

        now.Still();
    }

    [Fact]
    public void Merges_on_the_hotfix_are_flattened_and_what_one_did_beside_merging_is_not_lost()
    {
        Run("New-Hotfix").Single();
        Ada.CommitFix("one.txt", "1", "One");
        Ada.Git("switch", "--quiet", "-c", "part", "hotfix~1");
        Ada.Commit("two.txt", "2", "Two");
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge part", "part");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production master").Single();
        Assert.Equal(["One", "Two"], Run("Update-Hotfix").Single().All("Commits").Select(commit => commit.Text("Subject")).Order());

        Ada.Git("fetch", "--quiet", "origin");
        Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        Ada.Git("switch", "--quiet", "-c", "more", "HEAD~1");
        Ada.Commit("three.txt", "3", "Three");
        Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        Ada.Git("merge", "--quiet", "--no-ff", "--no-commit", "more");
        Ada.Write("evil.txt", "beside");
        Ada.Git("add", "evil.txt");
        Ada.Git("commit", "--quiet", "-m", "Merge more, and more");
        Ada.Git("push", "--quiet", "origin", "HEAD:hotfix");
        Ada.Git("switch", "--quiet", "master");
        Ada.Commit("next.txt", "x", "Next");
        Ada.Git("push", "--quiet", "origin", "master");
        Run("Register-Deploy production master").Single();
        var now = Now();

        Assert.Contains("evil.txt", Run("Update-Hotfix").Fails("MergeConflict", ErrorCategory.InvalidResult, "-Resolved moved").Exception.Message);

        now.Still();
    }

    [Fact]
    public void A_fix_that_comes_at_the_last_moment_is_not_replaced()
    {
        var fix = Superseded();
        Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        var late = Waiting(Ada, Ada.Commit("late.txt", "late", "One more fix"));
        Ada.Git("switch", "--quiet", "master");
        Team.AddHook("post-update", $"case \"$1\" in refs/hotfix/archive/*) git update-ref refs/heads/hotfix {late};; esac");

        Run("Update-Hotfix").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Equal(late, Hotfix);
        Assert.Equal(["Started"], JournalKinds());
        File.Delete(Path.Combine(Team.Remote, "hooks", "post-update"));
        Assert.Equal(2, Run("Update-Hotfix").Single().All("Commits").Count);
        Assert.Equal([fix, late], Archive.Select(line => line.Split(' ')[1]).OrderBy(id => id == late));
    }

    [Fact]
    public void The_same_move_that_comes_at_the_last_moment_is_taken_for_its_own()
    {
        Superseded();
        var before = GitProcess.Run(Team.Remote, "for-each-ref", "--format=update %(refname) %(objectname)");
        Run("Update-Hotfix").Single();
        // As by a run before, which arrives later than its answer was waited for: the same but for who committed it, and when.
        var moved = GitProcess.Run(Team.Remote, "-c", "user.name=Ben", "-c", "user.email=ben@example.com",
            "commit-tree", "hotfix^{tree}", "-p", "hotfix~1", "-m", GitProcess.Run(Team.Remote, "show", "-s", "--format=%B", "hotfix").TrimEnd());
        GitProcess.Run(Team.Remote, "update-ref", "-d", Archive[0].Split(' ')[0]);
        foreach (var line in before.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            GitProcess.Run(Team.Remote, ["update-ref", .. line.Split(' ')[1..]]);
        Team.AddHook("post-update", $"case \"$1\" in refs/hotfix/archive/*) git update-ref refs/heads/hotfix {moved};; esac");

        Assert.Equal(moved, Run("Update-Hotfix").Single().Text("Head"));

        Assert.Equal(moved, Hotfix);
        Assert.Equal(["Updated", "Started"], JournalKinds());
    }

    [Fact]
    public void What_it_was_itself_in_another_environment_does_not_stand_in_its_way()
    {
        StartAndFix();
        Run("Publish-Hotfix staging -Confirm:$false").Single();
        Run("Register-Deploy production master").Single();
        Run("Update-Hotfix").Single();

        Assert.Equal("Allow", Run("Test-DeployGate staging hotfix").Single().Text("Decision"));
        Assert.Equal([Hotfix, Hotfix], Run("Publish-Hotfix staging, production -Confirm:$false").NoErrors().Output.Select(deploy => deploy.Text("Commit")));
    }

    [Fact]
    public void What_was_resolved_by_hand_is_the_same_hotfix_in_another_environment()
    {
        StartAndFix("feature3.txt", "another three");
        Run("Publish-Hotfix staging -Confirm:$false").Single();
        Run("Register-Deploy production master").Single();
        Ada.Git("switch", "--quiet", "-c", "moved", "master");
        var resolved = Ada.Commit("feature3.txt", "both", "Fix the orders");
        Ada.Git("switch", "--quiet", "master");
        Run("Update-Hotfix -Resolved moved").Single();

        Assert.Equal("Allow", Run("Test-DeployGate staging hotfix").Single().Text("Decision"));
        Assert.Equal(resolved, Run("Publish-Hotfix staging -Confirm:$false").Single().Text("Commit"));
    }

    [Fact]
    public void A_server_that_takes_no_replacement_keeps_the_branch()
    {
        var fix = Superseded();
        GitProcess.Run(Team.Remote, "config", "receive.denyNonFastForwards", "true");

        Run("Update-Hotfix").Fails("PushRejected", ErrorCategory.PermissionDenied, "run the command again");

        Assert.Equal(fix, Hotfix);
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void What_is_merged_is_not_moved()
    {
        StartAndFix();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge the hotfix", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        Run("Register-Deploy production master").Single();
        var now = Now();

        Run("Update-Hotfix").Fails("AlreadyMerged", ErrorCategory.InvalidOperation, "Complete-Hotfix");

        now.Still();
    }

    private string Superseded(string file = "fix.txt", string content = "fixed")
    {
        var fix = StartAndFix(file, content);
        Run("Register-Deploy production master").Single();
        return fix;
    }
}
