using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests;

/// <summary>The topics around the cmdlets, and the pages on the web, as they are found from a module that was imported by its manifest.</summary>
public sealed partial class HelpTests : IDisposable
{
    private const string Commands = "https://github.com/HotfixTools/HotfixTools/blob/main/docs/commands/";

    private readonly ModuleSession _shell = new();

    [Theory]
    [InlineData("about_HotfixTools", "Get-LastDeploy | New-Hotfix", "about_HotfixTools_Process")]
    [InlineData("about_HotfixTools_Process", "master        ---X--------1-----2--------------3----------->", "Publish-Hotfix")]
    [InlineData("about_HotfixTools_Configuration", "staleAfter", "\"environments\": {")]
    [InlineData("about_HotfixTools_Findings", "Way out:", "FullyQualifiedErrorId")]
    public void A_topic_is_found_and_fits_a_terminal(string topic, params string[] parts)
    {
        var text = Topic(topic);

        Assert.StartsWith($"TOPIC\n    {topic}\n\nSHORT DESCRIPTION\n    ", text);
        foreach (var heading in new[] { "LONG DESCRIPTION", "SEE ALSO", "KEYWORDS" })
            Assert.Contains($"\n{heading}\n", text);
        Assert.All(parts, part => Assert.Contains(part, text));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 79));
        Assert.DoesNotMatch(@"[^\n -~\p{L}]", text);
    }

    [Fact]
    public void The_list_of_topics_says_what_each_is_about()
    {
        var topics = _shell.Run("Get-Help about_HotfixTools*").NoErrors().Output;

        Assert.Equal(["about_HotfixTools", "about_HotfixTools_Configuration", "about_HotfixTools_Findings", "about_HotfixTools_Process"], topics.Select(topic => topic.Text("Name")).Order(StringComparer.Ordinal));
        Assert.All(topics, topic => Assert.EndsWith(".", topic.Text("Synopsis")));
    }

    [Fact]
    public void Every_finding_and_error_id_is_in_the_topic_of_findings()
    {
        var text = Topic("about_HotfixTools_Findings");
        var source = File.ReadAllText(Path.Combine(Paths.Root, "src", "HotfixTools.Core", "Errors", "HotfixErrors.cs"));
        var errors = ErrorId().Matches(source).Select(match => match.Groups[1].Value).Append("NotPublished");

        var findings = _shell.Run("[Enum]::GetNames((Get-Command Get-Hotfix).Parameters['Finding'].ParameterType.GetElementType())").NoErrors().Output.Select(name => name.ToString()!);

        var ids = findings.Concat(errors).Distinct().ToList();
        Assert.True(ids.Count > 80, $"Only {ids.Count} ids were found.");
        Assert.All(ids, id => Assert.Matches($@"\n    {id}\n        (?:Severity|Category):", text));
    }

    [Fact]
    public void Every_setting_is_in_the_topic_of_the_configuration()
    {
        var text = Topic("about_HotfixTools_Configuration");
        var page = File.ReadAllText(Path.Combine(Paths.Root, "docs", "configuration.md"));
        var keys = Key().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.True(keys.Count > 30, $"Only {keys.Count} keys were found.");
        Assert.All(keys, key => Assert.Matches($@"\n    {Regex.Escape(key)}(?:\n| |,)", text));
    }

    [Fact]
    public void Every_cmdlet_is_in_the_overview()
    {
        var text = Topic("about_HotfixTools");

        Assert.All(Exported(), name => Assert.Matches($@"\n    {name} +\w", text));
    }

    [Fact]
    public void Get_Help_Online_leads_to_the_page_of_the_cmdlet()
    {
        foreach (var name in Exported())
        {
            var first = _shell.Run("(Get-Help $args[0]).relatedLinks.navigationLink[0].uri", name).Single().ToString();
            Assert.Equal(Commands + name + ".md", first);
            Assert.Equal(first, _shell.Run("(Get-Command $args[0]).HelpUri", name).Single().ToString());
            Assert.StartsWith($"# {name}\n", File.ReadAllText(Path.Combine(Paths.Root, "docs", "commands", name + ".md")));
        }
    }

    [Fact]
    public void What_is_in_the_repository_and_beside_the_manifest_is_what_the_source_says()
    {
        var folder = Directory.CreateTempSubdirectory("hotfixtools-help-").FullName;
        try
        {
            var (status, said) = ToolProcess.Run("dotnet", Paths.HelpBuilder, Paths.CmdletOutput, Path.Combine(folder, "en-US"), "--topics", Path.Combine(Paths.Root, "docs"), "--pages", Path.Combine(folder, "commands"));
            Assert.True(status == 0, said);

            Same(Path.Combine(folder, "en-US"), Path.Combine(Paths.Root, "en-US"), "en-US is stale. Bring it up to date: dotnet build src/HotfixTools.Host");
            Same(Path.Combine(folder, "commands"), Path.Combine(Paths.Root, "docs", "commands"), "docs/commands is stale. Bring it up to date, and commit it: dotnet build src/HotfixTools -p:WriteCommandPages=true");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => _shell.Dispose();

    private static void Same(string fresh, string present, string whatToDo)
    {
        var differing = Files(fresh).Union(Files(present)).Where(name => Read(fresh, name) != Read(present, name)).ToList();
        Assert.True(differing.Count == 0, $"{whatToDo}. It differs in: {string.Join(", ", differing)}");
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file));

    private static string? Read(string folder, string name) => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)) : null;

    private IEnumerable<string> Exported() => _shell.Run("(Get-Module HotfixTools).ExportedCommands.Keys").NoErrors().Output.Select(name => name.ToString()!);

    private string Topic(string name) => _shell.Run("Get-Help $args[0]", name).Single().ToString().ReplaceLineEndings("\n");

    [GeneratedRegex(@"=> new\(\s+(?:nameof\()?(\w+)\)?, ErrorKind\.")]
    private static partial Regex ErrorId();

    [GeneratedRegex(@"^\| `([a-zA-Z$]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Key();
}
