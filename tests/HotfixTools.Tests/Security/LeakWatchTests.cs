using System.Diagnostics;
using System.Text;

namespace HotfixTools.ModuleTests.Security;

/// <summary>Those who look for leaked secrets find them: each test leaks one on purpose.</summary>
public sealed class LeakWatchTests : ModuleTest
{
    // Put together here, so that no log of this file's own has it.
    private static readonly string Secret = "leaked-s3" + "cret-on-purpose";

    public static TheoryData<string> Leaks =>
    [
        Secret,
        $"https://ada:{Secret}@example.com/shop.git",
        "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:" + Secret)),
        "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ad:" + Secret)),
        "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("a:" + Secret)),
        "?key=" + Uri.EscapeDataString("+" + Secret),
        "t0" + "ken", "wr0" + "ng-pass",
    ];

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_secret_is_found_in_each_form_and_not_repeated(string text)
    {
        var error = Assert.Throws<SecretLeakedException>(() => LeakWatch.Check("a log", $"before {text} after"));
        Assert.Contains("a log", error.Message);
        Assert.Null(LeakWatch.Find(error.Message));
    }

    [Fact]
    public void What_is_no_secret_is_none() =>
        Assert.Null(LeakWatch.Find("A token and a secret and a password, wrong or not: c3VjaCBhcyB0aGlz " + string.Concat(Enumerable.Range(0, 4000).Select(i => $"{i:x}"))));

    [Theory]
    [InlineData("$args[0]")]
    [InlineData("[pscustomobject]@{ Inner = $args[0] } | Out-Default")]
    [InlineData("$VerbosePreference = 'Continue'; & { [CmdletBinding()] param($x) $PSCmdlet.WriteVerbose($x) } $args[0]")]
    [InlineData("$DebugPreference = 'Continue'; & { [CmdletBinding()] param($x) $PSCmdlet.WriteDebug($x) } $args[0]")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteWarning($x) } $args[0]")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'a', $x)) } $args[0]")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('outer', [Exception]::new($x)), 'Id', 'NotSpecified', $null)) } $args[0]")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new('outer'), 'Id', 'NotSpecified', $x)) } $args[0]")]
    [InlineData("$Host.UI.WriteLine($args[0])")]
    [InlineData("throw $args[0]")]
    public void A_session_that_says_one_fails_its_test(string script) =>
        Assert.Throws<SecretLeakedException>(() => Run(script, Secret));

    [Fact]
    public void A_host_that_prints_one_fails_its_test()
    {
        using var printed = HostProcess.Start(Team.Root, $"'{Secret}'");
        Assert.Throws<SecretLeakedException>(() => printed.End());
        using var failed = HostProcess.Start(Team.Root, $"throw '{Secret}'");
        Assert.Throws<SecretLeakedException>(() => failed.End());
    }

    [Fact]
    public void A_note_or_an_entry_that_holds_one_fails_its_test()
    {
        Run("New-Hotfix").Single();
        Team.CheckForSecrets();
        var note = Path.Combine(Directory.CreateDirectory(Path.Combine(Ada.Folder, ".git", "hotfixtools")).FullName, "note");
        File.WriteAllText(note, Secret);
        Assert.Contains(note, Assert.Throws<SecretLeakedException>(Team.CheckForSecrets).Message);
        File.Delete(note);

        Ada.Git("fetch", "--quiet", "origin", "refs/hotfix/journal");
        Ada.Git("push", "--quiet", "origin", $"{Ada.Git("commit-tree", "FETCH_HEAD^{tree}", "-p", "FETCH_HEAD", "-m", Secret)}:refs/hotfix/journal");
        Assert.Contains("the journal", Assert.Throws<SecretLeakedException>(Team.CheckForSecrets).Message);
        GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/hotfix/journal");
    }

    /// <summary>As <c>.ci/run</c> looks through the logs of a whole run.</summary>
    [Fact]
    public void A_log_with_one_fails_the_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), ".ci/find-secrets is for bash.");
        var log = Path.Combine(Directory.CreateDirectory(Path.Combine(Team.Root, "logs")).FullName, "run.log");
        File.WriteAllText(log, "Passed!\n");
        Assert.Equal(0, FindSecrets(log).Status);

        File.WriteAllText(log, $"Passed!\n{Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:" + Secret))}\n");
        foreach (var place in new[] { log, Path.GetDirectoryName(log)! })
        {
            var (status, said) = FindSecrets(place);
            Assert.Equal(1, status);
            Assert.Contains(log + ":2", said);
            Assert.Null(LeakWatch.Find(said));
        }

        Assert.Equal(2, FindSecrets(Path.Combine(Team.Root, "no-such-log")).Status);
    }

    private static (int Status, string Said) FindSecrets(string place) => ToolProcess.Run("bash", Path.Combine(Paths.Root, ".ci", "find-secrets"), place);
}
