namespace HotfixTools;

/// <summary>Findings about one repository, as they are found.</summary>
/// <param name="repository">The repository.</param>
internal sealed class FindingList(string repository)
{
    private readonly List<HotfixFinding> _found = [];

    /// <summary>The findings, the worst first. An array: PowerShell cannot index the list that a collection expression makes.</summary>
    // By a number: .NET has the code for sorting by those.
    public HotfixFinding[] WorstFirst() => _found.Count > 1 ? [.. _found.OrderByDescending(finding => (int)finding.Severity)] : [.. _found];

    /// <summary>Those that refuse.</summary>
    public HotfixFinding[] Refusals() => _found.Where(finding => finding.Severity == FindingSeverity.Error).ToArray();

    /// <summary>Notes a finding.</summary>
    /// <param name="id">What it is.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="message">What was found.</param>
    /// <param name="wayOut">What to do about it.</param>
    /// <param name="environment">The environment that it concerns.</param>
    /// <param name="commits">The commits that it names.</param>
    public void Add(
        FindingId id, FindingSeverity severity, string message, string wayOut, EnvironmentName? environment = null, IEnumerable<CommitId>? commits = null) =>
        _found.Add(new HotfixFinding
        {
            Id = id,
            Severity = severity,
            Message = message,
            WayOut = wayOut,
            Environment = environment?.ToString(),
            Commits = (commits ?? []).Select(commit => commit.ToString()).ToArray(),
            Repository = repository,
        });
}
