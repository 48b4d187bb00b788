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
    public void A_clone_that_is_damaged_is_told_as_that()
    {
        StartAndFix();
        var blob = Ada.Git("rev-parse", $"{Hotfix}:fix.txt");
        var loose = Path.Combine(Ada.Folder, ".git", "objects", blob[..2], blob[2..]);
        File.SetAttributes(loose, FileAttributes.Normal);
        File.WriteAllText(loose, "no object");
        var before = Team.RemoteRefs();

        Run("Complete-Hotfix -RollIn").Fails("CloneUnusable", ErrorCategory.InvalidResult, "git fsck");

        Assert.Equal(before, Team.RemoteRefs());
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

    [Theory]
    [InlineData("url")]
    [InlineData("pushurl")]
    public void A_remote_of_several_addresses_is_refused_with_the_way_out_that_works(string key)
    {
        var mirror = Path.Combine(Team.Root, "mirror.git");
        GitProcess.Run(Team.Root, "clone", "--quiet", "--mirror", Team.Remote, mirror);
        Ada.Git("config", "--add", $"remote.origin.{key}", Team.Remote);
        Ada.Git("config", "--add", $"remote.origin.{key}", mirror);
        var before = (Team.RemoteRefs(), GitProcess.Refs(mirror));

        foreach (var command in new[] { "New-Hotfix", "Get-Hotfix", "Register-Deploy production master" })
        {
            var error = Run(command).Fails("RemoteNotFound", ErrorCategory.InvalidArgument, "-Remote");
            Assert.Contains("several addresses", error.Exception.Message);
        }

        Assert.Equal(before, (Team.RemoteRefs(), GitProcess.Refs(mirror)));
        Ada.Git("remote", "add", "shared", Team.Remote);
        Run("New-Hotfix -Remote shared").Single();
        Assert.Equal(Live, Hotfix);
        Assert.Equal(before.Item2, GitProcess.Refs(mirror));
    }

    [Fact]
    public void The_same_address_twice_is_one()
    {
        Ada.Git("config", "--add", "remote.origin.url", Ada.Git("config", "remote.origin.url"));

        Run("New-Hotfix").Single();
    }

    [Fact]
    public void A_remote_that_leaves_branches_out_is_refused_and_others_are_usable()
    {
        Ada.Git("config", "--add", "remote.origin.fetch", "^refs/heads/dependabot/*");
        var error = Run("Get-Hotfix").Fails("RemoteNotFound", ErrorCategory.InvalidArgument, "git remote add shared");
        Assert.Contains("dependabot", error.Exception.Message);

        Ada.Git("remote", "add", "shared", Team.Remote);

        Assert.Equal("Started", Run("New-Hotfix -Remote shared").Single().Text("State"));
    }

    [Fact]
    public void A_clone_of_one_branch_gets_onto_the_hotfix_all_the_same()
    {
        Configure("{ 'staleAfter': '2d' }");
        var zoe = Team.Clone("zoe", "--single-branch", "--branch", "master");

        using var shell = new ModuleSession(zoe.Folder);

        shell.Run(shell.Run("New-Hotfix").Single().Text("NextStep")!);

        Assert.Equal("hotfix", zoe.Git("branch", "--show-current"));
        zoe.Git("switch", "--quiet", "master");
        zoe.Git("branch", "--quiet", "-D", "hotfix");
        shell.Run("Stop-Hotfix -Reason x -Confirm:$false").NoErrors();
        Assert.Equal("Started", shell.Run("New-Hotfix -CheckOut").Single().Text("State"));
        Assert.Equal("hotfix", zoe.Git("branch", "--show-current"));
        Assert.Equal(Live, zoe.Head);
    }

    [Fact]
    public void Branches_that_were_below_it_once_are_not_in_its_way()
    {
        Ada.Git("update-ref", "refs/remotes/origin/hotfix/old", "master");
        Ada.Git("branch", "hotfix/mine", "master");
        Run("New-Hotfix -CheckOut").Fails("CheckoutRefused", ErrorCategory.InvalidOperation, "leave out -CheckOut");
        Assert.Null(Hotfix);

        Run(Run("New-Hotfix").Single().Text("NextStep")!);

        Assert.Equal("hotfix", Ada.Git("branch", "--show-current"));
        Assert.Contains("hotfix-mine", Ada.Git("branch"));
    }

    [Fact]
    public void Where_the_HEAD_of_the_remote_names_no_branch_the_mainline_is_asked_for()
    {
        GitProcess.Run(Team.Remote, "symbolic-ref", "HEAD", "refs/heads/none");
        Run("New-Hotfix").Fails("MainlineNotFound", ErrorCategory.ObjectNotFound, "-Mainline");

        Run("New-Hotfix -Mainline master").Single();
    }

    [Fact]
    public void A_remote_of_a_format_that_its_own_git_does_not_know_is_told_as_that()
    {
        GitProcess.Run(Team.Remote, "config", "core.repositoryFormatVersion", "1");
        GitProcess.Run(Team.Remote, "config", "extensions.fancyObjects", "true");

        var error = Run("Get-Hotfix").Fails("RepositoryNotSupported", ErrorCategory.InvalidOperation, "Clone it anew");

        Assert.Contains("fancyobjects", error.Exception.Message);
    }

    [Fact]
    public void A_server_that_hides_the_journal_from_readers_is_told_as_that()
    {
        Run("New-Hotfix").Single();
        GitProcess.Run(Team.Remote, "config", "uploadpack.hideRefs", "refs/hotfix");

        var error = Run("Stop-Hotfix -Reason x -Confirm:$false").Fails("RefNotAccepted", ErrorCategory.PermissionDenied, "show refs/deploys/* and refs/hotfix/*");

        Assert.Contains("uploadpack.hideRefs", error.Exception.Message);
    }

    [Fact]
    public void A_lock_that_somebody_left_at_the_remote_is_named_with_the_way_out()
    {
        Directory.CreateDirectory(Path.Combine(Team.Remote, "refs", "deploys"));
        File.WriteAllText(Path.Combine(Team.Remote, "refs", "deploys", "staging.lock"), string.Empty);

        Run("Register-Deploy staging master").Fails("RefNotAccepted", ErrorCategory.PermissionDenied, "remove that file at the server");
    }

    [Fact]
    public void Refs_that_go_round_in_a_circle_end_nothing()
    {
        foreach (var (name, other) in new[] { ("refs/remotes/origin/a", "refs/remotes/origin/b"), ("refs/heads/a", "refs/heads/b"), ("refs/remotes/origin/hotfix", "refs/remotes/origin/x") })
        {
            Ada.Git("symbolic-ref", name, other);
            Ada.Git("symbolic-ref", other, name);
        }

        Ada.Git("config", "fetch.prune", "true");

        Run("New-Hotfix").Single();
        Assert.Equal("Started", Run("Get-Hotfix").Single().Text("State"));
        Run("Show-HotfixGraph").NoErrors();
        Run("Stop-Hotfix -Reason x -Confirm:$false").NoErrors();
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
