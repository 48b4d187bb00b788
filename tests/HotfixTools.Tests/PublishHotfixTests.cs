using System.Management.Automation;
using System.Text.Json;

namespace HotfixTools.ModuleTests;

public sealed class PublishHotfixTests : ModuleTest
{
    /// <summary>What the deploy script wrote, a line a call.</summary>
    private string[] Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(Team.Root, "calls");

    private string Production => Team.RemoteRef("refs/deploys/production")!;

    [Fact]
    public void What_came_to_the_environment_before_is_not_the_head_any_more()
    {
        StartAndFix();
        Run("Register-Deploy staging hotfix").Single();
        Ada.CommitFix("second.txt", "two");

        Run("Publish-Hotfix production -EnvironmentOrder staging, production -Confirm:$false").Fails("EnvironmentOrder", ErrorCategory.InvalidOperation, "Publish-Hotfix staging");
    }

    [Fact]
    public void Somebody_else_deploys_and_it_records_after_asking()
    {
        var fix = StartAndFix();
        Shell.Screen.Answer = "Yes";
        var before = Production;

        var result = Run("Publish-Hotfix production");

        var deploy = result.Single();
        Assert.Equal(fix, deploy.Text("Commit"));
        Assert.Equal("production", deploy.Text("Environment"));
        Assert.Equal(true, deploy.Get("IsHotfix"));
        Assert.Contains($"Deploy {Short(fix)} to production by your usual procedure", Assert.Single(result.Questions));
        Assert.Equal(before, GitProcess.Run(Team.Remote, "rev-parse", Production + "^1"));
        Assert.Equal(["Published", "Started"], JournalKinds());
        Assert.Equal("Published", Run("Get-Hotfix").Single().Text("State"));
        Assert.Empty(Notes());
    }

    [Fact]
    public void Who_says_no_changes_nothing()
    {
        StartAndFix();
        Shell.Screen.Answer = "No";
        var now = Now();

        Run("Publish-Hotfix production").Nothing();

        now.Still();
    }

    [Fact]
    public void Where_nobody_can_answer_nothing_is_deployed()
    {
        StartAndFix();
        var now = Now();

        var result = Run("Publish-Hotfix production -Command $args[0]", Script("echo x >> " + Log));

        Assert.Empty(result.Output);
        Assert.Single(result.Questions);
        result.Fails("ConfirmationRequired", ErrorCategory.InvalidOperation, "-Confirm:$false");
        Assert.Empty(Calls);
        now.Still();
    }

    [Fact]
    public void A_program_gets_the_exact_commit_as_arguments_and_in_its_environment()
    {
        var fix = StartAndFix();
        var script = Script("printf '%s|' \"$@\" \"$HOTFIX_COMMIT\" \"$HOTFIX_ENVIRONMENT\" \"$HOTFIX_BRANCH\" \"$HOTFIX_REPOSITORY\" \"$(pwd)\" >> " + Log);

        var result = Run(
            "Publish-Hotfix production -Command $args[0] -ArgumentList 'at={commit}', '{environment}', '{branch} {repository}', 'a b', '$(touch oops); `touch oops` && \"x\" ''y'' {unknown} {COMMIT} *', '' -Confirm:$false",
            script);

        Assert.Equal(fix, result.Single().Text("Commit"));
        Assert.Equal(
            $"at={fix}|production|hotfix {Ada.Folder}|a b|$(touch oops); `touch oops` && \"x\" 'y' {{unknown}} {{COMMIT}} *||{fix}|production|hotfix|{Ada.Folder}|{Ada.Folder}|",
            File.ReadAllText(Log));
        Assert.False(File.Exists(Path.Combine(Ada.Folder, "oops")));
    }

    [Fact]
    public void A_program_runs_where_it_is_told_to_and_its_path_is_of_the_session()
    {
        StartAndFix();
        var folder = Directory.CreateDirectory(Path.Combine(Team.Root, "work")).FullName;
        File.Copy(Script("pwd > where"), Path.Combine(Team.Root, "deploy.sh"));
        Shell.Go(Team.Root);

        Run("Publish-Hotfix production -Path ada -Command ./deploy.sh -WorkingDirectory ./work -Confirm:$false").Single();

        Assert.Equal(folder, File.ReadAllText(Path.Combine(folder, "where")).Trim());
    }

    [Fact]
    public void WhatIf_lists_the_steps_of_all_environments_and_takes_none()
    {
        var fix = StartAndFix();
        var now = Now();

        var result = Run("Publish-Hotfix production, staging -Command $args[0] -EnvironmentOrder staging, production -WhatIf", Script("echo x >> " + Log)).NoErrors();

        Assert.Equal(
            [
                $"Deploy {Short(fix)} to staging by {Path.Combine(Team.Root, "deploy-1.sh")}",
                $"Append the deploy of {Short(fix)} to refs/deploys/staging",
                "Append 'Published' to refs/hotfix/journal",
                $"Deploy {Short(fix)} to production by {Path.Combine(Team.Root, "deploy-1.sh")}",
                $"Append the deploy of {Short(fix)} to refs/deploys/production",
                "Append 'Published' to refs/hotfix/journal",
            ],
            result.WhatIf);
        Assert.Empty(result.Output);
        Assert.Empty(Calls);
        now.Still();
    }

    [Fact]
    public void A_hotfix_comes_from_the_pipeline()
    {
        var fix = StartAndFix();
        Shell.Go(Team.Root);

        Assert.Equal(fix, Run("Get-Hotfix -Path $args[0] | Publish-Hotfix production -Confirm:$false", Ada.Folder).Single().Text("Commit"));
    }

    [Fact]
    public void A_second_run_deploys_and_records_nothing_more()
    {
        StartAndFix();
        var script = Script("echo x >> " + Log);
        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Single();
        var now = Now();

        var again = Run("Publish-Hotfix production -Command $args[0]", script);

        Assert.Equal(LedgerCommits()[0], again.Single().Text("Commit"));
        Assert.Empty(again.Questions);
        Assert.Single(Calls);
        now.Still();
    }

    [Fact]
    public void Several_environments_go_in_order_and_stop_at_the_first_failure()
    {
        var fix = StartAndFix();
        var script = Script($"echo $HOTFIX_ENVIRONMENT >> {Log}; [ $HOTFIX_ENVIRONMENT != sandbox ]");
        var production = Production;

        var result = Run("Publish-Hotfix production, sandbox, staging -EnvironmentOrder staging, sandbox, production -Command $args[0] -Confirm:$false", script);

        Assert.Equal(["staging", "sandbox"], Calls);
        Assert.Equal("staging", Assert.Single(result.Output).Text("Environment"));
        Assert.Single(result.Errors).Is("DeployFailed", ErrorCategory.InvalidResult, "Restore-Deploy sandbox");
        Assert.Equal([fix], LedgerCommits("staging"));
        Assert.Empty(LedgerCommits("sandbox"));
        Assert.Equal(production, Production);
        Assert.Equal(["PublishFailed", "Published", "Started"], JournalKinds());
    }

    [Fact]
    public void A_deploy_that_fails_is_journalled_with_its_last_words_and_never_live()
    {
        var fix = StartAndFix();
        var before = Production;

        var result = Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", Script("echo fine; echo \"no space $(printf '\\033')[2Jleft\" >&2; exit 3"));

        var error = result.Fails("DeployFailed", ErrorCategory.InvalidResult, "Restore-Deploy production");
        Assert.Equal("production", error.TargetObject);
        Assert.Contains($"deploy of {Short(fix)} to production failed", error.Exception.Message);
        Assert.Contains("exit status 3: no space", error.Exception.Message);
        Assert.DoesNotContain('\e', error.ToString());
        Assert.Equal(before, Production);
        Assert.Equal(["PublishFailed", "Started"], JournalKinds());
        Assert.Contains("exit status 3", Entry("refs/hotfix/journal").GetProperty("reason").GetString());
        Assert.Empty(Notes());
        Assert.Equal("InProgress", Run("Get-Hotfix").Single().Text("State"));
    }

    [Fact]
    public void A_deploy_that_takes_too_long_is_stopped_with_its_children()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processes are read from /proc.");
        StartAndFix();
        var before = Production;
        var script = Script($"(sleep 600 & echo $! > {Team.Root}/child; wait) & echo $$ > {Team.Root}/parent; wait");

        var error = Run("Publish-Hotfix production -Command $args[0] -TimeoutSec 1 -Confirm:$false", script).Fails("DeployTimedOut", ErrorCategory.OperationTimeout, "-TimeoutSec");

        Assert.Contains("after 1 seconds", error.Exception.Message);
        Assert.All(new[] { "child", "parent" }, name => Assert.True(IsGone(name), name));
        Assert.Equal(before, Production);
        Assert.Equal(["PublishFailed", "Started"], JournalKinds());
    }

    [Fact]
    public void What_a_program_leaves_behind_does_not_hold_it_up()
    {
        StartAndFix();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", Script("sleep 60 & exit 0")).Single();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Stopping_it_stops_the_program_with_its_children_and_the_next_run_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processes are read from /proc.");
        var fix = StartAndFix();
        var script = Script($"[ -e {Team.Root}/go ] && exit 0; (sleep 600 & echo $! > {Team.Root}/child; wait) & echo $$ > {Team.Root}/parent; wait");
        using (var running = Shell.Start($"Publish-Hotfix production -Command {script} -Confirm:$false"))
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(Team.Root, "child")) && File.ReadAllText(Path.Combine(Team.Root, "child")).EndsWith('\n'), TimeSpan.FromSeconds(30)));
            running.Stop();
            Assert.IsType<PipelineStoppedException>(running.Wait().Thrown);
        }

        Assert.All(new[] { "child", "parent" }, name => Assert.True(IsGone(name), name));
        Assert.Equal([Live], LedgerCommits());
        Assert.Contains("was cut off", Run("Get-Hotfix").Single().Finding("HalfDone").Text("Message"));
        File.WriteAllText(Path.Combine(Team.Root, "go"), string.Empty);

        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Single();

        Assert.Equal(["Published", "PublishFailed", "Started"], JournalKinds());
        Assert.Equal([fix, Live], LedgerCommits());
    }

    [Fact]
    public void A_second_deploy_from_the_same_clone_waits_for_the_first()
    {
        var fix = StartAndFix();
        var script = Script($"echo x >> {Log}; i=0; while [ ! -e {Team.Root}/go ] && [ $i -lt 300 ]; do sleep 0.1; i=$((i+1)); done");
        using var other = new ModuleSession(Ada.Folder);
        using var running = other.Start($"Publish-Hotfix production -Command {script} -Confirm:$false");
        Assert.True(SpinWait.SpinUntil(() => Calls.Length == 1, TimeSpan.FromSeconds(30)));

        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Fails("DeployInProgress", ErrorCategory.ResourceExists, "Get-LastDeploy production");

        File.WriteAllText(Path.Combine(Team.Root, "go"), string.Empty);
        running.Wait().NoErrors();
        Assert.Single(Calls);
        Assert.Equal([fix, Live], LedgerCommits());
    }

    [Theory]
    [InlineData("no-such-program")]
    [InlineData("./no-such-program")]
    [InlineData("../remote.git/config")]
    public void A_program_that_there_is_not_is_told_before_anything_begins(string program)
    {
        StartAndFix();
        var now = Now();

        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", program).Fails("CommandNotFound", ErrorCategory.NotInstalled, "-Command");
        Run("Publish-Hotfix production -Command git -WorkingDirectory $args[0] -Confirm:$false", "./" + program).Fails("FolderNotFound", ErrorCategory.ObjectNotFound, "-WorkingDirectory");

        now.Still();
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void Deployed_and_not_recorded_is_said_and_recorded_by_a_second_run_without_deploying_again()
    {
        var fix = StartAndFix();
        var script = Script("echo x >> " + Log);
        Team.AddHook("update", "[ \"$1\" = refs/deploys/production ] && { echo 'no writes today' >&2; exit 1; }; exit 0");

        var error = Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Fails("DeployNotRecorded", ErrorCategory.PermissionDenied, "records without deploying again");

        Assert.Contains($"{Short(fix)} is live in production, but that could not be recorded", error.Exception.Message);
        Assert.Contains("no writes today", error.Exception.Message);
        Assert.Single(Calls);
        var halfDone = Run("Get-Hotfix").Single();
        Assert.Contains("that is not recorded yet", halfDone.Finding("HalfDone").Text("Message"));
        Assert.Equal("Publish-Hotfix production", halfDone.Text("NextStep"));
        Assert.Equal(
            [$"Append the deploy of {Short(fix)} to refs/deploys/production", "Append 'Published' to refs/hotfix/journal"],
            Run("Publish-Hotfix production -Command $args[0] -WhatIf", script).WhatIf);
        Team.AddHook("update", "exit 0");

        Assert.Equal(fix, Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Single().Text("Commit"));

        Assert.Single(Calls);
        Assert.Equal([fix, Live], LedgerCommits());
        Assert.Equal(["Published", "Started"], JournalKinds());
        Assert.Empty(Notes());
    }

    [Fact]
    public void What_was_deployed_is_recorded_even_where_the_next_deploy_is_refused()
    {
        var fix = StartAndFix();
        Team.AddHook("update", "[ \"$1\" = refs/deploys/production ] && exit 1; exit 0");
        Run("Publish-Hotfix production -Confirm:$false").Fails("DeployNotRecorded", ErrorCategory.PermissionDenied, "again");
        Team.AddHook("update", "exit 0");
        // Meanwhile the mainline came into the hotfix: its new head may not go.
        Contaminate();

        var result = Run("Publish-Hotfix production -Confirm:$false");

        Assert.Single(result.Errors).Is("Contaminated", ErrorCategory.InvalidOperation, "Add-HotfixCommit");
        Assert.Equal(fix, Assert.Single(result.Output).Text("Commit"));
        Assert.Equal([fix, Live], LedgerCommits());
        Assert.Equal(["Published", "Started"], JournalKinds());
    }

    [Fact]
    public void A_program_that_registers_its_deploy_itself_leaves_one_entry()
    {
        var fix = StartAndFix();
        var host = $"dotnet {Paths.Host} \"Register-Deploy production $HOTFIX_COMMIT -Url https://ci.example.com/1\"";

        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", Script(host)).Single();

        Assert.Equal([fix, Live], LedgerCommits());
        Assert.Equal(["Published", "Started"], JournalKinds());
    }

    [Fact]
    public void Superseded_names_what_would_be_rolled_back_and_both_ways_out()
    {
        StartAndFix();
        Run("Register-Deploy production master -DeployedBy Cleo").Single();
        var now = Now();

        var error = Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", Script("echo x >> " + Log)).Fails("Superseded", ErrorCategory.InvalidOperation, "Update-Hotfix");

        Assert.Contains($"{Short(Master)} was deployed to production by Cleo", error.Exception.Message);
        Assert.Contains("#3 Feature 3", error.Exception.Message);
        Assert.Contains("#1 Feature 1", error.Exception.Message);
        Assert.Contains("Complete-Hotfix -RollIn", error.ErrorDetails.RecommendedAction);
        Assert.Empty(Calls);
        now.Still();
    }

    [Fact]
    public void Contaminated_names_commits_merges_pull_requests_and_who_brought_them_in()
    {
        StartAndFix();
        Contaminate();
        var now = Now();

        var error = Run("Publish-Hotfix production -Confirm:$false").Fails("Contaminated", ErrorCategory.InvalidOperation, "Add-HotfixCommit");

        var merge = GitProcess.Run(Team.Remote, "rev-parse", "master~2");
        Assert.Contains($"Work on feature 1 (pull request #1 from feature1 merged by {Short(merge)})", error.Exception.Message);
        Assert.Contains("Feature 3 (#3)", error.Exception.Message);
        Assert.Contains($"'Merge master into hotfix' of {TestHome.UserName}", error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void What_comes_in_of_the_mainline_after_an_early_merge_of_the_fix_refuses()
    {
        Run("Register-Deploy production master").Single();
        var fix = StartAndFix();
        Ada.Git("pull", "--quiet");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge the fix early", fix);
        Ada.Commit("work.txt", "work", "Work that is not live");
        Ada.Git("push", "--quiet", "origin", "master");
        PushMore();
        Contaminate();

        var error = Run("Publish-Hotfix production -Confirm:$false").Fails("Contaminated", ErrorCategory.InvalidOperation, "Add-HotfixCommit");

        Assert.Contains("1 commit of master came into the hotfix by", error.Exception.Message);
        Assert.Contains("Work that is not live", error.Exception.Message);
    }

    [Fact]
    public void An_early_merge_of_the_fix_alone_brings_nothing_of_others()
    {
        Run("Register-Deploy production master").Single();
        var fix = StartAndFix();
        Ada.Git("pull", "--quiet");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge the fix early", fix);
        Ada.Git("push", "--quiet", "origin", "master");
        PushMore();
        Contaminate();

        Run("Publish-Hotfix production -Confirm:$false").Single();
    }

    [Fact]
    public void A_mainline_that_was_squashed_in_is_found_by_patch()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("merge", "--quiet", "--squash", "origin/master");
        Ada.Git("commit", "--quiet", "-m", "Bring the hotfix up to date");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        var error = Run("Publish-Hotfix production -Confirm:$false").Fails("Contaminated", ErrorCategory.InvalidOperation, "Add-HotfixCommit");

        Assert.Contains("3 commits of master came into the hotfix", error.Exception.Message);
        Assert.Contains("'Bring the hotfix up to date'", error.Exception.Message);
        Assert.Contains("pull request #2", error.Exception.Message);
    }

    [Fact]
    public void A_pick_of_the_mainline_is_named_and_allowed()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("cherry-pick", "origin/master");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        var pick = Ada.Head;
        Ada.Git("switch", "--quiet", "master");

        var finding = Run("Get-Hotfix").Single().Finding("Picked");

        Assert.Equal("Info", finding.Text("Severity"));
        Assert.Contains($"{Short(pick)} 'Feature 3 (#3)' is a pick of {Short(Master)} of master", finding.Text("Message"));
        Assert.Equal(pick, Run("Publish-Hotfix production -Confirm:$false").Single().Text("Commit"));
    }

    [Fact]
    public void Without_a_record_of_what_is_live_it_cannot_be_verified()
    {
        StartAndFix();
        GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/deploys/production");
        var now = Now();

        Run("Publish-Hotfix production -Confirm:$false").Fails("CannotVerify", ErrorCategory.InvalidResult, "Register-Deploy production <commit>");

        now.Still();
    }

    [Fact]
    public void Sources_that_disagree_refuse_only_where_one_of_them_would_be_rolled_back()
    {
        var fix = StartAndFix();
        Ada.Git("tag", "deploy/production/1", Live + "~1");
        Ada.Git("push", "--quiet", "origin", "deploy/production/1");
        // Live by the ledger, older by the tag: the hotfix has both.
        Assert.Equal(fix, Run("Publish-Hotfix production -Confirm:$false").Single().Text("Commit"));
        Ada.CommitFix("second.txt");
        Ada.Git("tag", "deploy/production/2", "origin/master");
        Ada.Git("push", "--quiet", "origin", "deploy/production/2");
        Ada.Git("switch", "--quiet", "master");

        var error = Run("Publish-Hotfix production -Confirm:$false").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "Get-LastDeploy production -Source");

        Assert.Contains($"ledger: {Short(fix)}", error.Exception.Message);
        Assert.Contains($"tags: {Short(Master)}", error.Exception.Message);
    }

    [Fact]
    public void An_environment_waits_for_those_before_it()
    {
        var fix = StartAndFix();
        var now = Now();

        var error = Run("Publish-Hotfix production -EnvironmentOrder staging, production -Confirm:$false").Fails("EnvironmentOrder", ErrorCategory.InvalidOperation, "Publish-Hotfix staging, production");

        Assert.Contains($"{Short(fix)} must pass staging before production", error.Exception.Message);
        now.Still();
        Assert.Equal(["staging", "production"], Run("Publish-Hotfix staging, production -EnvironmentOrder staging, production -Confirm:$false").NoErrors().Output.Select(deploy => deploy.Text("Environment")));
    }

    [Fact]
    public void What_was_in_an_environment_on_the_way_before_the_hotfix_began_makes_room_with_a_warning()
    {
        Run("Register-Deploy staging master -DeployedAt '2026-01-01'").Single();
        var fix = StartAndFix();

        var result = Run("Publish-Hotfix staging -Confirm:$false");

        Assert.Equal(fix, result.Single().Text("Commit"));
        Assert.Contains("publishing takes it off there", Assert.Single(result.Warnings));
    }

    [Fact]
    public void What_came_to_an_environment_on_the_way_since_refuses()
    {
        StartAndFix();
        Run("Register-Deploy staging master -DeployedAt $args[0]", DateTimeOffset.UtcNow.AddMinutes(5)).Single();

        Run("Publish-Hotfix staging -Confirm:$false").Fails("Superseded", ErrorCategory.InvalidOperation, "Update-Hotfix");
    }

    [Fact]
    public void Production_taken_back_behind_the_base_refuses()
    {
        Run("Register-Deploy production $args[0]", Live + "~1").Single();
        Run("Register-Deploy production $args[0] -Url https://ci.example.com/2", Live).Single();
        StartAndFix();
        Run("Restore-Deploy production -To $args[0] -Confirm:$false", Live + "~1").Single();

        var error = Run("Publish-Hotfix production -Confirm:$false").Fails("Superseded", ErrorCategory.InvalidOperation, "Update-Hotfix");

        Assert.Contains("would ship again what was taken back", error.Exception.Message);
        var moved = Run("Update-Hotfix").Single();
        Assert.Equal(GitProcess.Run(Team.Remote, "rev-parse", Live + "~1"), moved.Text("Base"));
        Run("Publish-Hotfix production -Confirm:$false").Single();
    }

    [Fact]
    public void A_refusal_is_passed_by_force_asked_for_once_more_and_journalled_with_what_it_passed()
    {
        var fix = StartAndFix();
        Run("Register-Deploy production master -DeployedBy Cleo").Single();
        Run("Publish-Hotfix production -Force -Confirm:$false").Fails("ReasonRequired", ErrorCategory.InvalidArgument, "-Force -Reason <why>");
        Shell.Screen.Answer = "Yes";

        var result = Run("Publish-Hotfix production -Force -Reason 'Orders are lost'");

        Assert.Equal(fix, result.Single().Text("Commit"));
        Assert.Equal(2, result.Questions.Count);
        Assert.Contains("in spite of Superseded", result.Questions[1]);
        var entry = Entry("refs/hotfix/journal");
        Assert.Equal("Published", entry.GetProperty("event").GetString());
        Assert.Equal("Orders are lost", entry.GetProperty("reason").GetString());
        Assert.StartsWith("Superseded: ", Assert.Single(entry.GetProperty("passed").EnumerateArray()).GetString());
    }

    [Fact]
    public void Force_that_is_not_confirmed_once_more_changes_nothing()
    {
        StartAndFix();
        Run("Register-Deploy production master").Single();
        var now = Now();
        Shell.Screen.Answer = "No";

        Run("Publish-Hotfix production -Force -Reason x").Nothing();

        now.Still();
    }

    [Theory]
    [InlineData("refs/heads/hotfix", "HotfixMoved")]
    [InlineData("refs/deploys/production", "Superseded")]
    public void What_changes_between_the_look_and_the_deploy_refuses(string reference, string id)
    {
        StartAndFix();
        string other;
        if (id == "HotfixMoved")
        {
            Ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
            other = Waiting(Ada, Ada.Commit("late.txt", "late", "One more fix"));
            Ada.Git("switch", "--quiet", "master");
        }
        else
        {
            var before = Production;
            Run("Register-Deploy production master").Single();
            other = Waiting(Ada, Fetched("refs/deploys/production"));
            GitProcess.Run(Team.Remote, "update-ref", "refs/deploys/production", before);
        }

        // Two answers: by the time the person has answered, somebody else was there.
        Shell.Screen.Answer = "Yes";
        Shell.Screen.OnQuestion = () => GitProcess.Run(Team.Remote, "update-ref", reference, other);

        Run("Publish-Hotfix production -Command $args[0]", Script("echo x >> " + Log)).Fails(id, ErrorCategory.InvalidOperation, string.Empty);

        Assert.Empty(Calls);
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void Without_a_fix_or_a_hotfix_there_is_nothing_to_publish()
    {
        Run("Publish-Hotfix production -Confirm:$false").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");
        Run("New-Hotfix").Single();
        var now = Now();

        Run("Publish-Hotfix production -Confirm:$false").Fails("NoFixCommits", ErrorCategory.InvalidOperation, "git push origin hotfix");

        now.Still();
    }

    [Fact]
    public void What_is_not_pushed_is_warned_of()
    {
        var fix = StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Commit("forgotten.txt", "x", "Forgotten");
        Ada.Git("switch", "--quiet", "master");

        var result = Run("Publish-Hotfix production -Confirm:$false");

        Assert.Equal(fix, result.Single().Text("Commit"));
        Assert.Contains("git push origin hotfix", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_hotfix_that_plain_git_made_is_published_too()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        var fix = Ada.Commit("fix.txt", "fixed", "Fix");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        Assert.Equal(fix, Run("Publish-Hotfix production -Confirm:$false").Single().Text("Commit"));

        Assert.Equal(["Published"], JournalKinds());
        Assert.Equal("Published", Run("Get-Hotfix").Single().Text("State"));
    }

    [Fact]
    public void A_deploy_of_an_earlier_hotfix_is_not_journalled_for_the_next_one()
    {
        StartAndFix();
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Run("Complete-Hotfix").Single();
        // Somebody else's claim, which is not named yet: it stands on what is live.
        GitProcess.Run(Team.Remote, "update-ref", "refs/heads/hotfix", LedgerCommits()[0]);
        var journal = Journal;

        Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.Equal(journal, Journal);
    }

    [Fact]
    public void What_the_program_prints_comes_as_it_is_printed_without_escapes()
    {
        StartAndFix();

        var result = Run("Publish-Hotfix production -Command $args[0] -Confirm:$false -Verbose", Script("echo one; printf '\\033[31mtwo\\033[0m\\n' >&2"));

        Assert.Contains("one", result.Verbose);
        Assert.Contains(result.Verbose, line => line.Contains("two", StringComparison.Ordinal) && !line.Contains('\e'));
    }

    private string Fetched(string reference)
    {
        Ada.Git("fetch", "--quiet", "origin", reference);
        return Ada.Git("rev-parse", "FETCH_HEAD");
    }

    private void PushMore()
    {
        Ada.CommitFix("more.txt", "more", "Fix it better");
        Ada.Git("switch", "--quiet", "master");
    }

    private void Contaminate()
    {
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("merge", "--quiet", "-m", "Merge master into hotfix", "origin/master");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
    }

    private bool IsGone(string name) =>
        SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{File.ReadAllText(Path.Combine(Team.Root, name)).Trim()}"), TimeSpan.FromSeconds(10));

    private JsonElement Entry(string commit) => JsonDocument.Parse(GitProcess.Run(Team.Remote, "show", commit + ":entry.json")).RootElement;
}
