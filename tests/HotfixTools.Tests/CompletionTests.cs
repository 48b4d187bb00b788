using System.Management.Automation;
using System.Management.Automation.Language;

namespace HotfixTools.ModuleTests;

/// <summary>The Tab key: it knows what the clone knows, never fails, and never goes to the network.</summary>
public sealed class CompletionTests : ModuleTest
{
    // Whatever takes a value of a kind has the completer for it.
    private static readonly Dictionary<string, string> Completed = new(StringComparer.Ordinal)
    {
        ["Environment"] = "EnvironmentCompleter",
        ["EnvironmentOrder"] = "EnvironmentCompleter",
        ["Commit"] = "CommitCompleter",
        ["Base"] = "BaseCommitCompleter",
        ["To"] = "DeployedCommitCompleter",
        ["Resolved"] = "OwnCommitCompleter",
        ["Source"] = "SourceCompleter",
        ["Path"] = "RepositoryCompleter",
        ["Repository"] = "RepositoryCompleter",
        ["Branch"] = "HotfixBranchCompleter",
        ["Mainline"] = "MainlineCompleter",
        ["Remote"] = "RemoteCompleter",
        ["Id"] = "HotfixIdCompleter",
        ["StaleAfter"] = "DurationCompleter",
        ["MaxAge"] = "DurationCompleter",
    };

    [Fact]
    public void Every_parameter_that_should_be_completed_is()
    {
        var commands = Run("Get-Command -Module HotfixTools").NoErrors().Output.Select(command => (CmdletInfo)command.BaseObject);

        var wrong =
            from command in commands
            from parameter in command.Parameters.Values
            // Of a report, -Path is the page to write.
            where Completed.ContainsKey(parameter.Name) && (command.Name, parameter.Name) is not ("Export-HotfixReport", "Path")
            let expected = (command.Name, parameter.Name) is ("Add-HotfixCommit", "Commit") ? "FixCommitCompleter" : Completed[parameter.Name]
            let found = parameter.Attributes.OfType<ArgumentCompleterAttribute>().SingleOrDefault()?.Type.Name
            where found != expected
            select $"{command.Name} -{parameter.Name}: {found ?? "none"}, not {expected}";

        Assert.Empty(wrong);
        Assert.NotEmpty(commands);
    }

    [Theory]
    [InlineData("Get-LastDeploy ", new[] { "production", "staging", "sandbox" })]
    [InlineData("Get-LastDeploy s", new[] { "staging", "sandbox" })]
    [InlineData("Register-Deploy PRO", new[] { "production" })]
    [InlineData("Compare-Deploy -Environment x", new string[0])]
    [InlineData("Get-Hotfix -EnvironmentOrder staging, p", new[] { "production" })]
    [InlineData("Get-LastDeploy -Source l", new[] { "ledger" })]
    [InlineData("Get-LastDeploy -Source ", new[] { "ledger", "tags" })]
    [InlineData("Register-Deploy production ", new string[0])]
    [InlineData("Restore-Deploy production -To ", new string[0])]
    [InlineData("Get-HotfixHistory -Id ", new string[0])]
    [InlineData("Get-Hotfix -Remote ", new string[0])]
    [InlineData("Get-Hotfix -Branch ", new[] { "hotfix" })]
    [InlineData("Get-Hotfix -Branch zz", new string[0])]
    [InlineData("Get-Hotfix -StaleAfter 3", new[] { "36h" })]
    [InlineData("New-Hotfix -Ch", new[] { "-CheckOut" })]
    public void Outside_of_a_repository_it_knows_what_is_customary(string line, string[] expected)
    {
        Shell.Go(Team.Root);

        Assert.Equal(expected, Texts(line));
    }

    [Fact]
    public void Environments_come_in_the_order_of_the_settings_and_what_has_a_ledger_after_them()
    {
        Configure("{ 'environments': { 'qa': { 'sources': ['github'] }, 'live': {} } }");
        Ada.Git("fetch", "--quiet");
        Run("Get-LastDeploy live, production -ErrorAction SilentlyContinue");

        var found = Complete("Get-LastDeploy ");

        Assert.Equal(["qa", "live", "production"], found.Select(match => match.CompletionText));
        Assert.Contains("origin/HEAD:.hotfix.json, asks github", found[0].ToolTip);
        Assert.Contains($"{Short(Live)} Take orders, deployed ", found[2].ToolTip);
        Assert.Contains(" by Ben, as last seen", found[2].ToolTip);
    }

    [Fact]
    public void Of_settings_with_faults_it_takes_what_can_be_read()
    {
        ConfigureText("{ \"environments\": { \"qa\": { \"nonsense\": 1 }, \"live\": {} }, \"more\": 1 }");
        Run("Get-Hotfix");

        Assert.Equal(["qa", "live"], Texts("Get-LastDeploy ").Take(2));

        ConfigureText("no JSON at all");
        Run("Get-Hotfix");

        Assert.Contains("staging", Texts("Get-LastDeploy "));
    }

    [Fact]
    public void A_settings_file_that_is_named_counts_instead()
    {
        File.WriteAllText(Path.Combine(Team.Root, "new settings.json"), """{ "environments": { "moon": { "sources": ["ledger", { "type": "version", "name": "page", "url": "https://example.com/" }] } } }""");

        Assert.Contains("moon", Texts("Get-LastDeploy -ConfigurationPath '../new settings.json' -Environment "));
        Assert.Contains("page", Texts("Get-LastDeploy moon -ConfigurationPath '../new settings.json' -Source p"));
        Assert.Equal(["production", "staging", "sandbox"], Texts("Get-LastDeploy -ConfigurationPath nowhere.json -Environment "));
    }

    [Fact]
    public void A_deploy_that_was_just_recorded_is_known()
    {
        Run("Register-Deploy moon master").Single();

        Assert.Contains(Short(Master), Complete("Get-LastDeploy mo").Single().ToolTip);
    }

    [Fact]
    public void A_mirror_has_the_ledgers_themselves()
    {
        GitProcess.Run(Team.Root, "clone", "--quiet", "--mirror", Team.Remote, "mirror.git");
        Shell.Go(Path.Combine(Team.Root, "mirror.git"));

        Assert.Contains($"{Short(Live)} Take orders", Complete("Get-LastDeploy prod").Single().ToolTip);
    }

    [Theory]
    [InlineData("'pro", "'production'")]
    [InlineData("\"pro", "\"production\"")]
    [InlineData("'pro'", "'production'")]
    [InlineData("PROD", "production")]
    [InlineData("*duc", "production")]
    [InlineData("p[ar]o", "production")]
    [InlineData("staging,pro", "production")]
    public void Quotes_stay_and_wildcards_match(string word, string expected) => Assert.Equal([expected], Texts($"Get-LastDeploy {word}"));

    [Theory]
    [InlineData("[")]
    [InlineData("'[x")]
    [InlineData("`[")]
    [InlineData("''")]
    [InlineData("\"")]
    [InlineData("~")]
    [InlineData("a\u0000b")]
    [InlineData("'\u001b[31m")]
    [InlineData("\u2019x")]
    [InlineData(":/")]
    [InlineData("@{")]
    [InlineData("HEAD^{/x}")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Odd_words_are_no_error(string word)
    {
        foreach (var parameter in new[] { "Get-LastDeploy", "Get-LastDeploy -Source", "Register-Deploy x", "New-Hotfix -Base", "Add-HotfixCommit", "Restore-Deploy x", "Get-Hotfix -Path", "Get-Hotfix -Branch", "Get-HotfixHistory -Id" })
            Run("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null)", $"{parameter} {word}").NoErrors();
    }

    [Fact]
    public void A_completer_that_is_called_with_nothing_gives_what_there_is()
    {
        var none = "[NullString]::Value";
        var result = Run($"""
            foreach ($command in Get-Command -Module HotfixTools) {"{"}
                foreach ($parameter in $command.Parameters.Values) {"{"}
                    foreach ($completer in $parameter.Attributes.Where({"{"} $_ -is [System.Management.Automation.ArgumentCompleterAttribute] -and $_.Type {"}"})) {"{"}
                        @($completer.Type::new().CompleteArgument({none}, {none}, {none}, $null, $null)).Count
                    {"}"}
                {"}"}
            {"}"}
            """);

        Assert.NotEmpty(result.NoErrors().Output);
    }

    [Fact]
    public void What_is_in_a_list_already_is_not_offered_again()
    {
        Assert.Equal(["staging", "sandbox"], Texts("Get-LastDeploy production, "));
        Assert.Equal(["staging"], Texts("Get-LastDeploy production, sandbox, s"));
    }

    [Fact]
    public void Commits_come_newest_first_with_subject_author_and_date()
    {
        var found = Complete("Register-Deploy production ");

        Assert.Equal(Ada.Git("log", "--format=%H", "master").Split('\n').Order(), found.Where(match => match.CompletionText.Length == 40).Select(match => match.CompletionText).Order());
        Assert.Equal(Master, found[0].CompletionText);
        Assert.Equal($"{Short(Master)} Feature 3 (#3)", found[0].ListItemText);
        Assert.Matches($@"^Feature 3 \(#3\) \({TestHome.UserName}, \d{{4}}-\d\d-\d\d \d\d:\d\d\)$", found[0].ToolTip);
        Assert.Contains("HEAD", found.Select(match => match.CompletionText));
        Assert.Contains("feature1", found.Select(match => match.CompletionText));
    }

    [Fact]
    public void A_commit_is_found_by_its_id_by_steps_and_by_words()
    {
        Assert.Equal([Live], Texts($"Register-Deploy production {Live[..6]}"));
        Assert.Equal([Live], Texts($"Register-Deploy production {Live[..2].ToUpperInvariant()}").Where(text => text == Live));
        Assert.Equal([$"'{Live}'"], Texts($"Register-Deploy production '{Live[..7]}"));
        Assert.Equal([Ada.Git("rev-parse", "master~1")], Texts("Register-Deploy production master~1"));
        Assert.Equal([Live], Texts("Register-Deploy production orders"));
        Assert.Equal([$"'{Live}'"], Texts("Register-Deploy production 'ORDERS take'"));
        Assert.Equal(["master"], Texts("Register-Deploy production mas"));
        Assert.Empty(Texts("Register-Deploy production nothing-of-that-kind"));
    }

    [Fact]
    public void Branches_of_the_remote_and_tags_are_known_by_their_short_names()
    {
        foreach (var tag in new[] { "v1.2", "v1.10", "v1.9" })
            Ada.Git("tag", "-a", "-m", tag, tag, Live);
        Ada.Git("push", "--quiet", "origin", "master:refs/heads/feature/login");
        Ada.Git("fetch", "--quiet", "origin");
        Ada.Git("pack-refs", "--all");
        Ada.Git("tag", "v1.11", Live);

        Assert.Equal(["v1.11", "v1.10", "v1.9", "v1.2"], Texts("Compare-Deploy production v"));
        Assert.Contains($"tag, {Short(Live)} Take orders", Complete("Compare-Deploy production v1.10")[0].ToolTip);
        Assert.Equal(["feature/login"], Texts("Compare-Deploy production login"));
        Assert.Equal(["feature/login"], Texts("Compare-Deploy production FEATURE/"));
    }

    [Fact]
    public void What_the_hotfix_lacks_comes_first()
    {
        var fix = StartAndFix();

        var found = Complete("Add-HotfixCommit ").Where(match => match.CompletionText.Length == 40).ToList();

        Assert.Equal(Master, found[0].CompletionText);
        Assert.Equal([fix, Live, Ada.Git("rev-parse", Live + "~1")], found.Where(match => match.ToolTip.EndsWith(": is on the hotfix", StringComparison.Ordinal)).Select(match => match.CompletionText));
        Assert.Equal(found.Count - 3, found.FindIndex(match => match.CompletionText == fix));
    }

    [Fact]
    public void A_hotfix_begins_at_what_was_live()
    {
        Run("Get-LastDeploy").Single();

        var found = Complete("New-Hotfix -Base ");

        Assert.Equal(Live, found[0].CompletionText);
        Assert.Contains(": live in production, deployed ", found[0].ToolTip);
        Assert.Equal(Master, found[1].CompletionText);
        Assert.DoesNotContain("feature1", found.Select(match => match.CompletionText));
    }

    [Fact]
    public void An_environment_goes_back_to_what_was_live_there()
    {
        Run("Register-Deploy production master~1; Register-Deploy production master; Register-Deploy staging master~2").NoErrors();

        Assert.Equal([Ada.Git("rev-parse", "master~1"), Live, Master], Texts("Restore-Deploy production "));
        Assert.Equal([Ada.Git("rev-parse", "master~2")], Texts("Restore-Deploy -To  -Environment staging", "Restore-Deploy -To ".Length));
        Assert.Empty(Texts("Restore-Deploy nowhere "));
    }

    [Fact]
    public void Sources_are_those_of_the_environment()
    {
        Configure("{ 'environments': { 'qa': { 'sources': ['github', { 'type': 'version', 'name': 'page', 'url': 'https://example.com/{environment}' }] }, 'live': {} } }");
        Ada.Git("fetch", "--quiet");
        Run("Get-LastDeploy live -ErrorAction SilentlyContinue");

        Assert.Equal(["github", "page"], Texts("Get-LastDeploy qa -Source "));
        Assert.Equal(["ledger", "tags"], Texts("Get-LastDeploy live -Source "));
        Assert.Equal(["github", "page", "ledger", "tags"], Texts("Get-LastDeploy -Source "));
        Assert.Equal(["github"], Texts("Get-LastDeploy qa -Source page, "));
    }

    [Fact]
    public void Past_hotfixes_are_known_by_their_ids()
    {
        StartAndPublish();
        var id = Run("Complete-Hotfix").Single().Text("Id")!;
        Run("New-Hotfix -Reason 'Another'").Single();

        var found = Complete("Get-HotfixHistory -Id ");

        Assert.Equal(2, found.Count);
        Assert.Equal(id, found[1].CompletionText.Trim('\''));
        Assert.Matches($@"^Orders fail \({TestHome.UserName}, .*\): Completed$", found[1].ToolTip);
        Assert.Equal(id, Run($"Get-HotfixHistory -Id {found[1].CompletionText}").Single().Text("Id"));
        Assert.Equal(id, Run($"Get-HotfixHistory -Id {id[..10]}*, none").NoErrors().Output.Single(record => record.Text("Id") == id).Text("Id"));
        Run("Get-HotfixHistory -Id none").Nothing();
    }

    [Fact]
    public void Branches_and_remotes_are_offered()
    {
        Ada.Git("branch", "hotfix-2", Live);
        Ada.Git("remote", "add", "backup", "https://user:secret@example.com/shop.git");

        Assert.Equal(["hotfix", "hotfix-2"], Texts("Get-Hotfix -Branch ").Take(2));
        Assert.DoesNotContain("master", Texts("Get-Hotfix -Branch "));
        Assert.Equal("master", Texts("Get-Hotfix -Mainline ")[0]);
        Assert.Equal(["backup", "origin"], Texts("Get-Hotfix -Remote ").Order());
        Assert.DoesNotContain("secret", string.Join(' ', Complete("Get-Hotfix -Remote ").Select(match => match.ToolTip)));
    }

    [Fact]
    public void It_is_about_the_repository_that_was_named_or_the_current_location()
    {
        var ben = Team.Clone("ben");
        ben.Git("tag", "only-here");

        Shell.Go(Team.Root);
        Assert.Equal(["only-here"], Texts("Register-Deploy -Path ben -Environment production -Commit only"));
        Run("$global:place = 'ben'").NoErrors();
        Assert.Equal(["only-here"], Texts("Register-Deploy production -Path $place -Commit only"));
        Assert.Equal(["only-here"], Texts($"Register-Deploy -Repository '{ben.Folder}' production -Commit only"));
        Assert.Equal(["master"], Texts("Export-HotfixReport page.html -Repository ben -Mainline mas"));
        Assert.Empty(Texts("Register-Deploy -Path nowhere -Environment production -Commit only"));
        Shell.Go(ben.Folder);
        Assert.Equal(["only-here"], Texts("Register-Deploy production only"));
        // What would have to run first is not known; the current location would be a guess.
        Assert.Empty(Texts("Register-Deploy -Path (x) -Environment production -Commit only"));
        Shell.Go("Variable:");
        Assert.Empty(Texts("Register-Deploy production only"));
        Assert.Equal(["production"], Texts("Register-Deploy pro"));
    }

    [Fact]
    public void Worktrees_bare_shallow_and_empty_clones_will_do()
    {
        Ada.Git("worktree", "add", "--quiet", "--detach", "../tree", Live);
        GitProcess.Run(Team.Root, "clone", "--quiet", "--bare", Team.Remote, "bare.git");
        Team.Clone("shallow", "--depth", "1");
        GitProcess.Run(Team.Root, "init", "--quiet", "empty");

        string[] Of(string folder)
        {
            Shell.Go(Path.Combine(Team.Root, folder));
            return Texts("Register-Deploy production ");
        }

        Assert.Contains($"HEAD: what is checked out, {Short(Live)}", At("tree", "HEAD"));
        Assert.Contains(Live, Of("bare.git"));
        Assert.Equal([Master], Of("shallow").Where(text => text.Length == 40));
        Assert.Equal(["HEAD"], Of("empty"));

        string At(string folder, string word)
        {
            Shell.Go(Path.Combine(Team.Root, folder));
            return Complete($"Register-Deploy production {word}").Single().ToolTip;
        }
    }

    [Fact]
    public void Nothing_is_asked_of_the_remote_and_nothing_changes()
    {
        Run("Register-Deploy staging master").Single();
        using var server = new SilentServer();
        Ada.Git("remote", "set-url", "origin", server.Url);
        Directory.Move(Team.Remote, Team.Remote + ".away");
        var before = (Ada.Fingerprint(), Ada.Refs(), NotesText());

        foreach (var line in new[] { "Get-LastDeploy ", "Get-LastDeploy -Source ", "Register-Deploy production ", "Register-Deploy production 00000", "Add-HotfixCommit ", "New-Hotfix -Base ", "Restore-Deploy production ", "Update-Hotfix -Resolved ", "Get-Hotfix -Branch ", "Get-Hotfix -Mainline ", "Get-Hotfix -Remote ", "Get-HotfixHistory -Id ", "Get-Hotfix -Path " })
            Complete(line);

        Assert.Contains(Short(Ada.Head), Complete("Get-LastDeploy sta").Single().ToolTip);
        Assert.Equal(Live, Texts("Restore-Deploy production ").Single());
        Assert.Equal(0, server.Taken);
        Assert.Equal(before, (Ada.Fingerprint(), Ada.Refs(), NotesText()));

        Ada.Git("remote", "set-url", "origin", "odd::address");
        Assert.Contains("master", Texts("Register-Deploy production ma"));
        Ada.Git("remote", "remove", "origin");
        Assert.Contains("master", Texts("Register-Deploy production ma"));
        Assert.Equal(["production"], Texts("Get-LastDeploy pro"));

        string NotesText() => File.ReadAllText(Path.Combine(Ada.Folder, ".git", "hotfixtools", "fetched-origin"));
    }

    [Theory]
    [InlineData("a';rm")]
    [InlineData("$(rm)")]
    [InlineData("a`b")]
    [InlineData("a;rm")]
    [InlineData("a|rm")]
    [InlineData("a&b")]
    [InlineData("a,b")]
    [InlineData("{rm}")]
    [InlineData("(rm)")]
    [InlineData("@rm")]
    [InlineData("#rm")]
    [InlineData(">rm")]
    [InlineData("a\"b")]
    [InlineData("a\u2019;rm")]
    [InlineData("a\u201c;rm")]
    [InlineData("\u2013rm")]
    [InlineData("123")]
    [InlineData("1e5")]
    [InlineData("0x10")]
    [InlineData("$env")]
    [InlineData("\u00fc/\u00f1")]
    public void Whatever_a_branch_is_called_it_becomes_that_text_and_nothing_else(string name)
    {
        Ada.Git("update-ref", "refs/heads/" + name, Live);

        foreach (var quote in new[] { "", "'", "\"" })
        {
            var line = $"Register-Deploy production {quote}";
            var match = Complete(line).Single(found => found.ListItemText == name);
            var text = line[..^quote.Length] + match.CompletionText;

            var script = Parser.ParseInput(text, out _, out var errors);
            Assert.Empty(errors);
            var command = Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements)).PipelineElements));
            Assert.Equal(3, command.CommandElements.Count);
            Assert.Equal(name, Assert.IsType<StringConstantExpressionAst>(command.CommandElements[2]).Value);
        }
    }

    [Fact]
    public void Names_that_hide_what_they_are_and_those_of_options_are_left_out()
    {
        var heads = Path.Combine(Ada.Folder, ".git", "refs", "heads");
        foreach (var name in new[] { "-rf", "--%", "re\u202eversed", "no\u200bthing", Live })
            File.WriteAllText(Path.Combine(heads, name), Live + "\n");
        Ada.Commit("x.txt", "x", "Show \u001b[31mred\u001b]0;title\u0007 and \u202edrow");

        var found = Complete("Register-Deploy production ");

        Assert.DoesNotContain(found, match => match.CompletionText.Contains('%') || match.CompletionText.StartsWith('-'));
        Assert.Single(found, match => match.CompletionText == Live);
        Assert.Equal("Show \ufffd[31mred\ufffd]0;title\ufffd and \ufffddrow", found[0].ListItemText[9..]);
        Assert.DoesNotContain(string.Concat(found.Select(match => match.CompletionText + match.ListItemText + match.ToolTip)), letter => char.IsControl(letter) || letter is '\u202e' or '\u200b');
    }

    [Fact]
    public void Folders_are_offered_and_repositories_first()
    {
        var place = Directory.CreateDirectory(Path.Combine(Team.Root, "pla ce")).FullName;
        foreach (var name in new[] { "a folder", "-dash", "[x]", "$(rm)", "q'uote", "esc\u001b[31m", ".hidden" })
            Directory.CreateDirectory(Path.Combine(place, name));
        GitProcess.Run(place, "init", "--quiet", "z[1]");
        GitProcess.Run(place, "init", "--quiet", "--bare", "y.git");
        Ada.Git("worktree", "add", "--quiet", "--detach", Path.Combine(place, "work tree"));
        File.WriteAllText(Path.Combine(place, "file.txt"), "no folder");
        Shell.Go(place);
        var s = Path.DirectorySeparatorChar;

        var found = Complete("Get-Hotfix -Path ");

        Assert.Equal([$"'.{s}work tree'", $".{s}y.git", $"'.{s}z[1]'"], found.Take(3).Select(match => match.CompletionText));
        Assert.Equal(["Linked worktree", "Bare repository", "Repository"], found.Take(3).Select(match => match.ToolTip.Split(':')[0]));
        Assert.Equal(7, found.Skip(3).Count(match => match.ToolTip.StartsWith("Folder: ", StringComparison.Ordinal)));
        Assert.Equal($".{s}.hidden", found[^1].CompletionText);
        Assert.Contains($"'.{s}$(rm)'", found.Select(match => match.CompletionText));
        Assert.Contains($"\".{s}esc`u{{1b}}[31m\"", found.Select(match => match.CompletionText));
        Assert.All(found, match => Assert.Equal(CompletionResultType.ProviderContainer, match.ResultType));
        Assert.DoesNotContain(found, match => match.CompletionText.Contains("file"));

        Assert.Equal([$"'.{s}[x]'"], Texts("Get-Hotfix -Path ./[").Select(text => text.Replace('/', s)));
        Assert.Equal([$"'{place}/a folder'"], Texts($"Get-Hotfix -Path '{place}/a"));
        Assert.Equal(["'../pla ce'"], Texts("Get-Hotfix -Path ../pla"));
        Assert.Equal([$"'.{s}a folder'"], Texts("Get-Hotfix -Path ./one, a"));
        Assert.Empty(Texts("Get-Hotfix -Path nowhere/"));
        Assert.Empty(Texts("Get-Hotfix -Path nodrive:/"));
        Assert.Equal([$"'.{s}q''uote'"], Texts("Export-HotfixReport page.html -Repository q"));
    }

    private List<CompletionResult> Complete(string line, int? cursor = null) =>
        [.. Run("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[1], $null).CompletionMatches", line, cursor ?? line.Length)
            .NoErrors().Output.Select(match => (CompletionResult)match.BaseObject)];

    private string[] Texts(string line, int? cursor = null) => [.. Complete(line, cursor).Select(match => match.CompletionText)];
}
