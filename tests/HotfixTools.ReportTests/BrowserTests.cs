namespace HotfixTools.ReportTests;

/// <summary>The page in a real browser: one test for each file of <c>tests/browser/checks</c>.</summary>
public sealed class BrowserTests(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string>> Checks() =>
        from file in Directory.EnumerateFiles(Browser.Checks, "*.mjs").Order(StringComparer.Ordinal)
        select Row(Path.GetFileNameWithoutExtension(file), Browser.WhyNotHere);

    [Theory]
    [MemberData(nameof(Checks))]
    public void Holds(string check)
    {
        var (exitCode, said) = Browser.Run(check);

        output.WriteLine(said);
        Assert.True(exitCode == 0 && said.Contains(" passed"), said);
    }

    // The reason is part of the name, because "dotnet test" shows no other word of a test that was skipped.
    private static TheoryDataRow<string> Row(string check, string? obstacle) => obstacle is null
        ? new TheoryDataRow<string>(check) { TestDisplayName = $"Browser {check}" }
        : new TheoryDataRow<string>(check) { TestDisplayName = $"Browser {check}: {obstacle}", Skip = obstacle };
}
