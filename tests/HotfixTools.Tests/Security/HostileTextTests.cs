using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests.Security;

/// <summary>
/// Text that others wrote, wherever they can write some: nothing of it moves a cursor, turns or hides text, in any stream,
/// property, view, note or file.
/// </summary>
public sealed partial class HostileTextTests : ForgeTest
{
    // Clears the screen, sets a title, colours by C1, turns text, isolates, hides.
    private const string Harm = "\e[2J\e]0;owned\a\u009b31m\u202egpj\u2066\u200b\u2028\ufeff";

    private const string Typed = "x" + Harm;

    private const string HarmlessBranch = "feature/\u202egpj\u200b";

    private readonly List<string> _faults = [];

    /// <summary>Each command, in the middle of a hotfix that is under review.</summary>
    public static TheoryData<string> Commands =>
    [
        "Get-LastDeploy", "Get-DeployHistory", "Compare-Deploy", "Get-Hotfix", "Get-Hotfix -Stale", "Get-Hotfix -Url $args[0]", "Test-Hotfix", "Submit-Hotfix", "Submit-Hotfix -WhatIf", "New-Hotfix", "Show-HotfixGraph",
        "Show-HotfixGraph Ascii", "Show-HotfixGraph Mermaid", "Show-HotfixGraph Svg", "Get-HotfixHistory", "Measure-Hotfix", "Test-HotfixJournal", "Get-HotfixConfiguration", "Test-HotfixConfiguration",
        "Test-DeployGate production master", "Test-DeployGate production master -Force -Reason $args[1] -Confirm:$false", "Publish-Hotfix production -Confirm:$false", "Publish-Hotfix production -WhatIf", "Update-Hotfix",
        "Complete-Hotfix", "Complete-Hotfix -WhatIf", "Complete-Hotfix -RollIn -WhatIf", "Stop-Hotfix -Reason $args[1] -WhatIf", "Restore-Deploy production -Confirm:$false",
        "Register-Deploy staging hotfix -DeployedBy $args[1] -Url $args[1]", "Add-HotfixCommit master~1", "New-Hotfix -Branch $args[1]", "Get-LastDeploy $args[1]", "Get-LastDeploy -Source $args[1]", "Get-Hotfix -Remote $args[1]",
        "Get-Hotfix -Path $args[1]", "Get-Hotfix -Url $args[1]", "Add-HotfixCommit $args[1]", "Test-DeployGate production $args[1]", "Export-HotfixReport $args[2]; [IO.File]::ReadAllText($args[2])", "Test-HotfixHeartbeat $args[1]",
        "[Management.Automation.CommandCompletion]::CompleteInput('Compare-Deploy -Commit ', 23, $null).CompletionMatches | & { process { $_.CompletionText; $_.ListItemText; $_.ToolTip } }",
        "[Management.Automation.CommandCompletion]::CompleteInput('Get-Hotfix -Branch ', 19, $null).CompletionMatches | & { process { $_.CompletionText; $_.ListItemText; $_.ToolTip } }",
        "[Management.Automation.CommandCompletion]::CompleteInput('Register-Deploy production ', 27, $null).CompletionMatches | & { process { $_.CompletionText; $_.ListItemText; $_.ToolTip } }",
    ];

    [Fact]
    public void No_text_of_others_does_harm_whatever_is_asked()
    {
        Prepare();
        Answer = "Yes";
        foreach (var command in Commands.Select(row => row.Data))
        {
            var report = Path.Combine(Team.Root, $"report-{Guid.NewGuid():N}.html");
            // As objects, and as the module's views show them.
            AssertHarmless(command, Run($"$VerbosePreference = $DebugPreference = 'Continue'; $seen = @({command}); $seen; $seen | Out-Default", Team.Remote, Typed, report));
        }

        // It was there to be seen.
        foreach (var command in new[] { "Get-Hotfix", "Get-DeployHistory", "Compare-Deploy", "Get-HotfixHistory" })
            Assert.Contains(Run(command).Everything(), text => text.Contains("\uFFFD[2J", StringComparison.Ordinal));
        Assert.True(_faults.Count == 0, string.Join("\n\n", _faults));
    }

    [Fact]
    public void Nor_do_the_words_of_hooks_programs_and_servers()
    {
        StartAndFix();
        var escaped = string.Concat(Encoding.UTF8.GetBytes(Harm).Select(letter => $"\\{Convert.ToString(letter, 8).PadLeft(3, '0')}"));
        var program = Script($"printf '{escaped} out\\n{escaped}\\rhalf'; printf '{escaped} error\\n' >&2; exit 3");
        AssertHarmless("program", Run("Publish-Hotfix production -Command $args[0] -Confirm:$false -Verbose", program));
        using var server = new WebStandIn(_ => new WebReply(500, Harm) { MediaType = "text/plain", Headers = new Dictionary<string, string> { ["x-request-id"] = "a\u009bb" } });
        Configure($"{{ 'environments': {{ 'production': {{ 'sources': ['ledger', {{ 'type': 'version', 'url': '{server.Address}', 'timeout': '1s' }}, {{ 'type': 'command', 'command': '{program}' }}] }} }}, 'notify': [{{ 'type': 'webhook', 'url': '{server.Address}', 'timeout': '1s' }}] }}");
        AssertHarmless("sources", Run("Get-LastDeploy -Verbose"));
        AssertHarmless("sources", Run("Test-HotfixConfiguration -Verbose"));
        AssertHarmless("notices", Run("Test-DeployGate production master -Force -Reason x -Confirm:$false -Verbose"));
        Team.AddHook("pre-receive", $"printf '{escaped} hook\\n' >&2; exit 1");
        foreach (var command in new[] { "Register-Deploy staging hotfix", "Complete-Hotfix -RollIn", "Stop-Hotfix -Reason x -Confirm:$false" })
        {
            var result = Run(command + " -Verbose");
            Assert.NotEmpty(result.Errors);
            AssertHarmless(command, result);
        }

        Assert.True(_faults.Count == 0, string.Join("\n\n", _faults));
    }

    [Fact]
    public void Nor_do_they_in_the_exceptions_within()
    {
        const string words = "\e[2J see https://ada:s3cret-of-ada@example.com/";
        Ada.Git("config", "commit.gpgsign", "true");
        Ada.Git("config", "gpg.program", Script("printf '\033[2J see https://ada:s3cret-of-ada@example.com/\n' >&2; exit 2"));
        AssertHarmless("program", Run("Register-Deploy production master").Fails("SigningFailed", ErrorCategory.AuthenticationError, "gpg").Texts());
        using var server = new WebStandIn(_ => new WebReply(200, $"001e# service=git-upload-pack\n0000{words.Length + 8:x4}ERR {words}", "application/x-git-upload-pack-advertisement"));
        foreach (var url in new[] { $"{server.Address}shop.git", "ssh://git@example.com/shop.git" })
        {
            Ada.Git("remote", "set-url", "origin", url);
            Ada.Git("config", "core.sshCommand", Script("printf '\033[2J see https://ada:s3cret-of-ada@example.com/\n' >&2; exit 2"));
            var error = Run("Get-Hotfix").Fails("RemoteUnreachable", ErrorCategory.ConnectionError, "network");
            Assert.Contains("see https://example.com/", error.Exception.Message);
            AssertHarmless(url, error.Texts());
        }

        Assert.True(_faults.Count == 0, string.Join("\n\n", _faults));
    }

    private string? Answer { set => Shell.Screen.Answer = value; }

    private void Prepare()
    {
        MoveTo("github");
        Ada.Git("config", "user.name", "Eve" + Harm);
        Ada.Git("config", "user.email", "eve\u009b@example.com");
        Ada.Git("pull", "--quiet", "origin", "master");
        Ada.Git("switch", "--quiet", "-c", HarmlessBranch);
        Ada.Commit("evil.txt", Harm, "Evil" + Harm);
        Ada.Git("push", "--quiet", "origin", HarmlessBranch, $"HEAD:refs/heads/hotfix-\u202eold", $"HEAD:refs/deploys/\u202egnigats");
        Ada.Git("switch", "--quiet", "master");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", $"Merge pull request #9 from eve/{Harm}\n\nEvil{Harm}", HarmlessBranch);
        Ada.Git("push", "--quiet", "origin", "master");
        Ada.Git("tag", "-a", "-m", "Tag" + Harm, "v1\u202e");
        Ada.Git("push", "--quiet", "origin", "v1\u202e");
        Run("New-Hotfix -Reason $args[0]", "Orders" + Harm).Single();
        Ada.CommitFix(message: "Fix" + Harm + "\n\n" + Harm);
        Ada.Git("switch", "--quiet", "master");
        Run("Submit-Hotfix").Single();
        Forge.Approve("eve" + Harm);
        Forge.Report("build" + Harm, "failure");
        Forge.Open.Title = "Title" + Harm;
        // Whoever may push can write an entry by hand.
        foreach (var (chain, key) in new[] { ("refs/hotfix/journal", "reason"), ("refs/deploys/production", "deployedBy") })
        {
            var eve = Team.Clone("eve-" + key);
            eve.Git("fetch", "--quiet", "origin", chain);
            eve.Git("checkout", "--quiet", "--detach", "FETCH_HEAD");
            var json = File.ReadAllText(Path.Combine(eve.Folder, "entry.json"));
            var harmful = new StringBuilder();
            foreach (var letter in Harm)
                harmful.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            File.WriteAllText(Path.Combine(eve.Folder, "entry.json"), Regex.Replace(json, $"(\"{key}\": \"|\"name\": \")", "$1" + harmful));
            eve.Git("commit", "--quiet", "--amend", "--all", "-m", "Entry" + Harm + "\n\nReason: " + Harm);
            eve.Git("push", "--quiet", "--force", "origin", $"HEAD:{chain}");
        }
    }

    private void AssertHarmless(string what, RunResult result)
    {
        _faults.AddRange(result.Errors.Where(error => error.FullyQualifiedErrorId.StartsWith("Unexpected", StringComparison.Ordinal)).Select(error => $"{what}: {error.Exception}"));
        AssertHarmless(what, result.Everything());
    }

    private void AssertHarmless(string what, IEnumerable<string> texts)
    {
        // What somebody typed is the target of its error as it was typed, for scripts.
        foreach (var text in texts.Where(text => text != Typed + "\n").Select(text => Colour().Replace(text, string.Empty).Replace($"({Typed}:String)", string.Empty)))
        {
            foreach (var rune in text.EnumerateRunes().Where(rune => IsHarmful(rune) && !(what.StartsWith("Show-HotfixGraph", StringComparison.Ordinal) && rune.Value is 0x2068 or 0x2069)).Distinct().Take(1))
                _faults.Add($"{what}: U+{rune.Value:X4} in {Visible(text, rune)}");
        }
    }

    // Joiners shape letters; the picture isolates what is written from right to left.
    private static bool IsHarmful(Rune rune) => rune.Value is not ('\n' or '\r' or '\t' or 0x200C or 0x200D)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Visible(string text, Rune rune)
    {
        var at = text.IndexOf(rune.ToString(), StringComparison.Ordinal);
        return string.Concat(text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)].Select(letter => letter is < ' ' or > '~' ? $"\\u{(int)letter:x4}" : letter.ToString()));
    }

    // PowerShell's own, of titles and errors; none that a text of the test has.
    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colour();
}
