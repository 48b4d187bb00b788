using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Repositories of unusual kinds, as the user meets them at the prompt.</summary>
public sealed class RepositoryKindTests : ModuleTest
{
    [Fact]
    public void SHA_256_is_named_of_a_clone_of_a_remote_and_of_an_address()
    {
        var other = Path.Combine(Team.Root, "sha256");
        GitProcess.Run(Team.Root, "init", "--quiet", "--object-format=sha256", other);
        new Workplace(other).Commit("a", "a", "A");
        Ada.Git("remote", "add", "other", other);
        var before = Ada.Fingerprint();

        foreach (var command in new[] { "Get-Hotfix -Path $args[0]", "Get-Hotfix -Url $args[0]", "Get-Hotfix -Url \"file://$($args[0])\"", "Get-Hotfix -Remote other", "New-Hotfix -Remote other -Base master" })
        {
            var error = Run(command, other).Fails("RepositoryNotSupported", ErrorCategory.InvalidOperation, "by hand with git");
            Assert.Contains("SHA-256", error.Exception.Message);
        }

        Assert.Equal(before, Ada.Fingerprint());
    }

    [Fact]
    public void A_partial_clone_goes_through_the_whole_process()
    {
        GitProcess.Run(Team.Remote, "config", "uploadpack.allowFilter", "true");
        GitProcess.Run(Team.Remote, "config", "uploadpack.allowAnySHA1InWant", "true");
        Configure("{ 'staleAfter': '2d' }");
        var zoe = Team.Clone("zoe", "--filter=blob:none", "--no-checkout");
        RunResult Does(string command) => Run($"{command} -Path $args[0]", zoe.Folder);

        Does("New-Hotfix -Reason x").Single();
        Ada.CommitFix("orders.txt", "total = price + tax");
        Does("Compare-Deploy").NoErrors();
        Does("Register-Deploy production hotfix").Single();
        Assert.Equal("Published", Does("Get-Hotfix").Single().Text("State"));
        Assert.Equal("Completed", Does("Complete-Hotfix").Single().Text("State"));
        Ada.Git("fetch", "--quiet", "origin");
        Assert.Equal("total = price + tax", Ada.Git("show", "origin/master:orders.txt"));
    }

    [Fact]
    public void A_remote_whose_branches_differ_in_case_alone_is_told_apart()
    {
        Ada.Git("config", "core.ignoreCase", "true");
        StartAndFix();
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/heads/Hotfix", $"{Live}:refs/heads/HOTFIX-old");

        var hotfix = Run("Get-Hotfix").Output;

        Assert.Equal(Hotfix, hotfix[0].Text("Head"));
        Assert.Equal("hotfix", hotfix[0].Text("Branch"));
        var others = Run("(Get-Hotfix).Findings | Where-Object Id -eq SecondHotfixBranch").NoErrors().Output.Select(finding => finding.Text("Message")!.Split('\'')[1]);
        Assert.Equal(["HOTFIX-old", "Hotfix"], others.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sparse_checkout_may_be_checked_out_to_the_hotfix()
    {
        Ada.Git("status");
        Ada.Git("sparse-checkout", "set", "--no-cone", "/README.md");
        Assert.False(File.Exists(Path.Combine(Ada.Folder, "orders.txt")));

        Run("New-Hotfix -CheckOut").Single();

        Assert.Equal("hotfix", Ada.Git("branch", "--show-current"));
        Assert.False(File.Exists(Path.Combine(Ada.Folder, "orders.txt")));
    }
}
