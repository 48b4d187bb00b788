using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class TestHotfixJournalTests : ModuleTest
{
    private const string Ledger = "refs/deploys/production";

    [Fact]
    public void A_whole_story_holds()
    {
        StartAndFix();
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Run("Complete-Hotfix").Single();
        Run("Test-DeployGate production $args[0] -Force -Reason 'It must' -Confirm:$false", Live).NoErrors();
        Run("New-Hotfix").Single();
        Run("Stop-Hotfix -Reason 'Not needed' -Confirm:$false").Single();
        var now = Now();

        var verdicts = Run("Test-HotfixJournal").NoErrors().Output;

        Assert.Equal(["refs/hotfix/journal", Ledger], verdicts.Select(verdict => verdict.Text("Ref")));
        Assert.Equal([6, 2], verdicts.Select(verdict => verdict.Get("Entries")));
        Assert.All(verdicts, verdict => Assert.Equal((true, 0, Ada.Folder), ((bool)verdict.Get("Holds")!, (int)verdict.Get("ExitStatus")!, verdict.Text("Repository"))));
        Assert.All(verdicts, verdict => Assert.Empty(verdict.All("Findings")));
        Assert.True((bool)Run("Test-HotfixJournal -Quiet").Single().BaseObject);
        now.Still();
    }

    [Fact]
    public void Where_nothing_is_recorded_there_is_nothing_to_tell_and_nothing_wrong()
    {
        GitProcess.Run(Team.Remote, "update-ref", "-d", Ledger);
        var ben = Team.Clone("ben");
        Shell.Go(ben.Folder);

        Run("Test-HotfixJournal").Nothing();
        var answer = Run("Test-HotfixJournal -Quiet").Single();
        Assert.Equal((true, 0), ((bool)answer.BaseObject, (int)answer.Get("ExitStatus")!));
    }

    [Fact]
    public void What_somebody_appended_is_named_and_the_rest_still_verified()
    {
        Run("New-Hotfix").Single();
        var tree = GitProcess.Run(Team.Remote, "rev-parse", "master^{tree}");
        var strange = GitProcess.Run(Team.Remote, "-c", "user.name=Eve", "-c", "user.email=e@example.com", "commit-tree", tree, "-p", Journal!, "-m", "Nothing to see \u001b[2J");
        GitProcess.Run(Team.Remote, "update-ref", "refs/hotfix/journal", strange);

        var verdicts = Run("Test-HotfixJournal").NoErrors().Output;

        Assert.Equal([false, true], verdicts.Select(verdict => (bool)verdict.Get("Holds")!));
        Assert.Equal((strange, 1), (verdicts[0].Text("FirstBroken"), (int)verdicts[0].Get("ExitStatus")!));
        Assert.Contains("ChainDamaged", verdicts[0].FindingIds());
        var answer = Run("Test-HotfixJournal -Quiet").Single();
        Assert.Equal((false, 1), ((bool)answer.BaseObject, (int)answer.Get("ExitStatus")!));
        // The commands that read it say where to look.
        Run("Get-HotfixHistory").Fails("ChainDamaged", ErrorCategory.InvalidResult, "Test-HotfixJournal");
    }

    [Fact]
    public void A_rewritten_ledger_is_told_in_spite_of_all_fetches_until_the_note_is_removed_as_the_way_out_says()
    {
        Run("Register-Deploy production master").Single();
        Run("Test-HotfixJournal -Quiet").Single();
        Assert.Equal(["verified-origin"], Notes());
        var gone = Team.RemoteRef(Ledger)!;
        GitProcess.Run(Team.Remote, "update-ref", Ledger, gone + "^");
        Run("Get-LastDeploy").Single();
        Run("Get-DeployHistory").Single();

        foreach (var _ in new[] { 1, 2 })
        {
            var verdict = Run("Test-HotfixJournal").Single();
            Assert.Equal((false, gone), ((bool)verdict.Get("Holds")!, verdict.Text("FirstBroken")));
            Assert.Equal(["ChainRewritten"], verdict.FindingIds());
        }

        var wayOut = Run("(Test-HotfixJournal).Findings[0].WayOut").Single().ToString()!;
        var file = System.Text.RegularExpressions.Regex.Match(wayOut, "rm \"\\$\\(git rev-parse --git-common-dir\\)/(?<file>[^\"]+)\"").Groups["file"].Value;
        File.Delete(Path.Combine(Ada.Folder, Ada.Git("rev-parse", "--git-common-dir"), file));
        Assert.True((bool)Run("Test-HotfixJournal -Quiet").Single().BaseObject);
    }

    [Fact]
    public void Settings_that_changed_since_do_not_make_it_forget_what_was_seen()
    {
        Run("Register-Deploy production master").Single();
        Run("Get-LastDeploy").Single();
        var gone = Team.RemoteRef(Ledger)!;
        GitProcess.Run(Team.Remote, "update-ref", Ledger, gone + "^");
        Configure("{ 'environments': { 'staging': {}, 'production': {} } }");

        Assert.Equal(gone, Run("Test-HotfixJournal").Single().Text("FirstBroken"));
    }

    [Fact]
    public void It_works_from_a_linked_worktree_and_a_bare_clone()
    {
        Ada.Git("worktree", "add", "--quiet", "--detach", Path.Combine(Team.Root, "linked"));
        Assert.True((bool)Run("Test-HotfixJournal").Single().Get("Holds")!);
        Assert.True((bool)Run("Test-HotfixJournal -Path $args[0]", Path.Combine(Team.Root, "linked")).Single().Get("Holds")!);
        Assert.Equal(["verified-origin"], Notes());
        var bare = Team.Clone("bare.git", "--bare");
        Assert.True((bool)Run("Test-HotfixJournal -Path $args[0]", bare.Folder).Single().Get("Holds")!);
    }

    [Fact]
    public void One_of_several_repositories_that_is_none_does_not_stop_the_others()
    {
        var plain = Directory.CreateDirectory(Path.Combine(Team.Root, "plain")).FullName;

        var result = Run("$args | ForEach-Object { [pscustomobject]@{ Repository = $_ } } | Test-HotfixJournal -Quiet", plain, Ada.Folder);

        Assert.True((bool)Assert.Single(result.Output).BaseObject);
        Assert.StartsWith("NotARepository", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Equal(2, result.Errors[0].Exception.Data["ExitStatus"]);
    }

    [Fact]
    public void Settings_that_cannot_be_used_are_no_verdict()
    {
        Configure("{ 'enviroments': {} }");

        Assert.Equal(2, Run("Test-HotfixJournal").Fails("ConfigurationInvalid", ErrorCategory.InvalidArgument, "environments").Exception.Data["ExitStatus"]);
    }
}
