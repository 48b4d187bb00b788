using System.Management.Automation;

namespace HotfixTools.ModuleTests.Security;

/// <summary>
/// A whole story with a secret at each place where one can be. What is said on any stream is looked through by every session
/// of the tests (<see cref="LeakWatch"/>); here, also what programs are handed, and what is left in files.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class SecretsTests : ForgeTest
{
    private const string Password = "s3cret-of-ada+/?";

    private readonly EnvironmentScope _environment = new();

    public static TheoryData<string> Ways => ["address", "helper", "environment", "credential"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void In_no_stream_no_error_no_file_no_commit_and_no_argument_of_a_program(string way)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are scripts for sh.");
        using var chat = new WebStandIn(_ => new WebReply(500, "no: t0ken-of-the-chat"));
        using var server = HttpGitServer.For(Team);
        MoveTo("gitea", more: $"'notify': [{{ 'type': 'slack', 'url': 'env:HOTFIX_TEST_CHAT', 'timeout': '1s' }}]");
        _environment.Set("HOTFIX_TEST_CHAT", $"{chat.Address}services/t0ken-of-the-chat");
        _environment.Set("HOTFIXTOOLS_CACHE", Path.Combine(Team.Root, "cache"));
        server.Passwords["ada"] = Password;
        var begin = string.Empty;
        var url = server.Url(Team.Remote);
        switch (way)
        {
            case "address":
                url = server.Url(Team.Remote, "ada:" + Uri.EscapeDataString(Password));
                break;
            case "helper":
                Ada.Git("config", "--global", "credential.helper", $"!f() {{ test \"$1\" = get && echo username=ada && echo 'password={Password}'; }}; f");
                break;
            case "environment":
                _environment.Set("HOTFIX_USERNAME", "ada");
                _environment.Set("HOTFIX_PASSWORD", Password);
                break;
            default:
                begin = "$PSDefaultParameterValues = @{ '*-*:Credential' = $args[2] }; ";
                break;
        }

        var arguments = Watch("git", "ssh", "sh");
        var deploy = Script($"echo \"$0 $*\" >> '{arguments}'; echo 'pushing to https://bot:{Password}@example.com/'; exit 1");
        void To(string address) => Ada.Git("remote", "set-url", "origin", address);

        To(url);
        var credential = new PSCredential("ada", Secure(Password));
        foreach (var step in new[]
        {
            "New-Hotfix -Reason 'Orders fail'", "", "Submit-Hotfix", "Get-Hotfix", "Get-Hotfix -Url $args[0]", "Test-Hotfix", "Publish-Hotfix production -Command $args[1] -Force -Reason x -Confirm:$false",
            "Publish-Hotfix production -Force -Reason x -Confirm:$false", "Test-HotfixConfiguration", "Export-HotfixReport report.html -Url $args[0]; [IO.File]::ReadAllText($args[3])", "Complete-Hotfix -Confirm:$false", "Get-HotfixHistory", "Test-HotfixJournal",
        })
        {
            if (step.Length == 0)
            {
                To(Team.Remote);
                Ada.CommitFix();
                Ada.Git("switch", "--quiet", "master");
                To(url);
                continue;
            }

            var result = Run($"$VerbosePreference = $DebugPreference = 'Continue'; {begin}$seen = @({step}); $seen; $seen | Out-Default", url, deploy, credential, Path.Combine(Ada.Folder, "report.html"));
            Assert.DoesNotContain(result.Errors, error => error.FullyQualifiedErrorId.StartsWith("AuthenticationFailed", StringComparison.Ordinal));
        }

        Assert.Contains(server.Requests, request => request.EndsWith(" ada", StringComparison.Ordinal));
        Assert.NotEmpty(chat.Requests);
        LeakWatch.Check("the arguments of programs", File.ReadAllText(arguments));
        Assert.Contains("deploy-", File.ReadAllText(arguments));
        LeakWatch.CheckFolder(Path.Combine(Team.Root, "cache"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(Team.Root, "cache"), "*", SearchOption.AllDirectories));
        Team.CheckForSecrets();
        // What the helper and the address were told stands where it was before, and nowhere else.
        Assert.Equal(url, Ada.Git("config", "remote.origin.url"));
    }

    [Theory]
    [InlineData("New-Hotfix")]
    [InlineData("Get-Hotfix -Url $args[0]")]
    [InlineData("Export-HotfixReport report.html -Url $args[0]")]
    public void Nor_where_it_is_wrong_or_the_server_repeats_it(string command)
    {
        const string wrong = "wr0ng-pass";
        using var server = HttpGitServer.For(Team);
        server.Passwords["ada"] = Password;
        foreach (var url in new[] { server.Url(Team.Remote, "ada:" + wrong), server.Url(Team.Remote, wrong), $"http://ada:{wrong}@127.0.0.1:1/x.git", $"https://ada:{wrong}@no-such-host.invalid/x.git?private_token={wrong}", $"https://ada:{wrong}@[/x" })
        {
            Ada.Git("remote", "set-url", "origin", url);
            // The session looks through all of it.
            Assert.NotEmpty(Run($"$VerbosePreference = $DebugPreference = 'Continue'; {command}", url).Errors);
        }
    }

    // What a session says, and what a team has in its chains and notes, is looked through for the marks of secrets.
    [Fact]
    public void Nor_in_what_is_recorded_of_an_address_that_somebody_gave()
    {
        const string given = "https://ada:s3cret@ci.example.com/7", shown = "https://ci.example.com/7";
        foreach (var _ in new[] { 1, 2 })
        {
            var deploy = Run("Register-Deploy production $args[1] -Url $args[0] -DeployedBy \"bot of $($args[0])\"", given, Live).Single();
            Assert.Equal((shown, $"bot of {shown}"), (deploy.Text("Url"), deploy.Text("DeployedBy")));
        }

        // The second is the same deploy.
        Assert.Equal([Live, Live], LedgerCommits());
        Assert.Equal($"see {shown}", Run("New-Hotfix -Reason \"see $($args[0])\"", given).Single().Text("Reason"));
        Ada.CommitFix();
        Ada.Git("switch", "--quiet", "master");
        foreach (var command in new[]
        {
            "Test-DeployGate production master -Force -Reason \"see $($args[0])\" -Confirm:$false",
            "Publish-Hotfix production -Command $args[1] -Force -Reason \"see $($args[0])\" -Confirm:$false",
            "Publish-Hotfix production -Command 'true' -Force -Reason \"see $($args[0])\" -Confirm:$false",
            "Restore-Deploy production -Command 'true' -Reason \"see $($args[0])\" -Confirm:$false",
            "Stop-Hotfix -Reason \"see $($args[0])\" -Confirm:$false",
        })
            Run(command + "; Get-DeployHistory; Get-HotfixHistory; Test-HotfixJournal", given, Script("exit 1"));
        Assert.Equal(["Abandoned", "RolledBack", "Published", "PublishFailed", "GatePassed", "Started"], JournalKinds());
        Assert.Contains($"Reason: see {shown}", GitProcess.Run(Team.Remote, "log", "--format=%B", "refs/hotfix/journal"));
    }

    [Theory]
    [InlineData("Get-Hotfix -Remote $args[0]")]
    [InlineData("Get-Hotfix -Remote 'https://ada:my s3cret@example.com/x'")]
    [InlineData("Get-Hotfix -Branch $args[0]")]
    [InlineData("Get-Hotfix -Mainline $args[0]")]
    [InlineData("Get-Hotfix -ConfigurationPath $args[0]")]
    [InlineData("Get-LastDeploy -Environment $args[0]")]
    [InlineData("Get-LastDeploy -Source $args[0]")]
    [InlineData("Get-LastDeploy -TagPattern \"$($args[0])/**\"")]
    [InlineData("New-Hotfix -Base $args[0]")]
    [InlineData("Add-HotfixCommit $args[0]")]
    [InlineData("Export-HotfixReport $args[0]")]
    [InlineData("Publish-Hotfix production -Command \"curl $($args[0])\" -Confirm:$false")]
    [InlineData("Get-Hotfix -Path 'https:/ada:s3cret@example.com/x'")]
    [InlineData("Get-Hotfix -Url 'https:/ada:s3cret@127.0.0.1/x', 'https//ada:s3cret@127.0.0.1/x', 'ada:s3cret@127.0.0.1:x', 'https://ada:my s3cret@127.0.0.1:1/x', 'http://127.0.0.1:1/x#access_token=s3cret'")]
    public void Nor_where_an_address_is_given_for_something_else_or_mistyped(string command)
    {
        Run("New-Hotfix").Single();
        Ada.CommitFix();
        var result = Run($"$VerbosePreference = $DebugPreference = 'Continue'; {command}", "https://ada:s3cret@example.com/x");
        Assert.NotEmpty(result.Errors);
        Assert.DoesNotContain(result.Errors, error => error.FullyQualifiedErrorId.StartsWith("Unexpected", StringComparison.Ordinal));
        Assert.DoesNotContain("git remote add https", result.Errors[0].ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Nor_the_password_of_a_proxy()
    {
        foreach (var proxy in new[] { "http://ada:wr0ng-pass@127.0.0.1:1", "http://ada:wr0ng-pass@[", "ada:wr0ng-pass@127.0.0.1:1", "nonsense://ada:wr0ng-pass@127.0.0.1:1" })
        {
            Ada.Git("config", "http.proxy", proxy);
            foreach (var url in new[] { "http://git.example.com/x.git", "https://git.example.com/x.git" })
            {
                Ada.Git("remote", "set-url", "origin", url);
                Assert.StartsWith("RemoteUnreachable,", Assert.Single(Run("Get-Hotfix -Verbose").Errors).FullyQualifiedErrorId);
            }
        }

        using var refusing = new WebStandIn(_ => new WebReply(407, "wr0ng-pass is not the password"));
        Ada.Git("config", "http.proxy", refusing.Address.ToString().Replace("//", "//ada:wr0ng-pass@"));
        Assert.StartsWith("RemoteUnreachable,", Assert.Single(Run("Get-Hotfix -Verbose").Errors).FullyQualifiedErrorId);

        // That of the environment, which is read once a process; for a service as well.
        Ada.Git("config", "--unset", "http.proxy");
        Configure("{ 'environments': { 'production': { 'sources': ['ledger', { 'type': 'version', 'url': 'https://shop.example.com/', 'timeout': '1s' }] } } }");
        Ada.Git("remote", "set-url", "origin", "https://git.example.com/x.git");
        using var host = HostProcess.Start(
            Ada.Folder, "foreach ($url in 'https://git.example.com/x.git', $env:HOTFIX_TEST_REMOTE) { try { $null = Get-LastDeploy -Path . -ErrorAction Stop; Get-Hotfix -Url $url -ErrorAction Stop } catch { $Host.UI.WriteErrorLine($_.Exception.ToString()) } }",
            ("HTTPS_PROXY", refusing.Address.ToString().Replace("//", "//ada:wr0ng-pass@")), ("HOTFIX_TEST_REMOTE", Team.Remote));
        Assert.Contains("proxy", host.End().Errors);
    }

    [Fact]
    public void What_is_kept_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        StartAndFix();
        var cache = Path.Combine(Team.Root, "cache");
        Directory.CreateDirectory(cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        _environment.Set("HOTFIXTOOLS_CACHE", cache);

        Run("Get-Hotfix -Url $args[0]", Team.Remote).Single();
        var entry = Assert.Single(Directory.GetDirectories(cache));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(entry));

        // Where others could have written something, nothing is kept and nothing is read.
        var shared = Path.Combine(Team.Root, "shared");
        Directory.CreateDirectory(shared);
        File.SetUnixFileMode(shared, (UnixFileMode)0b111_111_111);
        _environment.Set("HOTFIXTOOLS_CACHE", shared);
        Run("Get-Hotfix -Url $args[0]", Team.Remote).Single();
        Assert.Empty(Directory.GetDirectories(shared));
    }

    protected override void Dispose(bool disposing)
    {
        GitProcess.Try(Ada.Folder, "config", "--global", "--unset-all", "credential.helper");
        _environment.Dispose();
        base.Dispose(disposing);
    }

    private static System.Security.SecureString Secure(string text)
    {
        var secret = new System.Security.SecureString();
        foreach (var letter in text)
            secret.AppendChar(letter);
        return secret;
    }

    // Before each of these programs on the PATH, one that writes down what it is called with.
    private string Watch(params string[] programs)
    {
        var (folder, log, path) = (Directory.CreateDirectory(Path.Combine(Team.Root, "watch")).FullName, Path.Combine(Team.Root, "arguments"), Environment.GetEnvironmentVariable("PATH")!);
        File.WriteAllText(log, string.Empty);
        foreach (var program in programs)
        {
            var real = path.Split(Path.PathSeparator).Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);
            if (real is null)
                continue;
            var file = Path.Combine(folder, program);
            // The tests' own calls, which set up addresses, are the exception.
            File.WriteAllText(file, $"#!/bin/sh\ncase \"$1\" in config|remote) ;; *) echo \"$0 $*\" >> '{log}' ;; esac\nexec {real} \"$@\"\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _environment.Set("PATH", folder + Path.PathSeparator + path);
        return log;
    }
}
