using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace HotfixTools.ModuleTests;

/// <summary>The workflows of this repository, as far as they can be judged without running them.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Paths.Root, ".github", "workflows")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_is_one_for_each_change_and_one_for_a_release() => Assert.Equal(["ci.yml", "release.yml"], Files.Select(file => file.Data));

    [Theory]
    [MemberData(nameof(Files))]
    public void It_may_only_read_and_ends(string file)
    {
        var workflow = Read(file);
        Assert.Equal(["contents: read"], Map(workflow, "permissions").Children.Select(pair => $"{pair.Key}: {pair.Value}"));
        Assert.True(workflow.Children.ContainsKey("concurrency"));
        foreach (var (name, job) in Jobs(workflow))
        {
            // A workflow that is called has limits of its own.
            Assert.True(job.Children.ContainsKey("uses") || job.Children.ContainsKey("timeout-minutes"), $"{name} may take for ever");
            if (job.Children.ContainsKey("permissions"))
                Assert.Equal(("release.yml", "github"), (file, name));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_takes_from_others_exactly_what_was_looked_at(string file)
    {
        var foreign = Nodes(Read(file)).OfType<YamlMappingNode>().Select(node => Text(node, "uses")).OfType<string>().Where(uses => !uses.StartsWith("./", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(foreign);
        Assert.All(foreign, uses => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$", uses));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_scripts_are_PowerShell_that_no_input_can_change(string file)
    {
        var workflow = Read(file);
        Assert.Equal("pwsh", Text(Map(Map(workflow, "defaults"), "run"), "shell"));
        var scripts = Nodes(workflow).OfType<YamlMappingNode>().Select(node => Text(node, "run")).OfType<string>().ToList();

        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            Parser.ParseInput(script, out _, out var errors);
            Assert.Empty(errors);
            Assert.DoesNotContain("${{", script, StringComparison.Ordinal);
            foreach (var path in OwnFile().Matches(script).Select(match => match.Value).Where(path => !path.StartsWith("output/", StringComparison.Ordinal)))
                Assert.True(Path.Exists(Path.Combine(Paths.Root, path)), $"{path} is not there");
        }
    }

    [Fact]
    public void The_package_is_tested_everywhere_from_the_oldest_PowerShell_on()
    {
        var jobs = Jobs(Read("ci.yml")).ToDictionary(job => job.Name, job => job.Job);
        var matrix = Map(Map(jobs["test"], "strategy"), "matrix");
        var oldest = Regex.Match(File.ReadAllText(Paths.Manifest), @"PowerShellVersion\s*=\s*'([\d.]+)'").Groups[1].Value;

        Assert.Equal("package", Text(jobs["test"], "needs"));
        Assert.Equal(["windows-latest", "macos-latest", "ubuntu-latest"], List(matrix, "os"));
        Assert.Equal([oldest, "7.5", "7.6"], List(matrix, "powershell"));
    }

    private static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Paths.Root, ".github", "workflows", file));
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static IEnumerable<(string Name, YamlMappingNode Job)> Jobs(YamlMappingNode workflow) =>
        Map(workflow, "jobs").Children.Select(pair => (pair.Key.ToString(), (YamlMappingNode)pair.Value));

    private static YamlMappingNode Map(YamlMappingNode node, string key) => Assert.IsType<YamlMappingNode>(node.Children[key]);

    private static string[] List(YamlMappingNode node, string key) => [.. ((YamlSequenceNode)node.Children[key]).Select(item => item.ToString())];

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) && value is YamlScalarNode scalar ? scalar.Value : null;

    private static IEnumerable<YamlNode> Nodes(YamlNode node) => node.AllNodes;

    [GeneratedRegex(@"(?<![\w$./-])(\./)?(\.github|src|tests|output)/[\w./-]+|(?<![\w$./-])\./[\w-]+\.ps1")]
    private static partial Regex OwnFile();
}
