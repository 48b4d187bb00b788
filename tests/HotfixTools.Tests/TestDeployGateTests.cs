using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json;

namespace HotfixTools.ModuleTests;

public sealed class TestDeployGateTests : ModuleTest
{
    private PSObject Gate(string commit = "master", string environment = "production") => Run("Test-DeployGate $args[0] $args[1]", environment, commit).Single();

    private static string Answer(PSObject verdict) => $"{verdict.Text("Decision")} {verdict.Text("ExitStatus")} {string.Join(",", verdict.FindingIds())}".Trim();

    [Fact]
    public void An_earlier_fix_is_demanded_beside_a_newer_one()
    {
        var lacking = Master;
        StartAndPublish();
        Run("Complete-Hotfix").Single();
        Run("Register-Deploy production $args[0]", lacking).Single();
        Run("New-Hotfix").Single();
        Ada.Git("fetch", "--quiet");
        Ada.Git("switch", "--quiet", "-C", "hotfix", "origin/hotfix");
        Ada.Commit("second.txt", "two", "Another");
        Ada.Git("push", "--quiet", "origin", "hotfix");

        Run("Register-Deploy production hotfix").Single();

        Assert.Equal("Refuse 1 Regression", Answer(Gate("hotfix")));
    }

    [Fact]
    public void What_was_taken_back_and_is_still_in_progress_is_not_demanded()
    {
        StartAndPublish();
        Run("Restore-Deploy production -Confirm:$false").Single();

        Assert.Equal("Refuse 1 HotfixInProgress", Answer(Gate()));
    }

    [Fact]
    public void Without_a_hotfix_everything_may_go()
    {
        var now = Now();

        var verdict = Gate();

        Assert.Equal("Allow 0", Answer(verdict));
        Assert.Equal(Master, verdict.Text("Commit"));
        Assert.Equal("production", verdict.Text("Environment"));
        Assert.Equal(Ada.Folder, verdict.Text("Repository"));
        now.Still();
    }

    [Fact]
    public void While_one_is_in_progress_only_its_head_may_go()
    {
        Run("New-Hotfix -Reason 'Orders fail'").Single();
        Assert.Equal("Refuse 1 HotfixInProgress", Answer(Gate()));
        Assert.Equal("Allow 0", Answer(Gate(Live)));
        var fix = Ada.CommitFix();
        Ada.Git("switch", "--quiet", "master");

        var refusal = Gate().Finding("HotfixInProgress");

        Assert.Contains($"started by {TestHome.UserName}", refusal.Text("Message"));
        Assert.Contains("(Orders fail)", refusal.Text("Message"));
        Assert.Contains($"only {Short(fix)} may be deployed", refusal.Text("Message"));
        Assert.Contains($"Ask {TestHome.UserName}", refusal.Text("WayOut"));
        Assert.Equal("Allow 0", Answer(Gate("hotfix")));
        Assert.Equal("Refuse 1 HotfixInProgress", Answer(Gate(Live)));
    }

    [Fact]
    public void An_environment_that_it_does_not_concern_is_free_until_it_passes_there()
    {
        StartAndFix();
        Assert.Equal("Allow 0", Answer(Gate(environment: "staging")));
        Assert.Equal("Refuse 1 HotfixInProgress", Answer(Run("Test-DeployGate staging master -EnvironmentOrder staging, production").Single()));
        Run("Publish-Hotfix staging -Confirm:$false").Single();

        Assert.Equal("Refuse", Gate(environment: "staging").Text("Decision"));
    }

    [Fact]
    public void Merged_and_its_branch_still_there_lets_what_has_it_go()
    {
        StartAndPublish();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge the hotfix", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");

        Assert.Equal("Allow 0 HalfDone", Answer(Gate()));
        Assert.Equal("Refuse 1 Regression,HotfixInProgress", Answer(Gate("master~1")));
    }

    [Fact]
    public void What_lacks_a_live_fix_may_not_go_after_it_is_over_either()
    {
        var fix = StartAndPublish();
        var lacking = Master;
        Run("Complete-Hotfix").Single();

        Assert.Equal("Allow 0", Answer(Gate()));
        var refusal = Gate(lacking).Finding("Regression");
        Assert.Contains($"lacks the hotfix {Short(fix)}", refusal.Text("Message"));
        Assert.Equal([fix], refusal.All("Commits").Select(commit => commit.ToString()));
        // Deployed regularly since: an older commit still lacks it.
        Run("Register-Deploy production master").Single();
        Assert.Equal("Refuse 1 Regression", Answer(Gate(lacking)));
    }

    [Theory]
    [InlineData("squash")]
    [InlineData("rebase")]
    [InlineData("worked on")]
    public void A_fix_that_a_forge_squashed_or_rebased_is_known_again(string how)
    {
        StartAndPublish();
        if (how == "rebase")
        {
            Ada.Git("cherry-pick", "origin/hotfix");
        }
        else
        {
            Ada.Git("merge", "--quiet", "--squash", "origin/hotfix");
            Ada.Git("commit", "--quiet", "-m", "Fix (#4)");
        }

        if (how == "worked on")
            Ada.Commit("fix.txt", "fixed even better", "Improve the fix");
        Ada.Git("push", "--quiet", "origin", "master", ":hotfix");

        Assert.Equal("Allow 0", Answer(Gate()));
        Assert.Equal("Refuse 1 Regression", Answer(Gate("master~2")));
    }

    [Fact]
    public void A_near_miss_lacks_it()
    {
        StartAndPublish();
        Ada.Commit("fix.txt", "nearly fixed", "Fix (#4)");
        Ada.Git("push", "--quiet", "origin", "master", ":hotfix");

        Assert.Equal("Refuse 1 Regression", Answer(Gate()));
    }

    [Fact]
    public void What_was_taken_back_or_given_up_is_not_demanded()
    {
        StartAndPublish();
        Run("Restore-Deploy production -Confirm:$false").Single();
        Run("Stop-Hotfix -Reason x -Confirm:$false").Single();
        Assert.Equal("Allow 0", Answer(Gate()));

        StartAndPublish("other.txt");
        Run("Stop-Hotfix -Reason 'It goes away with the next release' -Confirm:$false").Single();
        Assert.Equal("Allow 0", Answer(Gate()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_given_up_one_began_from_is_still_demanded(bool hasCommit)
    {
        var lacking = Ada.Git("rev-parse", "master");
        StartAndPublish();
        Run("Complete-Hotfix -Confirm:$false").Single();
        Assert.Equal("Refuse 1 Regression", Answer(Run($"Test-DeployGate production {lacking}").Single()));

        Run("New-Hotfix").Single();
        if (hasCommit)
        {
            Ada.Git("fetch", "--quiet");
            Ada.Git("switch", "--quiet", "-C", "hotfix", "origin/hotfix");
            Ada.Commit("second.txt", "fixed", "Fix another");
            Ada.Git("push", "--quiet", "origin", "hotfix");
        }

        Run("Stop-Hotfix -Reason 'Not needed' -Confirm:$false").Single();

        Assert.Equal("Refuse 1 Regression", Answer(Run($"Test-DeployGate production {lacking}").Single()));
    }

    [Fact]
    public void A_forgotten_one_still_refuses_and_says_since_when_and_who_to_ask()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        Ada.Write("fix.txt", "fixed");
        Ada.Git("add", "fix.txt");
        var start = new ProcessStartInfo("git", ["commit", "--quiet", "-m", "Fix"]) { WorkingDirectory = Ada.Folder };
        start.Environment["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z";
        using (var git = Process.Start(start)!)
            git.WaitForExit();
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        var refusal = Gate().Finding("HotfixInProgress");

        Assert.Contains(" Nothing happened to it since 2026-01-01 00:00 UTC, more than 2d. Until", refusal.Text("Message"));
        Assert.Contains("made without New-Hotfix", refusal.Text("Message"));
        Assert.Contains("2026-01-01 00:00 UTC", refusal.Text("Message"));
        Assert.Contains(TestHome.UserName, refusal.Text("WayOut"));
    }

    [Fact]
    public void What_cannot_be_found_out_refuses_in_words_of_its_own()
    {
        Directory.Move(Team.Remote, Team.Remote + ".moved");
        var verdict = Gate();
        Assert.Equal("Refuse 2 CannotVerify", Answer(verdict));
        Assert.Equal(true, verdict.Get("CannotVerify"));
        Assert.Contains("could not be found out, so it may not", verdict.Finding("CannotVerify").Text("Message"));
        Assert.Contains("git remote -v", verdict.Finding("CannotVerify").Text("WayOut"));
        Directory.Move(Team.Remote + ".moved", Team.Remote);

        var shallow = Team.Clone("shallow", "--depth", "1");
        Assert.Equal("Refuse 2 CannotVerify", Answer(Run("Test-DeployGate production HEAD -Path $args[0]", shallow.Folder).Single()));
        GitProcess.Run(Team.Remote, "update-ref", "refs/hotfix/journal", Master);
        Assert.Equal("Refuse 2 CannotVerify", Answer(Gate()));
    }

    [Theory]
    [InlineData("heads/hotfix")]
    [InlineData("heads/feature1")]
    public void A_ref_that_is_damaged_at_the_remote_is_not_taken_for_none(string name)
    {
        Run("New-Hotfix").Single();
        // As a server leaves it that lost power while it wrote.
        File.WriteAllText(Path.Combine(Team.Remote, "refs", name), string.Empty);

        var verdict = Gate();

        Assert.Equal("Refuse 2 CannotVerify", Answer(verdict));
        Assert.Contains($"'refs/{name}' is damaged", verdict.Finding("CannotVerify").Text("Message"));
    }

    [Fact]
    public void Quiet_says_true_or_false()
    {
        Assert.Equal(true, Run("Test-DeployGate production master -Quiet").Single().BaseObject);
        Run("New-Hotfix").Single();
        Assert.Equal(false, Run("Test-DeployGate production master -Quiet").Single().BaseObject);
        Assert.Equal("wait", Run("if (Test-DeployGate production master -Quiet) { 'go' } else { 'wait' }").Single().ToString());
    }

    [Theory]
    [InlineData("master")]
    [InlineData("HEAD")]
    [InlineData("feature1")]
    public void It_asks_the_remote_once(string commit)
    {
        StartAndPublish();
        var log = Path.Combine(Team.Root, "connections");
        var ssh = Path.Combine(Team.Root, "ssh.sh");
        // A counting way to the same repository: the last argument is what the server is to run.
        File.WriteAllText(ssh, $"for last; do :; done; echo \"$last\" >> {log}; eval \"$last\"\n");
        Ada.Git("config", "core.sshCommand", $"sh {ssh}");
        Ada.Git("remote", "set-url", "origin", $"ssh://git.example.com{Team.Remote}");

        Run("Test-DeployGate production $args[0]", commit).Single();

        Assert.Single(File.ReadAllLines(log));
    }

    [Fact]
    public void A_commit_that_the_clone_has_not_got_is_fetched_along()
    {
        var ben = Team.Clone("ben");
        var theirs = ben.Commit("other.txt", "other", "Other work");
        ben.Git("push", "--quiet", "origin", "master");

        Assert.Equal(theirs, Gate(theirs).Text("Commit"));
    }

    [Fact]
    public void A_refusal_is_passed_by_force_and_journalled()
    {
        StartAndFix();
        Run("Test-DeployGate production master -Force").Fails("ReasonRequired", ErrorCategory.InvalidArgument, "-Reason <why>");
        Shell.Screen.Answer = "Yes";

        var result = Run("Test-DeployGate production master -Force -Reason 'The law changes today'");

        Assert.Equal("Allow 0 HotfixInProgress", Answer(result.Single()));
        Assert.Equal("The law changes today", result.Output[0].Text("ForcedReason"));
        Assert.Contains("in spite of HotfixInProgress", Assert.Single(result.Questions));
        Assert.Equal(["GatePassed", "Started"], JournalKinds());
        var entry = JsonDocument.Parse(GitProcess.Run(Team.Remote, "show", "refs/hotfix/journal:entry.json")).RootElement;
        Assert.Equal(Master, entry.GetProperty("commits")[0].GetString());
        Assert.Equal("production", entry.GetProperty("environment").GetString());
        Assert.StartsWith("HotfixInProgress: ", entry.GetProperty("passed")[0].GetString());
        var now = Now();

        Run("Test-DeployGate production master -Force -Reason 'The law changes today'").Single();

        now.Still();
        Assert.Equal("InProgress", Run("Get-Hotfix").Single().Text("State"));
    }

    [Fact]
    public void Force_that_nobody_confirms_or_that_is_not_needed_writes_nothing()
    {
        Assert.Equal("Allow 0", Answer(Run("Test-DeployGate production master -Force -Reason x").Single()));
        StartAndFix();
        var now = Now();
        Shell.Screen.Answer = "No";

        Assert.Equal("Refuse 1 HotfixInProgress", Answer(Run("Test-DeployGate production master -Force -Reason x").Single()));
        var whatIf = Run("Test-DeployGate production master -Force -Reason x -WhatIf");
        Assert.Equal(["Append 'GatePassed' to refs/hotfix/journal"], whatIf.WhatIf);
        Assert.Equal("Refuse 1 HotfixInProgress", Answer(whatIf.Single()));

        now.Still();
    }

    [Fact]
    public void Several_come_from_the_pipeline_and_a_bad_one_leaves_the_rest_going()
    {
        var result = Run("'production', 'no/such', 'staging' | ForEach-Object { [pscustomobject]@{ Environment = $_; Commit = 'master' } } | Test-DeployGate");

        Assert.Equal(["production", "staging"], result.Output.Select(verdict => verdict.Text("Environment")));
        Assert.Single(result.Errors).Is("InvalidEnvironment", ErrorCategory.InvalidArgument, "such as 'production'");
    }
}
