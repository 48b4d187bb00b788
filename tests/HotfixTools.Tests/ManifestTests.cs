using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests;

/// <summary>What the module says of itself is so.</summary>
public sealed class ManifestTests : IDisposable
{
    // Examples that have nothing to say in the sandbox, and why. All others emit something, or tell what they would do.
    private static readonly Dictionary<string, string> Silent = new()
    {
        ["Get-ChildItem -Directory | Get-Hotfix -Stale"] = "No hotfix was forgotten.",
        ["Get-Hotfix -Stale -StaleAfter 36h -Finding PublishedNotMerged, SecondHotfixBranch -Heartbeat last-check.json"] = "None was forgotten.",
        ["Get-HotfixHistory -Since '2020-01-01' -Outcome Completed"] = "None was completed.",
        ["$sandbox = New-HotfixSandbox; Set-Location $sandbox.Repository"] = "It only goes there.",
        ["Test-Hotfix"] = "Nothing stands in the way.",
        ["Test-HotfixConfiguration"] = "Nothing is wrong.",
    };

    private static readonly string[] Known = ["Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable", "WhatIf", "Confirm"];

    private readonly ModuleSession _shell = new();

    private string[] Exported => [.. _shell.Run("(Get-Module HotfixTools).ExportedCommands.Keys").Output.Select(name => name.ToString()!).Order(StringComparer.Ordinal)];

    [Fact]
    public void It_exports_exactly_the_cmdlets_that_there_are()
    {
        var classes = _shell.Run("(Get-Module HotfixTools).ImplementingAssembly.GetExportedTypes() | Where-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } | ForEach-Object { $a = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]; \"$($a.VerbName)-$($a.NounName)\" }");
        var listed = _shell.Run("$tokens = $null; $errors = $null; [System.Management.Automation.Language.Parser]::ParseFile($args[0], [ref]$tokens, [ref]$errors)", Paths.Manifest).Single();
        var table = (Ast)listed.BaseObject;
        var exports = table.FindAll(ast => ast is HashtableAst, true).Cast<HashtableAst>().First().KeyValuePairs
            .Single(pair => pair.Item1.Extent.Text == "CmdletsToExport").Item2.FindAll(ast => ast is StringConstantExpressionAst, true).Cast<StringConstantExpressionAst>().Select(text => text.Value);

        Assert.NotEmpty(Exported);
        Assert.Equal(Exported, classes.NoErrors().Output.Select(name => name.ToString()!).Order(StringComparer.Ordinal));
        Assert.Equal(Exported, exports.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cmdlet_declares_what_it_emits_and_those_that_write_support_WhatIf()
    {
        string[] readers = ["Get", "Compare", "Test", "Measure", "Show"];
        // With -Force it writes to the journal.
        string[] writesSometimes = ["Test-DeployGate"];
        foreach (var name in Exported)
        {
            var command = _shell.Run("Get-Command $args[0]", name).Single();
            Assert.NotEmpty(command.All("OutputType"));
            var hasWhatIf = ((IDictionary<string, ParameterMetadata>)command.Get("Parameters")!).ContainsKey("WhatIf");
            Assert.Equal(!readers.Contains(name.Split('-')[0]) || writesSometimes.Contains(name), hasWhatIf);
            Assert.True(command.BaseObject is CmdletInfo { ImplementingType.IsSealed: true }, name + " is not sealed");
        }
    }

    [Fact]
    public void Every_cmdlet_and_every_parameter_has_help()
    {
        foreach (var name in Exported)
        {
            var help = _shell.Run("Get-Help $args[0] -Full", name).Single();
            var synopsis = help.Text("Synopsis")!.Trim();
            Assert.DoesNotContain(name, synopsis);
            Assert.InRange(synopsis.Length, 20, 200);

            var documented = _shell.Run("(Get-Help $args[0] -Full).parameters.parameter | ForEach-Object { [pscustomobject]@{ Name = $_.name; Text = ($_.description | ForEach-Object { $_.Text }) -join ' ' } }", name).NoErrors().Output
                .ToDictionary(parameter => parameter.Text("Name")!, parameter => parameter.Text("Text")!);
            var command = _shell.Run("Get-Command $args[0]", name).Single();
            foreach (var parameter in ((IDictionary<string, ParameterMetadata>)command.Get("Parameters")!).Keys.Except(Known))
                Assert.True(documented.TryGetValue(parameter, out var text) && text.Trim().Length > 10, $"{name} -{parameter} has no help");
        }
    }

    [Fact]
    public void Every_cmdlet_says_what_goes_in_what_comes_out_and_what_it_writes()
    {
        foreach (var name in Exported)
        {
            Assert.True(Texts(name, "description").Length > 0, $"{name} has no description");
            Assert.True(Texts(name, "alertSet.alert").Any(text => text.Contains("Writes ", StringComparison.Ordinal)), $"The notes of {name} do not say what it writes");
            Assert.True(Texts(name, "inputTypes.inputType.description").Length > 0, $"{name} does not say what can be piped to it");

            var emitted = _shell.Run("(Get-Help $args[0] -Full).returnValues.returnValue | ForEach-Object { [pscustomobject]@{ Name = $_.type.name; Text = ($_.description | ForEach-Object { $_.Text }) -join ' ' } }", name).NoErrors().Output;
            var declared = _shell.Run("(Get-Command $args[0]).OutputType.Name", name).NoErrors().Output.Select(type => type.ToString());
            Assert.Equal(declared.Order(StringComparer.Ordinal), emitted.Select(type => type.Text("Name")!).Order(StringComparer.Ordinal));
            Assert.All(emitted, type => Assert.True(type.Text("Text")!.Length > 10, $"{name} does not say what a {type.Text("Name")} is"));
        }
    }

    [Fact]
    public void Values_that_a_parameter_takes_are_told()
    {
        foreach (var name in Exported)
        {
            var command = _shell.Run("Get-Command $args[0]", name).Single();
            foreach (var parameter in ((IDictionary<string, ParameterMetadata>)command.Get("Parameters")!).Values.ExceptBy(Known, parameter => parameter.Name))
            {
                var text = string.Join(' ', _shell.Run("(Get-Help $args[0] -Parameter $args[1]).description | ForEach-Object { $_.Text }", name, parameter.Name).NoErrors().Output);
                var type = parameter.ParameterType.IsArray ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
                type = Nullable.GetUnderlyingType(type) ?? type;
                var values = (type.IsEnum ? Enum.GetNames(type) : [])
                    .Concat(parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(set => set.ValidValues))
                    .Concat(parameter.Attributes.OfType<ValidateRangeAttribute>().SelectMany(range => new[] { range.MinRange, range.MaxRange }).Where(limit => limit is not int.MaxValue).Select(limit => $"{limit}"))
                    .Concat(parameter.Attributes.OfType<ValidateLengthAttribute>().Select(length => $"{length.MaxLength}"));
                Assert.All(values, value => Assert.True(Regex.IsMatch(text, $@"\b{value}\b"), $"{name} -{parameter.Name} does not tell {value}: {text}"));
            }
        }
    }

    [Fact]
    public void Every_example_of_the_help_runs_in_the_sandbox()
    {
        var all = new List<string>();
        foreach (var name in Exported)
        {
            var examples = Examples(name);
            Assert.True(examples.Length >= 3, $"{name} has too few examples");
            Assert.Equal(examples.Distinct(), examples);
            foreach (var example in examples)
                Try(name, example);
            all.AddRange(examples);
        }

        // An excuse that nobody needs any more would hide the next one.
        Assert.Empty(Silent.Keys.Except(all));
    }

    [Fact]
    public void Every_command_that_a_message_names_is_there_and_its_parameters_too()
    {
        // Way outs are typed by people under pressure.
        var source = File.ReadAllText(Path.Combine(Paths.Root, "src", "HotfixTools.Core", "Errors", "HotfixErrors.cs"))
            + File.ReadAllText(Path.Combine(Paths.Root, "src", "HotfixTools.Core", "Hotfixes", "HotfixFindings.cs"));
        foreach (var gate in Directory.EnumerateFiles(Path.Combine(Paths.Root, "src", "HotfixTools.Core"), "*.cs", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is "Gates" or "Operations"))
            source += File.ReadAllText(gate);
        var calls = Regex.Matches(source, @"\b(?:Get|New|Complete|Stop|Register|Compare|Add|Submit|Publish|Update|Restore|Test)-(?:Hotfix|Deploy|LastDeploy|DeployHistory|Error)\w*").Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls.Where(call => call != "Get-Error"), call => Assert.Contains(call, Exported));
    }

    public void Dispose() => _shell.Dispose();

    // One clone in a folder of its own, beside which there is no bare repository.
    private static string FolderOfClones(PSObject sandbox)
    {
        var folder = Directory.CreateDirectory(Path.Combine(sandbox.Text("Root")!, "all")).FullName;
        GitProcess.Run(folder, "clone", "--quiet", sandbox.Text("Remote")!, "shop");
        return folder;
    }

    private static void RemoveSandbox(string clone)
    {
        var root = Path.GetDirectoryName(clone)!;
        Assert.Contains("hotfix-sandbox-", root);
        TestHome.Remove(root);
    }

    private string[] Texts(string name, string part) =>
        [.. _shell.Run("$node = Get-Help $args[0] -Full; foreach ($step in $args[1].Split('.')) { $node = $node.$step }; $node | ForEach-Object { $_.Text } | Where-Object { $_ }", name, part).NoErrors().Output.Select(text => text.ToString()!)];

    private string[] Examples(string name) =>
        [.. _shell.Run("(Get-Help $args[0] -Full).examples.example | ForEach-Object { [string]$_.code }", name).NoErrors().Output.Select(code => code.ToString()!.Trim())];

    // In a new sandbox each, with what the example takes for granted.
    private void Try(string name, string example)
    {
        using var shell = new ModuleSession();
        // The engine alone lacks these; PowerShell has them.
        shell.Run("function global:Set-Location($Path) { [void]$ExecutionContext.SessionState.Path.SetLocation($Path) }; function global:Get-ChildItem($Path, [switch]$Directory) { $folder = [IO.DirectoryInfo]::new($PWD.ProviderPath); $Directory ? $folder.GetDirectories() : $folder.GetFiles($Path) }; function global:Get-Content($Path) { [IO.File]::ReadLines([IO.Path]::Combine($PWD.ProviderPath, $Path)) }; function global:ConvertTo-Json($Depth) { process { [System.Management.Automation.PSSerializer]::Serialize($_, $Depth) } }").NoErrors();
        var sandbox = shell.Run("New-HotfixSandbox").Single();
        try
        {
            var clone = new Workplace(sandbox.Text("Repository")!);
            shell.Go(example.StartsWith("Get-ChildItem", StringComparison.Ordinal) ? FolderOfClones(sandbox) : clone.Folder);
            if (name is "Complete-Hotfix" or "Stop-Hotfix" or "Get-Hotfix" or "Publish-Hotfix" or "Restore-Deploy" or "Test-Hotfix" or "Update-Hotfix" or "Add-HotfixCommit" or "Submit-Hotfix" or "Get-HotfixHistory" or "Measure-Hotfix" or "Test-HotfixJournal" or "Show-HotfixGraph" or "Export-HotfixReport")
            {
                shell.Run("New-Hotfix -Path $args[0]", clone.Folder).Single();
                clone.CommitFix();
                clone.Git("switch", "--quiet", "master");
            }

            if (name is "Complete-Hotfix" or "Restore-Deploy" || example.Contains("-For Complete", StringComparison.Ordinal))
                shell.Run("Register-Deploy production hotfix -Path $args[0]", clone.Folder).Single();
            if (name == "Update-Hotfix")
                shell.Run("Register-Deploy production master -Path $args[0]", clone.Folder).Single();

            if (name == "Get-HotfixConfiguration")
            {
                shell.Run("New-HotfixConfiguration -Path $args[0]", clone.Folder).Single();
                clone.Commit(".hotfix.json", File.ReadAllText(Path.Combine(clone.Folder, ".hotfix.json")), "Say how hotfixes are made");
                clone.Git("push", "--quiet", "origin", "master");
            }

            if (example.Contains("urls.txt", StringComparison.Ordinal))
                clone.Write("urls.txt", sandbox.Text("Remote")!);

            // A check that ran three days ago.
            if (name == "Test-HotfixHeartbeat")
                File.WriteAllText(Path.Combine(shell.Run("$PWD.ProviderPath").Single().ToString(), "last-check.json"), $"{{ \"at\": \"{DateTimeOffset.UtcNow.AddDays(-3):O}\" }}");
            if (example.Contains("-Adopt", StringComparison.Ordinal))
                clone.Git("push", "--quiet", "origin", sandbox.Text("LiveCommit") + ":refs/heads/hotfix");
            shell.Screen.Answer = "Yes";
            using var forge = name == "Submit-Hotfix" ? HotfixTools.Testing.Forges.StandIns.Start("github", sandbox.Text("Remote")!) : null;
            if (forge is not null)
            {
                clone.Commit(".hotfix.json", $"{{ \"review\": {{ \"forge\": \"github\", \"url\": \"{forge.Api}\", \"repository\": \"{forge.Repository}\", \"token\": \"env:HOTFIX_TEST_HELP_TOKEN\" }} }}", "Say where reviews are");
                clone.Git("push", "--quiet", "origin", "master");
                Environment.SetEnvironmentVariable("HOTFIX_TEST_HELP_TOKEN", HotfixTools.Testing.Forges.ForgeStandIn.Token);
            }

            var result = shell.Run(example);

            Assert.True(result.Thrown is null && result.Errors.Count == 0, $"{example}: {result.Thrown}{string.Join("\n", result.Errors)}");
            if (Silent.TryGetValue(example, out var why))
                Assert.True(result.Output.Count == 0, $"{example}: something came, in spite of: {why}");
            else
                Assert.True(result.Output.Count + result.WhatIf.Count > 0, $"{example}: nothing came");
            if (name == "New-HotfixSandbox" && !example.Contains("-WhatIf", StringComparison.Ordinal))
                RemoveSandbox(result.Output.FirstOrDefault()?.Text("Repository") ?? shell.Run("$PWD.ProviderPath").Single().ToString());
        }
        finally
        {
            RemoveSandbox(sandbox.Text("Repository")!);
        }
    }
}
