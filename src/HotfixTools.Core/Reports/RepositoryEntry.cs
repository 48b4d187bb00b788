namespace HotfixTools;

/// <summary>One repository as the page shows it: its place in the page, what is worst of it, and its words.</summary>
internal sealed class RepositoryEntry
{
    private const int FailureRank = 2;

    private RepositoryEntry(RepositoryReport report)
    {
        Report = report;
        Name = DisplayText.Clean(RemoteUrl.Redact(report.Repository));
        ShortName = ShortNameOf(Name);
        Findings = [.. report.Hotfixes.SelectMany(hotfix => hotfix.Findings).Distinct().OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Id)];
    }

    /// <summary>What is shown of it.</summary>
    public RepositoryReport Report { get; }

    /// <summary>Its number on the page.</summary>
    public int Number { get; private set; }

    /// <summary>The folder or the URL, without secrets.</summary>
    public string Name { get; }

    /// <summary>What people call it: the last part of the name.</summary>
    public string ShortName { get; }

    /// <summary>The findings, worst first.</summary>
    public IReadOnlyList<HotfixFinding> Findings { get; }

    /// <summary>Its diagram; null for none.</summary>
    public SafeSvg? Graph { get; private set; }

    /// <summary>The hotfix in progress; null for none.</summary>
    public Hotfix? Hotfix => Report.Hotfixes.Count > 0 ? Report.Hotfixes[0] : null;

    /// <summary>How much it wants attention; higher is worse.</summary>
    public int Rank => Math.Max(Report.Failure is null ? 0 : FailureRank, Findings.Count > 0 ? RankOf(Findings[0].Severity) : 0);

    /// <summary>Where a reader who wants more of it is led.</summary>
    public string Anchor => $"r{Number}";

    /// <summary>The kinds of what was found, for the filter.</summary>
    public string Kinds => string.Join(' ', Findings.Select(finding => ReportWords.Kind(finding.Severity)).Concat(Report.Failure is null ? [] : [ReportWords.Unchecked]).Distinct());

    /// <summary>Its state, for the filter.</summary>
    public string State => Report.Failure is not null && Hotfix is null ? ReportWords.Unchecked : Hotfix?.State.ToString() ?? ReportWords.Quiet;

    /// <summary>The repositories in the order of the page: what is worst first, then what is oldest, then by name.</summary>
    /// <param name="reports">The repositories.</param>
    public static IReadOnlyList<RepositoryEntry> Of(IEnumerable<RepositoryReport> reports)
    {
        var entries = reports.Select(report => new RepositoryEntry(report))
            .OrderByDescending(entry => entry.Rank)
            .ThenByDescending(entry => entry.Hotfix is not null)
            .ThenByDescending(entry => entry.Hotfix?.Age ?? TimeSpan.Zero)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ToArray();
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            entry.Number = i + 1;
            entry.Graph = entry.Report.Graph is null ? null : SafeSvg.Read(entry.Report.Graph, $"g{entry.Number}-", $"Diagram of the hotfix in {entry.ShortName}");
        }

        return entries;
    }

    // Not checked comes after errors, which are certain, and before warnings.
    private static int RankOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => FailureRank + 1,
        FindingSeverity.Warning => FailureRank - 1,
        _ => 0,
    };

    private static string ShortNameOf(string name)
    {
        var last = name.TrimEnd('/', '\\').Split('/', '\\', ':')[^1];
        var plain = last.EndsWith(".git", StringComparison.Ordinal) && last.Length > 4 ? last[..^4] : last;
        return plain.Length > 0 ? plain : name;
    }
}
