using System.Management.Automation;

namespace HotfixTools.PowerShell.Views;

/// <summary>
/// The hidden property <c>View</c> of what is emitted: its texts for the format views. A property, because no language mode
/// forbids reading one, and a view that calls a method stays empty in the constrained one.
/// </summary>
public static class ViewProperty
{
    /// <summary>The texts of an object by their names; an object that came out of a job or a file has the same.</summary>
    /// <param name="instance">The object.</param>
    public static object? Of(PSObject instance) => RevivingConverter.Revive(instance) switch
    {
        Hotfix hotfix => Texts(hotfix),
        HotfixPullRequest request => new Dictionary<string, string?> { ["Head"] = HotfixView.Short(request.Head), ["Review"] = HotfixView.Review(request), ["Checks"] = HotfixView.Checks(request) },
        Deploy deploy => new Dictionary<string, string?> { ["Commit"] = HotfixView.Short(deploy.Commit), ["Deployed"] = HotfixView.Local(deploy.DeployedAt), ["By"] = HotfixView.Name(deploy.DeployedBy) },
        UndeployedChange change => new Dictionary<string, string?> { ["Commit"] = HotfixView.Short(change.Commit), ["Date"] = HotfixView.Local(change.Date), ["Author"] = HotfixView.Name(change.Author) },
        HotfixFinding finding => new Dictionary<string, string?> { ["Severity"] = HotfixView.Severity(finding), ["Commits"] = string.Join('\n', finding.Commits) },
        GateVerdict verdict => new Dictionary<string, string?> { ["Decision"] = HotfixView.Decision(verdict), ["Commit"] = HotfixView.Short(verdict.Commit), ["Findings"] = HotfixView.Findings(verdict.Findings) },
        HotfixHeartbeat heartbeat => Texts(heartbeat),
        HotfixCommit commit => new Dictionary<string, string?> { ["Commit"] = HotfixView.Short(commit.Commit), ["Date"] = HotfixView.Local(commit.Date), ["Author"] = HotfixView.Name(commit.Author) },
        HotfixSandbox sandbox => new Dictionary<string, string?> { ["LiveCommit"] = HotfixView.Short(sandbox.LiveCommit), ["NextStep"] = HotfixView.NextStep(sandbox) },
        HotfixConfiguration configuration => new Dictionary<string, object?> { ["Heading"] = ConfigurationView.Heading(configuration), ["Lines"] = ConfigurationView.Lines(configuration) },
        HotfixConfigurationValue value => new Dictionary<string, string?> { ["From"] = ConfigurationView.From(value) },
        HotfixRecord record => Texts(record),
        HotfixMeasure measure => Texts(measure),
        ChainVerdict verdict => Texts(verdict),
        _ => null,
    };

    private static Dictionary<string, object?> Texts(Hotfix hotfix) => new()
    {
        ["State"] = HotfixView.State(hotfix),
        ["Started"] = HotfixView.Started(hotfix),
        ["StartedBy"] = HotfixView.Name(hotfix.StartedBy),
        ["Age"] = HotfixView.Duration(hotfix.Age),
        ["Base"] = HotfixView.Base(hotfix),
        ["Head"] = HotfixView.Short(hotfix.Head),
        ["Commits"] = HotfixView.Commits(hotfix),
        ["PullRequest"] = HotfixView.PullRequest(hotfix.PullRequest),
        ["Published"] = HotfixView.Published(hotfix),
        ["Mainline"] = HotfixView.Mainline(hotfix),
        ["MergedBy"] = HotfixView.MergedBy(hotfix),
        ["Findings"] = HotfixView.Findings(hotfix),
        ["FindingNames"] = HotfixView.FindingNames(hotfix),
        ["NextStep"] = new ShownStep(hotfix),
    };

    private static Dictionary<string, string?> Texts(HotfixHeartbeat heartbeat) => new()
    {
        ["State"] = HotfixView.State(heartbeat),
        ["At"] = HotfixView.Local(heartbeat.At),
        ["Age"] = HotfixView.Duration(heartbeat.Age),
        ["MaxAge"] = HotfixView.Duration(heartbeat.MaxAge),
        ["Counts"] = heartbeat.At is null ? null : HotfixView.Counts(heartbeat),
    };

    private static Dictionary<string, string?> Texts(HotfixRecord record) => new()
    {
        ["Outcome"] = HotfixView.Outcome(record),
        ["StartedAt"] = HotfixView.Local(record.StartedAt),
        ["StartedBy"] = HotfixView.Name(record.StartedBy),
        ["Started"] = HotfixView.Event(record.StartedAt, record.StartedBy, null),
        ["Published"] = record.PublishedAt is null && record.PublishedTo.Count == 0 ? null : HotfixView.Event(record.PublishedAt, null, string.Join(", ", record.PublishedTo)),
        ["Ended"] = record.EndedAt is null ? null : HotfixView.Event(record.EndedAt, record.EndedBy, record.EndReason),
        ["ToPublish"] = HotfixView.Duration(record.TimeToPublish),
        ["ToComplete"] = HotfixView.Duration(record.TimeToComplete),
        ["Base"] = HotfixView.Short(record.Base),
        ["Head"] = HotfixView.Short(record.Head),
        ["MergeCommit"] = HotfixView.Short(record.MergeCommit),
    };

    private static Dictionary<string, string?> Texts(HotfixMeasure measure) => new()
    {
        ["Month"] = HotfixView.Month(measure),
        ["Span"] = HotfixView.Span(measure),
        ["Counts"] = HotfixView.Counts(measure),
        ["Fixes"] = HotfixView.Average(measure.FixesPerHotfix),
        ["ToPublish"] = HotfixView.Duration(measure.MedianTimeToPublish),
        ["ToComplete"] = HotfixView.Duration(measure.MedianTimeToComplete),
        ["TimesToPublish"] = HotfixView.Times(measure.MedianTimeToPublish, measure.Percentile90TimeToPublish),
        ["TimesToComplete"] = HotfixView.Times(measure.MedianTimeToComplete, measure.Percentile90TimeToComplete),
        ["Months"] = HotfixView.Months(measure),
    };

    private static Dictionary<string, string?> Texts(ChainVerdict verdict) => new()
    {
        ["Holds"] = HotfixView.Holds(verdict),
        ["FirstBroken"] = HotfixView.Short(verdict.FirstBroken),
        ["FirstBrokenAt"] = verdict.FirstBroken is { } broken ? $"{broken} {HotfixView.Local(verdict.FirstBrokenAt)}" : null,
        ["Findings"] = HotfixView.Findings(verdict.Findings),
    };
}
