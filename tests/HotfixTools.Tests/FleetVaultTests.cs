using HotfixTools.Testing.Forges;

namespace HotfixTools.ModuleTests;

/// <summary>Secrets of a vault, which PowerShell answers for on the pipeline's thread alone, while repositories are looked at on others.</summary>
public sealed class FleetVaultTests : ForgeTest
{
    [Fact]
    public void A_vault_is_asked_on_the_thread_of_the_pipeline_for_each_repository()
    {
        MoveTo("gitea");
        var fix = StartAndSubmit();
        Configure($"{{ {Review().Replace(TokenReference, "vault:shop")} }}");
        Vault($"$script:threads += [string][Threading.Thread]::CurrentThread.ManagedThreadId; '{ForgeStandIn.Token}'");

        var result = Run("Get-Hotfix -Path $args -ThrottleLimit 4 -Verbose", Ada.Folder, Ada.Folder, Ada.Folder, Ada.Folder, Ada.Folder).NoErrors();

        Assert.Equal(5, result.Output.Count);
        Assert.All(result.Output, hotfix => Assert.Equal(fix, hotfix.Text("Head")));
        Assert.All(result.Output, hotfix => Assert.NotNull(hotfix.Get("PullRequest")));
        var threads = Run("& (Get-Module Microsoft.PowerShell.SecretManagement) { $script:threads }").NoErrors().Output;
        Assert.True(threads.Count >= 5, $"{threads.Count}");
        Assert.Single(threads.Select(thread => thread.ToString()).Distinct());
        Assert.Contains(result.Verbose, line => line.Contains("GET ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_time_that_a_vault_takes_is_not_that_of_the_repository()
    {
        MoveTo("gitea");
        StartAndSubmit();
        Configure($"{{ {Review().Replace(TokenReference, "vault:shop")} }}");
        // As long as somebody needs to type the password of the vault.
        Vault($"[Threading.Thread]::Sleep(2500); '{ForgeStandIn.Token}'");

        Assert.NotNull(Run("Get-Hotfix -TimeoutSec 2").Single().Get("PullRequest"));
    }

    private void Vault(string answer) => Run($$"""
        New-Module -Name Microsoft.PowerShell.SecretManagement {
            $script:threads = @()
            function Get-Secret($Name, [switch]$AsPlainText) { {{answer}} }
            function Get-SecretInfo($Name) { }
        } | Import-Module -Global
        """).NoErrors();
}
