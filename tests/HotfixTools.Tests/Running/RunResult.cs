using System.Management.Automation;

namespace HotfixTools.ModuleTests.Running;

/// <summary>What came of a script.</summary>
/// <param name="Output">The objects that it emitted.</param>
/// <param name="Errors">The error records that it wrote.</param>
/// <param name="Warnings">The warnings.</param>
/// <param name="Verbose">The verbose messages.</param>
/// <param name="Information">The information records, as text.</param>
/// <param name="Screen">What it wrote to the host, such as what -WhatIf says.</param>
/// <param name="Questions">What it asked.</param>
/// <param name="Thrown">What ended it; null where it came to its end.</param>
internal sealed record RunResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<string> Information,
    IReadOnlyList<string> Screen,
    IReadOnlyList<string> Questions,
    Exception? Thrown)
{
    private const string WhatIfPrefix = "What if: Performing the operation \"";

    /// <summary>The debug messages.</summary>
    public IReadOnlyList<string> Debug { get; init; } = [];

    /// <summary>The progress records: activity, status and operation.</summary>
    public IReadOnlyList<string> Progress { get; init; } = [];

    /// <summary>All that came of it: each text, with inner exceptions, and with what the objects have in them.</summary>
    public IEnumerable<string> Everything() =>
    [
        .. Output.Select(record => record.DeepText()), .. Errors.SelectMany(error => error.Texts()), .. Warnings, .. Verbose, .. Debug, .. Progress, .. Information, .. Screen, .. Questions,
        .. Thrown is null ? Array.Empty<string>() : [Thrown.ToString()],
    ];

    /// <summary>The steps that -WhatIf listed, without their targets.</summary>
    public IReadOnlyList<string> WhatIf =>
        [.. Screen.Where(line => line.StartsWith(WhatIfPrefix, StringComparison.Ordinal))
            .Select(line => line[WhatIfPrefix.Length..line.IndexOf("\" on target", StringComparison.Ordinal)])];

    /// <summary>The one object that came, and no error.</summary>
    public PSObject Single() => Assert.Single(NoErrors().Output);

    /// <summary>Nothing came, and no error.</summary>
    public void Nothing() => Assert.Empty(NoErrors().Output);

    /// <summary>Itself, where nothing went wrong.</summary>
    public RunResult NoErrors()
    {
        Assert.True(Thrown is null && Errors.Count == 0, $"{Thrown}{string.Join("\n", Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}\n{error.Exception}"))}");
        return this;
    }

    /// <summary>The one error record: its id, category and way out; nothing was emitted.</summary>
    /// <param name="id">The beginning of the FullyQualifiedErrorId.</param>
    /// <param name="category">The category.</param>
    /// <param name="wayOut">A part of the recommended action.</param>
    public ErrorRecord Fails(string id, ErrorCategory category, string wayOut)
    {
        Assert.Null(Thrown);
        Assert.Empty(Output);
        var error = Assert.Single(Errors);
        error.Is(id, category, wayOut);
        return error;
    }
}
