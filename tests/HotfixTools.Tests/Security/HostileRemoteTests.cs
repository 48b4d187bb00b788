using System.Management.Automation;

namespace HotfixTools.ModuleTests.Security;

/// <summary>Addresses, names and configuration that would have git or SSH run something, or go somewhere else.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostileRemoteTests : ModuleTest
{
    private string Mark => Path.Combine(Team.Root, "ran");

    private static readonly string[] Addresses =
    [
        "ext::sh -c touch% {mark}", "fd::17", "transport::x", "--upload-pack=touch {mark}", "-u{mark}", "-oProxyCommand=touch {mark}:x", "ssh://-oProxyCommand=touch%20{mark}/x", "git@-oProxyCommand=touch {mark}:x",
        "ssh://-oProxyCommand=touch {mark}@127.0.0.1:1/x", "ssh://127.0.0.1:1/--upload-pack=x'`touch {mark}`$(touch {mark})", "file://--upload-pack=touch {mark}", "https://127.0.0.1:1/x\nhost=example.com", "https://127.0.0.1:1/x%0ahost=example.com",
        "https://ada%0d@127.0.0.1:1/x", "git://127.0.0.1:1/x", "hotfixtools://current", "file://[", "https://[", "ssh://", "\0", "`touch {mark}`", "$(touch {mark})", "; touch {mark}", "|touch {mark}", "file://no-such-host/share/x.git",
    ];

    [Fact]
    public void No_address_runs_anything()
    {
        foreach (var address in Addresses.Select(form => form.Replace("{mark}", Mark)))
        {
            foreach (var result in new[] { Run("Get-Hotfix -Url $args[0]", address), Configured("url", address, "Get-Hotfix"), Configured("pushurl", address, "New-Hotfix") })
            {
                Assert.NotEmpty(result.Errors);
                Assert.All(result.Errors, error => Assert.Matches("^(RemoteNotFound|RemoteUnreachable),", error.FullyQualifiedErrorId));
                Assert.Empty(result.Output);
            }

            Assert.False(File.Exists(Mark), address);
        }

        Assert.Null(Hotfix);
    }

    [Theory]
    [InlineData("ext::sh -c \"touch% {mark}\" ")]
    [InlineData("--upload-pack=touch {mark} ")]
    [InlineData("fd::")]
    public void Nor_does_what_insteadOf_makes_of_one(string prefix)
    {
        Ada.Git("config", $"url.{prefix.Replace("{mark}", Mark)}.insteadOf", "https://shop.example/");
        Ada.Git("config", "protocol.ext.allow", "always");
        Ada.Git("remote", "set-url", "origin", "https://shop.example/shop.git");

        Assert.StartsWith("RemoteNotFound,", Assert.Single(Run("Get-Hotfix").Errors).FullyQualifiedErrorId);

        Assert.False(File.Exists(Mark));
    }

    [Theory]
    [InlineData("path")]
    [InlineData("ssh")]
    public void A_variable_that_asks_for_another_protocol_does_not_hide_what_the_remote_has(string way)
    {
        Run("New-Hotfix").Single();
        if (way == "ssh")
        {
            Ada.Git("config", "core.sshCommand", Script("for last; do :; done\nexec sh -c \"$last\""));
            Ada.Git("remote", "set-url", "origin", $"ssh://git.example.com{Team.Remote}");
        }

        // As in a hook of a server; the other way, the "host" of this test would see it too.
        using var environment = new EnvironmentScope(("GIT_PROTOCOL", "version=2"), ("GIT_QUARANTINE_PATH", way == "path" ? Team.Root : null));

        Assert.Equal("Refuse", Run("Test-DeployGate production master").Single().Text("Decision"));
        Assert.Equal("Started", Run("Get-Hotfix").Single().Text("State"));
        Run("Register-Deploy staging master").Single();
    }

    [Fact]
    public void A_credential_is_that_of_the_server_that_is_really_asked()
    {
        using var server = HttpGitServer.For(Team);
        server.Passwords["ada"] = "s3cret-of-another";
        Ada.Git("config", $"url.{server.Address}.insteadOf", "https://shop.example/");
        Ada.Git("remote", "set-url", "origin", "https://shop.example/" + Path.GetFileName(Team.Remote));
        using var environment = new EnvironmentScope(("HOTFIX_USERNAME", "ada"), ("HOTFIX_PASSWORD", "s3cret-of-another"), ("HOTFIX_HOST", "shop.example"));

        Run("Get-LastDeploy").Fails("AuthenticationFailed", ErrorCategory.AuthenticationError, "HOTFIX_PASSWORD");
        Assert.All(server.Requests, request => Assert.EndsWith(" -", request));
        environment.Set("HOTFIX_HOST", "127.0.0.1");
        Run("Get-LastDeploy").Single();
    }

    [Fact]
    public void Hooks_and_programs_of_the_clone_do_not_run_but_for_a_checkout()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are scripts for sh.");
        var program = Script($"echo \"$0 $*\" >> '{Mark}'; cat >/dev/null; exit 1");
        var hooks = Directory.CreateDirectory(Path.Combine(Ada.Folder, ".git", "hooks")).FullName;
        foreach (var hook in new[] { "pre-commit", "commit-msg", "prepare-commit-msg", "post-commit", "pre-push", "reference-transaction", "pre-merge-commit", "post-merge", "pre-rebase", "post-rewrite", "pre-auto-gc", "fsmonitor-watchman", "post-index-change" })
            File.Copy(program, Path.Combine(hooks, hook));
        foreach (var setting in new[] { "core.fsmonitor", "core.editor", "core.pager", "core.alternateRefsCommand", "core.askPass", "core.gitProxy", "diff.external", "merge.evil.driver", "filter.evil.clean", "filter.evil.smudge", "gpg.program", "remote.origin.uploadpack", "remote.origin.receivepack", "remote.origin.vcs", "sequence.editor", "uploadpack.packObjectsHook" })
            Ada.Git("config", setting, program);
        File.WriteAllText(Path.Combine(Ada.Folder, ".git", "info", "attributes"), "* filter=evil merge=evil diff=evil\n");

        Run("New-Hotfix -Reason 'Orders fail'").Single();
        // By somebody whose git is his own.
        var ben = Team.Clone("ben");
        ben.CommitFix();
        foreach (var command in new[] { "Get-Hotfix", "Test-Hotfix", "Compare-Deploy", "Show-HotfixGraph", "Register-Deploy production hotfix", "Test-HotfixJournal", "Complete-Hotfix" })
            Run(command).NoErrors();

        Assert.False(File.Exists(Mark), File.Exists(Mark) ? File.ReadAllText(Mark) : string.Empty);
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void Nor_do_they_where_git_itself_merges()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are scripts for sh.");
        StartAndPublish("orders.txt", "total = price + tax");
        var ben = Team.Clone("ben");
        ben.Git("switch", "--quiet", "master");
        ben.Commit(".gitattributes", "*.txt filter=evil", "Say how files are stored");
        ben.Commit("orders.txt", "total = price * 2", "Double");
        ben.Git("push", "--quiet", "origin", "master");
        var program = Script($"echo \"$0 $*\" >> '{Mark}'; cat");
        Ada.Git("config", "merge.renormalize", "true");
        foreach (var kind in new[] { "clean", "smudge", "process" })
        {
            Ada.Git("config", "filter.evil." + kind, program);
            Assert.Contains("the filter 'evil'", Run("(Get-Hotfix).Findings | Where-Object Id -eq CannotVerify").Single().Text("Message"));
            Run("Complete-Hotfix").Fails("MergeUnsupported", ErrorCategory.InvalidOperation, "git merge");
            Assert.False(File.Exists(Mark), File.Exists(Mark) ? File.ReadAllText(Mark) : string.Empty);
        }
    }

    [Fact]
    public void A_remote_that_is_called_like_an_option_is_a_name()
    {
        Ada.Git("config", "--rename-section", "remote.origin", "remote.--orphan=x");
        Ada.Git("config", "remote.--orphan=x.fetch", "+refs/heads/*:refs/remotes/--orphan=x/*");

        Assert.Equal("Started", Run("New-Hotfix -CheckOut").Single().Text("State"));

        Assert.Equal("hotfix", Ada.Git("symbolic-ref", "--short", "HEAD"));
        Assert.Equal("--orphan=x", Ada.Git("config", "branch.hotfix.remote"));
    }

    [Theory]
    [InlineData("Get-Hotfix -Branch $args[0]", "InvalidBranch")]
    [InlineData("New-Hotfix -CheckOut -Branch $args[0]", "InvalidBranch")]
    [InlineData("Get-Hotfix -Mainline $args[0]", "InvalidBranch")]
    [InlineData("Add-HotfixCommit $args[0]", "CommitNotFound")]
    [InlineData("New-Hotfix -Base $args[0]", "CommitNotFound")]
    [InlineData("Test-DeployGate production $args[0]", "CommitNotFound")]
    [InlineData("Get-LastDeploy $args[0]", "InvalidEnvironment")]
    [InlineData("Register-Deploy $args[0] master", "InvalidEnvironment")]
    [InlineData("Get-Hotfix -Remote $args[0]", "RemoteNotFound")]
    public void A_name_that_is_an_option_to_git_is_refused(string command, string id)
    {
        if (command.StartsWith("Add-", StringComparison.Ordinal))
            Run("New-Hotfix").Single();
        foreach (var name in new[] { "--upload-pack=touch " + Mark, "--output=" + Mark, "-c", "--", "--exec=touch" })
            Assert.StartsWith(id + ",", Assert.Single(Run(command, name).Errors).FullyQualifiedErrorId);
        Assert.False(File.Exists(Mark));
    }

    private RunResult Configured(string key, string address, string command)
    {
        // A NUL is none that a file of Git's could hold.
        Ada.Git("config", "remote.origin." + key, address == "\0" ? "\u0001" : address);
        var result = Run(command);
        GitProcess.Try(Ada.Folder, "config", "--unset-all", "remote.origin.pushurl");
        Ada.Git("remote", "set-url", "origin", Team.Remote);
        return result;
    }
}
