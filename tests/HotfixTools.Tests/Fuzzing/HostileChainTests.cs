using System.Management.Automation;
using System.Text;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.ModuleTests.Fuzzing;

/// <summary>Chains, settings and commits that somebody with the right to push made to do harm: bounded, named, and nobody else's trouble.</summary>
public sealed class HostileChainTests : ModuleTest
{
    private readonly HostileRemote _remote;

    public HostileChainTests() => _remote = new HostileRemote(Team.Remote);

    [Fact]
    public void What_is_no_entry_is_named_and_other_environments_go_on()
    {
        var commit = Live;
        string Json(string json) => _remote.Tree(_remote.Write("blob", json));
        string Entry(string environment, string tree, string who = HostileRemote.Ada) => _remote.Commit(tree, HostileRemote.Message(environment, commit), who, commit);
        var production = Team.RemoteRef("refs/deploys/production")!;
        var sound = Json(HostileRemote.Deploy("x", commit));
        Dictionary<string, string> hostile = new()
        {
            ["a-blob"] = _remote.Write("blob", "x"),
            ["a-tree"] = sound,
            ["a-tag"] = _remote.Write("tag", $"object {commit}\ntype commit\ntag v\ntagger {HostileRemote.Ada}\n\nx\n"),
            ["code"] = commit,
            ["empty"] = Entry("empty", _remote.Write("tree", [])),
            ["symlink"] = Entry("symlink", _remote.Tree(_remote.Write("blob", "/etc/passwd"), "120000")),
            ["submodule"] = Entry("submodule", _remote.Tree(commit, "160000")),
            ["directory"] = Entry("directory", _remote.Tree(sound, "40000")),
            ["half"] = Entry("half", Json(HostileRemote.Deploy("half", commit, by: "\\ud800"))),
            ["twice"] = Entry("twice", Json(HostileRemote.Deploy("twice", commit).Replace("\"version\"", "\"kind\":1,\"version\"", StringComparison.Ordinal))),
            ["deep"] = Entry("deep", Json($"{{\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}")),
            ["large"] = Entry("large", Json(new string(' ', 100_000_000))),
            ["list"] = Entry("list", Json("[1]")),
            ["types"] = Entry("types", Json("""{"version":"1","previous":null,"entry":1,"at":{},"kind":[],"environment":2,"commit":false}""")),
            ["no-author"] = Entry("no-author", Json(HostileRemote.Deploy("no-author", commit)), "A"),
            ["forged"] = Entry("forged", Json(HostileRemote.Deploy("forged", commit, previous: production))),
        };
        foreach (var (environment, tip) in hostile)
            _remote.Set($"refs/deploys/{environment}", tip);
        // Names that are no environment's.
        _remote.Set($"refs/deploys/{new string('x', 200)}", production);
        _remote.Set("refs/deploys/a/b/c", production);
        _remote.Set("refs/deploys/Upper", production);

        foreach (var (environment, tip) in hostile)
        {
            foreach (var command in new[] { "Get-LastDeploy $args[0] -Source ledger", "Get-DeployHistory $args[0] -First 1", "Register-Deploy $args[0] HEAD" })
            {
                var error = Assert.Single(Run(command, environment).Errors);
                Assert.Equal("ChainDamaged", error.FullyQualifiedErrorId.Split(',')[0]);
                Assert.Contains($"{tip[..8]} of refs/deploys/{environment} is damaged", error.Exception.Message);
                Screen.RequireClean(error.Exception.Message);
            }

            Assert.Equal(tip, Team.RemoteRef($"refs/deploys/{environment}"));
        }

        var verdicts = Run("Test-HotfixJournal").NoErrors().Output.ToDictionary(verdict => verdict.Text("Ref")!);
        Assert.Equal([.. hostile.Keys.Append("production").Order(StringComparer.Ordinal).Select(environment => $"refs/deploys/{environment}")], verdicts.Keys.Order(StringComparer.Ordinal));
        Assert.All(hostile, chain => Assert.Equal((false, chain.Value), ((bool)verdicts[$"refs/deploys/{chain.Key}"].Get("Holds")!, verdicts[$"refs/deploys/{chain.Key}"].Text("FirstBroken"))));
        Assert.True((bool)verdicts["refs/deploys/production"].Get("Holds")!);

        Assert.Equal(commit, Run("Get-LastDeploy").Single().Text("Commit"));
        Run("Get-Hotfix").Nothing();
        // A push walks past all that the remote has; what cannot be read is in the way there.
        GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/deploys/no-author");
        Assert.Equal(Master, Run("Register-Deploy production origin/master").Single().Text("Commit"));
        Assert.Equal(2, LedgerCommits().Length);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+00:00", HostileRemote.Ada)]
    [InlineData("9999-12-31T23:59:59.9999999+00:00", HostileRemote.Ada)]
    [InlineData("0001-01-01T00:00:00+14:00", HostileRemote.Ada)]
    [InlineData("9999-12-31T23:59:59-14:00", HostileRemote.Ada)]
    [InlineData("10000-01-01T00:00:00Z", HostileRemote.Ada)]
    [InlineData("2026-01-01T00:00:00+00:00", "A <a@x.example> 99999999999999 +0000")]
    [InlineData("2026-01-01T00:00:00+00:00", "A <a@x.example> 9223372036854775807 +9999")]
    [InlineData("2026-01-01T00:00:00+00:00", "A <a@x.example> -1 -1400")]
    [InlineData("0001-01-01T00:00:00+00:00", "A <a@x.example> -62135596800 +0000")]
    [InlineData("9999-12-31T23:59:59+00:00", "A <a@x.example> 253402300799 +0000")]
    public void A_time_that_nobody_lives_in_is_no_crash(string at, string who)
    {
        var tree = _remote.Tree(_remote.Write("blob", HostileRemote.Deploy("production", Live, at)));
        var entry = _remote.Commit(tree, HostileRemote.Message("production", Live), who, Live);
        // And one that follows it.
        var next = _remote.Commit(_remote.Tree(_remote.Write("blob", HostileRemote.Deploy("production", Live, at, entry))), HostileRemote.Message("production", Live), who, entry, Live);
        _remote.Set("refs/deploys/production", next);
        // A hotfix that began then, too.
        var started = $"{{\"version\":1,\"previous\":null,\"entry\":\"0b\",\"at\":\"{at}\",\"kind\":\"event\",\"event\":\"Started\",\"hotfix\":\"20260101-00000000\",\"branch\":\"hotfix\",\"by\":{{\"name\":\"A\",\"email\":\"a@x.example\"}},\"base\":\"{Live}\"}}";
        _remote.Set("refs/hotfix/journal", _remote.Commit(_remote.Tree(_remote.Write("blob", started)), $"Started hotfix 20260101-00000000\n\nHotfix-Id: 20260101-00000000\nBase: {Live}\n", who, Live));
        _remote.Set("refs/heads/hotfix", _remote.Commit(GitProcess.Run(Team.Remote, "rev-parse", $"{Live}^{{tree}}"), "Fix it\n", who, Live));

        foreach (var command in new[] { "Get-Hotfix -Stale", "Test-Hotfix", $"Export-HotfixReport '{Path.Combine(Team.Root, "report.html")}'", "Get-LastDeploy", "Get-DeployHistory production", "Get-Hotfix", "Get-HotfixHistory", "Measure-Hotfix", "Compare-Deploy", "Test-HotfixJournal", "Show-HotfixGraph", "Test-DeployGate production HEAD", "Register-Deploy production HEAD" })
        {
            var run = Run($"{command} | Out-String");
            Assert.DoesNotContain(run.Errors, error => error.FullyQualifiedErrorId.StartsWith("Unexpected", StringComparison.Ordinal) || error.Exception is ParameterBindingException);
        }
    }

    [Theory]
    [InlineData("../../heads/evil")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("x.lock")]
    [InlineData("")]
    [InlineData("a\\u001bb")]
    [InlineData("400 letters")]
    public void An_id_that_no_ref_can_be_named_by_is_damage_and_not_a_crash(string id)
    {
        id = id == "400 letters" ? new string('x', 400) : id;
        StartAndPublish();
        var journal = Forge(Journal!, $"\"hotfix\": \"{id}\"");
        _remote.Set("refs/hotfix/journal", journal);
        foreach (var command in new[] { "Get-Hotfix", "Stop-Hotfix -Reason y -WhatIf", "Update-Hotfix", "Complete-Hotfix", "Publish-Hotfix production", "New-Hotfix", "Get-HotfixHistory" })
            Assert.Contains("of refs/hotfix/journal is damaged", Assert.Single(Run(command).Errors, error => error.FullyQualifiedErrorId.StartsWith("ChainDamaged,", StringComparison.Ordinal)).Exception.Message);
        Assert.Equal("Refuse", Run("Test-DeployGate production master").Single().Text("Decision"));
        var ledger = Forge(Team.RemoteRef("refs/deploys/production")!, $"\"hotfix\": \"{id}\"");
        _remote.Set("refs/deploys/production", ledger);
        Run("Get-DeployHistory").Fails("ChainDamaged", ErrorCategory.InvalidResult, "git log -p FETCH_HEAD");

        Assert.Equal([journal, ledger], Run("Test-HotfixJournal").NoErrors().Output.Select(verdict => verdict.Text("FirstBroken")));
        Assert.Null(Team.RemoteRef("refs/heads/evil"));
    }

    [Fact]
    public void A_long_chain_is_read_no_further_than_it_must()
    {
        // A million, by HOTFIXTOOLS_FUZZ=50, takes minutes.
        var entries = (int)Fuzz.Cases(20_000);
        _remote.Chain("production", Live, entries);

        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(10, Run("Get-DeployHistory -First 10").NoErrors().Output.Count);
        Assert.Equal(Live, Run("Get-LastDeploy").Single().Text("Commit"));
        Run("Get-Hotfix").Nothing();
        Assert.Equal(Live, Run("Register-Deploy production $args[0] -Url https://ci.example/1", Live).Single().Text("Commit"));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 256L * 1024 * 1024);

        var verdict = Run("Test-HotfixJournal").Single();
        Assert.Equal((true, entries + 1), ((bool)verdict.Get("Holds")!, (int)verdict.Get("Entries")!));
    }

    [Fact]
    public void A_deploy_of_what_is_no_commit_is_named_and_the_next_one_mends_it()
    {
        StartAndFix();
        var sound = Team.RemoteRef("refs/deploys/production")!;
        foreach (var stranger in new[] { new string('1', 40), GitProcess.Run(Team.Remote, "rev-parse", $"{Live}^{{tree}}") })
        {
            var entry = Append(stranger, sound);
            foreach (var command in new[] { "Get-LastDeploy", "Get-Hotfix", "Test-Hotfix", "Compare-Deploy", "Show-HotfixGraph", "Get-Hotfix -Url $args[0]", "Restore-Deploy production -Confirm:$false", "Publish-Hotfix production -Confirm:$false", "Update-Hotfix" })
            {
                var error = Run(command, Team.Remote).Fails("ChainDamaged", ErrorCategory.InvalidResult, "Register-Deploy production");
                Assert.Contains($"{entry[..8]} of refs/deploys/production is damaged: it names {stranger}, which is no commit here", error.Exception.Message);
            }

            Assert.Equal(2, Run("Get-DeployHistory").NoErrors().Output.Count);
            Run("Register-Deploy production $args[0]", Live).Single();
            Assert.Equal(Live, Run("Get-LastDeploy").Single().Text("Commit"));
            Run("Get-Hotfix").Single();
            _remote.Set("refs/deploys/production", sound);
        }
    }

    [Fact]
    public void A_hotfix_that_is_no_commit_cannot_be_verified_by_the_gate()
    {
        var entry = Append(new string('1', 40), Team.RemoteRef("refs/deploys/production")!, isHotfix: true);
        Run("Register-Deploy production master").Single();

        var verdict = Run("Test-DeployGate production master").Single();

        Assert.Equal(("Refuse", "2"), (verdict.Text("Decision"), verdict.Text("ExitStatus")));
        Assert.Contains(entry[..8], verdict.DeepText());
    }

    // Somebody writes it by hand.
    private string Append(string commit, string previous, bool isHotfix = false)
    {
        var json = HostileRemote.Deploy("production", commit, previous: previous);
        var tree = _remote.Tree(_remote.Write("blob", isHotfix ? json.Replace("\"isHotfix\":false", "\"isHotfix\":true", StringComparison.Ordinal) : json));
        var entry = _remote.Commit(tree, HostileRemote.Message("production", commit), HostileRemote.Ada, previous);
        _remote.Set("refs/deploys/production", entry);
        return entry;
    }

    [Theory]
    [InlineData("40000")]
    [InlineData("160000")]
    public void Settings_that_are_no_file_are_refused(string mode)
    {
        var tree = _remote.Tree(mode == "160000" ? Live : _remote.Tree(_remote.Write("blob", "x"), name: "x"), mode, ".hotfix.json");
        _remote.Set("refs/heads/master", _remote.Commit(tree, "Say how hotfixes are made", HostileRemote.Ada, Master));

        foreach (var command in new[] { "New-Hotfix", "Get-Hotfix", "Get-LastDeploy" })
            Assert.Contains("origin/master:.hotfix.json:1:1: This is a folder or a submodule", Run(command).Fails("ConfigurationInvalid", ErrorCategory.InvalidArgument, "git rm").Exception.Message);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(100_000_000)]
    public void Settings_that_nobody_could_have_written_are_refused(int size)
    {
        var tree = _remote.Tree(_remote.Write("blob", Encoding.UTF8.GetBytes($"{{\"branch\":\"urgent\"}}{new string(' ', size)}")), name: ".hotfix.json");
        _remote.Set("refs/heads/master", _remote.Commit(tree, "Say how hotfixes are made", HostileRemote.Ada, Master));

        foreach (var command in new[] { "New-Hotfix", "Get-Hotfix", "Get-LastDeploy" })
        {
            var error = Assert.Single(Run(command).Errors);
            Assert.Equal("ConfigurationInvalid", error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains("origin/master:.hotfix.json:1:1: The file is larger than 256 KB", error.Exception.Message);
        }

        Assert.Null(Hotfix);
    }

    [Fact]
    public void A_message_without_end_is_shown_by_its_beginning()
    {
        var fix = StartAndFix();
        var tree = GitProcess.Run(Team.Remote, "rev-parse", $"{fix}^{{tree}}");
        _remote.Set("refs/heads/hotfix", _remote.Commit(tree, new string('x', 20_000_000) + "\u001b[2J", HostileRemote.Ada, fix));
        _remote.Set("refs/heads/master", _remote.Commit(GitProcess.Run(Team.Remote, "rev-parse", "master^{tree}"), new string('y', 20_000_000), HostileRemote.Ada, Master));

        foreach (var command in new[] { "Get-Hotfix | ConvertTo-Json -Depth 4", "Compare-Deploy | Out-String", "Show-HotfixGraph -Format Mermaid", "Test-Hotfix | Out-String" })
        {
            var text = string.Concat(Run(command).Output);
            Assert.True(text.Length < 100_000, $"{command}: {text.Length}");
            Screen.RequireClean(text, mayHaveLines: true);
        }
    }

    // The entry with another field in its file, and all else as it was.
    private string Forge(string entry, string field)
    {
        var text = GitProcess.Run(Team.Remote, "show", $"{entry}:entry.json");
        // Of two fields of one name, it would be no JSON.
        text = "{ " + field + "," + System.Text.RegularExpressions.Regex.Replace(text, "\"hotfix\": \"[^\"]*\",", string.Empty)[1..];
        var commit = GitProcess.Run(Team.Remote, "cat-file", "commit", entry);
        return _remote.Write("commit", commit.Replace(GitProcess.Run(Team.Remote, "rev-parse", $"{entry}^{{tree}}"), _remote.Tree(_remote.Write("blob", text)), StringComparison.Ordinal) + "\n");
    }
}
