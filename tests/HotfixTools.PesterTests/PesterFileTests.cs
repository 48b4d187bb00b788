using Xunit;

namespace HotfixTools.PesterTests;

/// <summary>Brings the Pester suite into <c>dotnet test</c>: one test for each of its files.</summary>
public sealed class PesterFileTests(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string>> Files() =>
        from file in Directory.EnumerateFiles(PesterSuite.Folder, "*.Tests.ps1").Order(StringComparer.Ordinal)
        select Row(Path.GetFileName(file), PesterSuite.WhyNotHere);

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes(string file)
    {
        var (result, said) = PesterSuite.Run(file);

        if (result is null)
            Assert.Fail($"{file} ended without a result.\n{said}");
        foreach (var skipped in result.Skipped)
        {
            output.WriteLine($"Skipped: {skipped.Name} {skipped.Message}");
            TestContext.Current.AddWarning($"Pester skipped: {skipped.Name} {skipped.Message}");
        }

        if (result.Failures.Count > 0)
            Assert.Fail($"{result.Failures.Count} of {file} failed:\n\n{string.Join("\n\n", result.Failures.Select(failure => $"{failure.Name}\n{failure.Message}"))}");
        Assert.True(result.Passed > 0, $"No test of {file} ran.\n{said}");
        output.WriteLine($"{result.Passed} Pester tests passed.");
    }

    // The reason is part of the name, because "dotnet test" shows no other word of a test that was skipped.
    private static TheoryDataRow<string> Row(string file, string? obstacle) => obstacle is null
        ? new TheoryDataRow<string>(file) { TestDisplayName = $"Pester {file}" }
        : new TheoryDataRow<string>(file) { TestDisplayName = $"Pester {file}: {obstacle}", Skip = obstacle };
}
