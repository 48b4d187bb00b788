using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using YamlDotNet.RepresentationModel;

namespace HotfixTools.Core.Tests.Settings;

/// <summary>The examples of the guide, of the pages about forges and of those about pipelines and schedules, as people copy them.</summary>
public partial class ForgePagesTests
{
    private static readonly string Docs = Path.Combine(AppContext.BaseDirectory, "docs");
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Docs, "hotfix.schema.json")));
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Docs, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static TheoryData<string> ForgePages => [.. Pages.Select(page => page.Data).Where(page => page.StartsWith("forges/", StringComparison.Ordinal))];

    [Fact]
    public void Every_forge_has_a_page() => Assert.Equal(
        ["forges/azure-devops.md", "forges/gitea.md", "forges/github.md", "forges/gitlab.md"], ForgePages.Select(page => page.Data));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_settings_have_no_fault_by_reader_and_schema(string page)
    {
        foreach (var text in Blocks(page, "jsonc"))
        {
            SettingsText.Good(text);
            using var document = JsonDocument.Parse(text, WithComments);
            Assert.True(Schema.Evaluate(document.RootElement).IsValid, text);
        }
    }

    [Theory]
    [MemberData(nameof(ForgePages))]
    public void Its_settings_are_of_its_forge_and_say_how_to_deploy_everywhere(string page)
    {
        var settings = SettingsText.Good(Assert.Single(Blocks(page, "jsonc")));
        var forge = settings.Review!.Forge!.Value;
        Assert.Equal(page, $"forges/{(forge == ForgeKind.AzureDevOps ? "azure-devops" : $"{forge}".ToLowerInvariant())}.md");
        Assert.NotNull(settings.Review.Token);
        foreach (var deploy in settings.Environments.Select(name => settings.Of(name).Deploy))
        {
            if (deploy is DeployPipelineSettings pipeline)
                Assert.Equal((forge, true), (pipeline.Place.Forge, pipeline.NamesCommit));
            else
                Assert.IsType<DeployCommandSettings>(deploy);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_pipelines_are_YAML(string page)
    {
        foreach (var text in Blocks(page, "yaml"))
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            Assert.NotEmpty(Assert.IsType<YamlMappingNode>(Assert.Single(stream.Documents).RootNode).Children);
        }
    }

    [Theory]
    [InlineData("forges/github.md", "workflow_dispatch/inputs", null)]
    [InlineData("forges/azure-devops.md", "parameters", null)]
    [InlineData("forges/gitlab.md", null, "$DEPLOY_")]
    public void Its_pipeline_takes_the_inputs_that_its_settings_give(string page, string? path, string? variables)
    {
        var settings = SettingsText.Good(Assert.Single(Blocks(page, "jsonc")));
        var given = settings.Environments.SelectMany(name => ((DeployPipelineSettings)settings.Of(name).Deploy!).Inputs.Keys).Distinct().ToList();
        if (variables is not null)
        {
            // One that only tells deploys apart need not be used.
            Assert.All(given.Where(name => !name.EndsWith("_ID", StringComparison.Ordinal)), name => Assert.Contains(Blocks(page, "yaml"), text => text.Contains($"${name}", StringComparison.Ordinal)));
            return;
        }

        var taken = Blocks(page, "yaml").Select(text => Find(Parse(text), path!)).OfType<YamlNode>().Single() switch
        {
            YamlMappingNode inputs => inputs.Children.Keys.Select(key => key.ToString()),
            YamlSequenceNode parameters => parameters.Children.Select(parameter => ((YamlMappingNode)parameter).Children["name"].ToString()),
            var other => throw new InvalidOperationException($"{other}"),
        };
        Assert.Equal(taken.Order(), given.Order());
    }

    [Fact]
    public void What_asks_the_gate_ends_with_an_error_too()
    {
        var lines = File.ReadAllLines(Path.Combine(Docs, "pipelines.md")).Where(line => line.Contains("$verdict = ", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count >= 5);
        Assert.All(lines, line => Assert.EndsWith("-ErrorAction Stop", line));
    }

    private static List<string> Blocks(string page, string language) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(Docs, page)).ReplaceLineEndings("\n")).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value)];

    private static YamlNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }

    // The node at the end of a path that begins anywhere.
    private static YamlNode? Find(YamlNode root, string path)
    {
        var steps = path.Split('/');
        return root.AllNodes.OfType<YamlMappingNode>().Select(node => steps.Aggregate((YamlNode?)node, (found, step) => found is YamlMappingNode map && map.Children.TryGetValue(step, out var next) ? next : null)).FirstOrDefault(found => found is not null);
    }

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}
