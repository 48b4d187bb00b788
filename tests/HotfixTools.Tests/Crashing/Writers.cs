namespace HotfixTools.ModuleTests.Crashing;

/// <summary>Every command that writes, in each of its ways. What steps it takes, it says itself.</summary>
internal static class Writers
{
    public static IReadOnlyList<Writer> All { get; } =
    [
        new("New-Hotfix", "New-Hotfix -Reason 'Orders fail'", "HotfixInProgress", Nothing),
        new("New-Hotfix -CheckOut", "New-Hotfix -CheckOut", "HotfixInProgress", Nothing),
        new("New-Hotfix -Adopt", "New-Hotfix -Adopt -Reason 'Orders fail'", "HotfixInProgress", PlainGit),
        new("Submit-Hotfix", "Submit-Hotfix" + Scene.AtForge, null, Forge),
        new("Complete-Hotfix through the pull request", "Complete-Hotfix" + Scene.AtForge, "NoHotfix", Approved),
        new("Register-Deploy", "Register-Deploy production master -Url https://ci.example.com/7", null, Nothing),
        new("Publish-Hotfix", "Publish-Hotfix production -Confirm:$false", null, Fix),
        new("Publish-Hotfix of two environments", "Publish-Hotfix staging, production -EnvironmentOrder staging, production -Command ../deploy.sh -Confirm:$false", null, Fix),
        new("Publish-Hotfix -Force", "Publish-Hotfix production -Force -Reason 'It burns' -Command ../deploy.sh -Confirm:$false", null, Superseded),
        new("Restore-Deploy", "Restore-Deploy production -Reason 'It burns more' -Command ../deploy.sh -Confirm:$false", null, Published),
        new("Update-Hotfix", "Update-Hotfix", null, Superseded),
        new("Update-Hotfix without a fix", "Update-Hotfix", null, SupersededAtOnce),
        new("Add-HotfixCommit", "Add-HotfixCommit master", null, Fix),
        new("Complete-Hotfix", "Complete-Hotfix", "NoHotfix", Published),
        new("Complete-Hotfix -RollIn", "Complete-Hotfix -RollIn", "NoHotfix", Fix),
        new("Complete-Hotfix -RollIn of what was squashed", "Complete-Hotfix -RollIn", "NoHotfix", Squashed),
        new("Complete-Hotfix -RollIn of what plain git made", "Complete-Hotfix -RollIn", "NoHotfix", PlainGit),
        new("Complete-Hotfix -RollIn of what plain git made, without a ledger", "Complete-Hotfix -RollIn", "NoHotfix", PlainGitWithoutLedger),
        new("Stop-Hotfix", "Stop-Hotfix -Reason 'The provider fixed it' -Confirm:$false", "NoHotfix", Fix),
        new("Stop-Hotfix of what plain git made", "Stop-Hotfix -Reason 'The provider fixed it' -Confirm:$false", "NoHotfix", PlainGit),
        new("Test-DeployGate -Force", "Test-DeployGate production master -Force -Reason 'The fix is in' -Confirm:$false", null, Published),
    ];

    private static void Nothing(Scene scene, ModuleSession shell)
    {
    }

    private static void Fix(Scene scene, ModuleSession shell)
    {
        shell.Run("New-Hotfix -Reason 'Orders fail'").Single();
        scene.Ada.CommitFix();
        scene.Ada.Commit("second.txt", "second", "Fix the orders once more");
        scene.Ada.Git("push", "--quiet", "origin", "hotfix");
        scene.Ada.Git("switch", "--quiet", "master");
    }

    private static void Forge(Scene scene, ModuleSession shell)
    {
        Fix(scene, shell);
        scene.MoveToForge();
    }

    private static void Approved(Scene scene, ModuleSession shell)
    {
        Forge(scene, shell);
        shell.Run("Submit-Hotfix" + Scene.AtForge).Single();
        scene.Forge!.Approve("ben");
        shell.Run("Publish-Hotfix production -Confirm:$false" + Scene.AtForge).Single();
    }

    private static void Published(Scene scene, ModuleSession shell)
    {
        Fix(scene, shell);
        shell.Run("Publish-Hotfix production -Confirm:$false").Single();
    }

    private static void Squashed(Scene scene, ModuleSession shell)
    {
        Fix(scene, shell);
        scene.Ada.Git("merge", "--quiet", "--squash", "origin/hotfix");
        scene.Ada.Git("commit", "--quiet", "-m", "Fix the orders (#4)");
        scene.Ada.Git("push", "--quiet", "origin", "master");
    }

    private static void Superseded(Scene scene, ModuleSession shell)
    {
        Fix(scene, shell);
        shell.Run("Register-Deploy production master -DeployedBy 'Cleo <cleo@example.com>'").Single();
    }

    private static void SupersededAtOnce(Scene scene, ModuleSession shell)
    {
        shell.Run("New-Hotfix -Reason 'Orders fail'").Single();
        shell.Run("Register-Deploy production master -DeployedBy 'Cleo <cleo@example.com>'").Single();
    }

    private static void PlainGit(Scene scene, ModuleSession shell)
    {
        scene.Ada.Git("switch", "--quiet", "-c", "hotfix", scene.Live);
        scene.Ada.Commit("fix.txt", "fixed", "Fix the orders");
        scene.Ada.Git("push", "--quiet", "origin", "hotfix");
        scene.Ada.Git("switch", "--quiet", "master");
    }

    private static void PlainGitWithoutLedger(Scene scene, ModuleSession shell)
    {
        PlainGit(scene, shell);
        GitProcess.Run(scene.Team.Remote, "update-ref", "-d", "refs/deploys/production");
    }
}
