using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests;

/// <summary>The pages that say which test shows what: each test that they name is there, and each row names one.</summary>
public sealed partial class NamedTestsTests
{
    private const string EdgeCases = "docs/edge-cases.md";
    private const int KnownEdgeCases = 42;

    private static readonly Lazy<HashSet<string>> Tests = new(() => [.. FindTests()]);

    public static TheoryData<string> Pages => [EdgeCases, "docs/security.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_row_names_a_test_and_each_test_is_there(string page)
    {
        var rows = Rows(page);
        Assert.True(rows.Count > 20, $"{page} has {rows.Count} rows");
        Assert.DoesNotContain(rows, row => Named(row).Length == 0);
        Assert.DoesNotContain(rows.SelectMany(Named), test => !Tests.Value.Contains(test));
    }

    [Fact]
    public void Each_of_the_known_edge_cases_has_its_row()
    {
        var numbers = Rows(EdgeCases).SelectMany(row => Number().Matches(row[0]).Select(match => int.Parse(match.Value))).ToList();
        Assert.Equal(Enumerable.Range(1, KnownEdgeCases), numbers.Distinct().Order());
    }

    [Theory]
    [InlineData("NamedTestsTests.Tests_that_are_there_are_known", true)]
    [InlineData("NamedTestsTests.Rows", false)]
    [InlineData("NamedTestsTests", false)]
    [InlineData("Messages.Tests.ps1: can be told from prose", true)]
    [InlineData("Messages.Tests.ps1: no such test", false)]
    [InlineData("tests/browser/checks/hostile-names.mjs", true)]
    [InlineData("tests/browser/checks/no-such-check.mjs", false)]
    public void Tests_that_are_there_are_known(string name, bool isThere) => Assert.Equal(isThere, Tests.Value.Contains(name));

    [Fact]
    public void That_hooks_of_the_clone_do_not_run_is_said() =>
        Assert.Matches("Hooks of the server run, those of the clone do not", File.ReadAllText(Path.Combine(Paths.Root, "docs/faq.md")));

    // The cells of each row of each table, but for titles.
    private static List<string[]> Rows(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Paths.Root, page));
        return [.. lines.Where((line, index) => line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal) && !(index + 1 < lines.Length && lines[index + 1].StartsWith("|--", StringComparison.Ordinal)))
            .Select(line => Bar().Split(line.Trim().Trim('|')).Select(cell => cell.Trim()).ToArray())];
    }

    private static string[] Named(string[] row) => [.. Code().Matches(row[^1]).Select(match => match.Groups[1].Value)];

    private static IEnumerable<string> FindTests()
    {
        var folder = Path.Combine(Paths.Root, "tests");
        foreach (var file in Directory.EnumerateFiles(folder, "*Tests.cs", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            foreach (Match method in Method().Matches(source))
                yield return $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1].Value}";
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "Pester"), "*.Tests.ps1"))
        {
            foreach (Match test in It().Matches(File.ReadAllText(file)))
                yield return $"{Path.GetFileName(file)}: {test.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)}";
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "browser", "checks"), "*.mjs"))
            yield return Path.GetRelativePath(Paths.Root, file).Replace('\\', '/');
    }

    [GeneratedRegex("(?<=^|[^#\\d])[0-9]+(?![0-9])")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\]]*\](?:\s*\[[^\n]*\]|\s*//[^\n]*|\s*///[^\n]*)*\s*public (?:async )?(?:void|Task) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"(?m)^\s*It '((?:[^']|'')+)'")]
    private static partial Regex It();
}
