namespace HotfixTools;

/// <summary>The verdict of a gate.</summary>
public sealed record GateVerdict
{
    /// <summary>Whether it may go.</summary>
    public GateDecision Decision { get; init; }

    /// <summary>The environment that is to be deployed to.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>The commit that is to be deployed: 40 hexadecimal digits; null where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether it refuses because something could not be found out, not because something is wrong.</summary>
    public bool CannotVerify { get; init; }

    /// <summary>Why it was let through in spite of its findings; null where it was not.</summary>
    public string? ForcedReason { get; init; }

    /// <summary>What was found, the worst first.</summary>
    public IReadOnlyList<HotfixFinding> Findings { get; init => field = Listing<HotfixFinding>.Of(value); } = Listing<HotfixFinding>.Empty;

    /// <summary>The repository.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>What a pipeline's process should end with: 0 may go, 1 may not, 2 could not be found out.</summary>
    public int ExitStatus => (Decision, CannotVerify) switch
    {
        (GateDecision.Allow, _) => 0,
        (_, true) => 2,
        _ => 1,
    };

    /// <summary>The verdict on findings: each error refuses.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="findings">What was found, the worst first.</param>
    /// <param name="repository">The repository.</param>
    internal static GateVerdict Of(EnvironmentName environment, CommitId? commit, IReadOnlyList<HotfixFinding> findings, string repository)
    {
        var refusals = findings.Where(finding => finding.Severity == FindingSeverity.Error).ToList();
        return new GateVerdict
        {
            Decision = refusals.Count == 0 ? GateDecision.Allow : GateDecision.Refuse,
            Environment = environment.ToString(),
            Commit = commit?.ToString(),
            CannotVerify = refusals.Count > 0 && refusals.All(finding => finding.Id is FindingId.CannotVerify or FindingId.SourcesDisagree or FindingId.UnknownEnvironment),
            Findings = findings,
            Repository = repository,
        };
    }

    /// <summary>The verdict where what decides could not be found out.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="error">Why not.</param>
    /// <param name="repository">The repository.</param>
    public static GateVerdict Unknown(EnvironmentName environment, HotfixException error, string repository)
    {
        var findings = new FindingList(repository);
        findings.Add(FindingId.CannotVerify, FindingSeverity.Error, $"Whether it may go could not be found out, so it may not. {error.Message}", error.WayOut, environment);
        return Of(environment, null, findings.WorstFirst(), repository);
    }

    /// <summary>The decision and what it is about, for people.</summary>
    public override string ToString() =>
        $"{Decision} {(CommitId.TryParse(Commit, out var id) ? id.Short : "?")} in {Environment}";
}
