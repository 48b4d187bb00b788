namespace HotfixTools.PesterTests;

/// <summary>The outcome of a Pester file, as <c>tests/Pester/Invoke-Suite.ps1</c> writes it.</summary>
public sealed record PesterResult(int Passed, int Failed, IReadOnlyList<PesterResult.Item> Failures, IReadOnlyList<PesterResult.Item> Skipped)
{
    /// <summary>One test, or what stands around tests, such as BeforeAll or the file.</summary>
    public sealed record Item(string Name, string? Message);
}
