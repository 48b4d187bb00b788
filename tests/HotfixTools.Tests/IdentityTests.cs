using System.Management.Automation;

namespace HotfixTools.ModuleTests;

[Collection(AloneCollection.Name)]
public sealed class IdentityTests : ModuleTest
{
    [Fact]
    public void Without_an_identity_nothing_is_written()
    {
        StartAndFix();
        var now = Now();
        var home = Directory.CreateDirectory(Path.Combine(Team.Root, "home")).FullName;
        try
        {
            Environment.SetEnvironmentVariable("HOME", home);
            Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", home);

            foreach (var command in new[] { "New-Hotfix", "New-Hotfix -Adopt", "Complete-Hotfix", "Stop-Hotfix x -Confirm:$false", "Register-Deploy production master" })
            {
                var error = Run(command).Fails("IdentityMissing", ErrorCategory.InvalidOperation, "git config --global user.name");
                Assert.Equal(Ada.Folder, error.TargetObject);
            }

            // Who only looks need not say who they are.
            Assert.Equal(Live, Run("Get-LastDeploy").Single().Text("Commit"));
            Run("Get-Hotfix").Single();
            Run("Compare-Deploy").NoErrors();
            Run("Get-DeployHistory").Single();
            Run("New-HotfixSandbox sandbox | Get-LastDeploy | New-Hotfix").Single();
            Directory.Delete(Path.Combine(Ada.Folder, "sandbox"), recursive: true);
        }
        finally
        {
            TestHome.Use();
        }

        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void The_environment_says_who_it_is()
    {
        try
        {
            Environment.SetEnvironmentVariable("GIT_COMMITTER_NAME", "Release Bot");
            Environment.SetEnvironmentVariable("GIT_COMMITTER_EMAIL", "bot@example.com");

            Assert.Equal("Release Bot <bot@example.com>", Run("New-Hotfix").Single().Text("StartedBy"));
        }
        finally
        {
            TestHome.Use();
        }
    }
}
