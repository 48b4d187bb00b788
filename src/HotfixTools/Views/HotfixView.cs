using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using HotfixTools.PowerShell.Fleets;

namespace HotfixTools.PowerShell.Views;

/// <summary>What the format views show; kept here, so that the format file has hardly any script.</summary>
public static class HotfixView
{
    private const string Reset = "\u001b[0m";
    private const string Bold = "\u001b[1m";
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string NoChecks = "none fails, none is pending";
    private const string Yellow = "\u001b[33m";

    // Escapes in a file or a pipe are noise, whatever the host would do with them (https://no-color.org).
    private static bool IsColourful =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>A commit, short enough to read aloud.</summary>
    /// <param name="commit">40 hexadecimal digits, or nothing.</param>
    public static string Short(string? commit) => ShortText.Commit(commit);

    /// <summary>A time as the clock on the wall shows it.</summary>
    /// <param name="time">Any time, or nothing.</param>
    public static string Local(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>How long, in the two largest units.</summary>
    /// <param name="span">A time span, or nothing.</param>
    public static string Duration(TimeSpan? span) => ShortText.Duration(span);

    /// <summary>The name of a person, without the address.</summary>
    /// <param name="person"><c>Name &lt;email&gt;</c>, or nothing.</param>
    public static string Name(string? person) => ShortText.Person(person);

    /// <summary>The state, in the colour of how far it is.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string State(Hotfix hotfix) => hotfix.State switch
    {
        HotfixState.Completed => In(Green, hotfix.State),
        _ when hotfix.IsSuperseded || hotfix.IsContaminated => In(Red, hotfix.State),
        _ when hotfix.IsStale || hotfix.State == HotfixState.Abandoned => In(Yellow, hotfix.State),
        _ => In(Bold, hotfix.State),
    };

    /// <summary>The base, and when it went live.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string Base(Hotfix hotfix) =>
        hotfix.BaseDeploy is { } deploy
            ? $"{Short(hotfix.Base)}, deployed to {deploy.Environment} {Local(deploy.DeployedAt)} by {Name(deploy.DeployedBy)}"
            : Short(hotfix.Base);

    /// <summary>The fix commits, a line each.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string Commits(Hotfix hotfix) =>
        hotfix.Commits.Count == 0 ? "none yet" : string.Join('\n', hotfix.Commits.Select(commit => $"{Short(commit.Commit)} {commit.Subject} ({Name(commit.Author)})"));

    /// <summary>Who started it, and when.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string Started(Hotfix hotfix) =>
        hotfix.StartedBy is null ? "not by New-Hotfix; nobody is named" : $"{Local(hotfix.StartedAt)} by {hotfix.StartedBy}";

    /// <summary>Where its head, or an older commit of it, is live.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string Published(Hotfix hotfix) =>
        string.Join('\n', hotfix.Published.Select(deploy => $"{deploy.Environment}: {Short(deploy.Commit)} {Local(deploy.DeployedAt)}{(deploy.Commit == hotfix.Head ? string.Empty : " (not the head)")}"));

    /// <summary>The mainline, and how far ahead it is; nothing for a hotfix that is merged.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string? Mainline(Hotfix hotfix) => hotfix.MergeCommit is null ? $"{hotfix.Mainline}, {hotfix.BehindMainline} commits ahead" : null;

    /// <summary>The commit that merged it; nothing for a hotfix that is not merged.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string? MergedBy(Hotfix hotfix) => hotfix.MergeCommit is { } merge ? $"{Short(merge)} in {hotfix.Mainline}" : null;

    /// <summary>The pull request in one line: its number, who approved it, its checks, and where it is.</summary>
    /// <param name="request">The pull request, or nothing.</param>
    public static string PullRequest(HotfixPullRequest? request) =>
        request is null ? string.Empty : string.Join(", ", new[] { $"#{request.Number}", Review(request), Checks(request), request.Url }.Where(part => part.Length > 0 && part != NoChecks));

    /// <summary>Who approved this very head.</summary>
    /// <param name="request">The pull request.</param>
    public static string Review(HotfixPullRequest request) =>
        request.ApprovedBy.Count == 0 ? "not approved" : $"approved by {string.Join(", ", request.ApprovedBy)}";

    /// <summary>The checks of this very head that fail, or are not over.</summary>
    /// <param name="request">The pull request.</param>
    public static string Checks(HotfixPullRequest request) => (request.FailingChecks.Count, request.PendingChecks.Count) switch
    {
        (0, 0) => NoChecks,
        (0, _) => $"pending: {string.Join(", ", request.PendingChecks)}",
        (_, 0) => $"failing: {string.Join(", ", request.FailingChecks)}",
        _ => $"failing: {string.Join(", ", request.FailingChecks)}; pending: {string.Join(", ", request.PendingChecks)}",
    };

    /// <summary>The findings, each with its way out.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string Findings(Hotfix hotfix) => Findings(hotfix.Findings);

    /// <summary>Findings, each with its way out.</summary>
    /// <param name="findings">The findings.</param>
    public static string Findings(IEnumerable<HotfixFinding> findings) =>
        string.Join('\n', findings.Select(finding => $"{Severity(finding)} {finding.Id.ToString()}: {finding.Message} {finding.WayOut}"));

    /// <summary>The findings by name, worst first.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public static string FindingNames(Hotfix hotfix) => string.Join(", ", hotfix.Findings.Select(finding => finding.Id.ToString()));

    /// <summary>How a hotfix of the past ended, in its colour, and that it was superseded.</summary>
    /// <param name="record">The hotfix.</param>
    public static string Outcome(HotfixRecord record) =>
        In(record.Outcome switch { HotfixOutcome.Completed => Green, HotfixOutcome.Abandoned => Yellow, _ => Bold }, record.Outcome) + (record.WasSuperseded ? " (superseded)" : string.Empty);

    /// <summary>When something happened, by whom, and what is to be said of it.</summary>
    /// <param name="at">When; null where nobody knows.</param>
    /// <param name="by">Who; null for nobody who is known.</param>
    /// <param name="note">What else; null for nothing.</param>
    public static string Event(DateTimeOffset? at, string? by, string? note) =>
        string.Join(' ', new[] { Local(at), string.IsNullOrEmpty(by) ? string.Empty : $"by {by}", string.IsNullOrEmpty(note) ? string.Empty : $"({note})" }.Where(part => part.Length > 0));

    /// <summary>The month that is measured, in UTC; nothing for all together.</summary>
    /// <param name="measure">The measure.</param>
    public static string Month(HotfixMeasure measure) => measure.Month?.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>When the first and the last that are measured were started.</summary>
    /// <param name="measure">The measure.</param>
    public static string Span(HotfixMeasure measure) => measure.From == measure.Until ? Local(measure.From) : $"{Local(measure.From)} to {Local(measure.Until)}";

    /// <summary>How many there were, and how they ended.</summary>
    /// <param name="measure">The measure.</param>
    public static string Counts(HotfixMeasure measure)
    {
        var parts = new[] { (measure.Completed, "completed"), (measure.Abandoned, "abandoned"), (measure.Open, "open"), (measure.Superseded, "superseded meanwhile") }
            .Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}");
        return measure.Count == 0 ? "none" : $"{measure.Count}: {string.Join(", ", parts)}";
    }

    /// <summary>A number to one digit.</summary>
    /// <param name="number">The number, or nothing.</param>
    public static string Average(double? number) => number?.ToString("0.#", CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>A median, and within how long nine of ten were done.</summary>
    /// <param name="median">The median.</param>
    /// <param name="ninety">The other.</param>
    public static string Times(TimeSpan? median, TimeSpan? ninety) => $"{Duration(median)} (median); nine of ten within {Duration(ninety)}";

    /// <summary>The months, a line each.</summary>
    /// <param name="measure">The measure.</param>
    public static string Months(HotfixMeasure measure) => string.Join('\n', measure.ByMonth.Select(month => $"{Month(month)} {Counts(month)}"));

    /// <summary>Whether a chain holds, in its colour.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Holds(ChainVerdict verdict)
    {
        var (colour, word) = verdict switch { { Holds: true } => (Green, "yes"), { CannotVerify: true } => (Red, "cannot be verified"), _ => (Red, "no") };
        return IsColourful ? $"{colour}{word}{Reset}" : word;
    }

    /// <summary>The decision of a gate, in its colour.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Decision(GateVerdict verdict) => verdict switch
    {
        { Decision: GateDecision.Allow } => In(Green, verdict.Decision),
        { CannotVerify: true } => $"{In(Red, verdict.Decision)} (cannot be verified)",
        _ => In(Red, verdict.Decision),
    };

    /// <summary>Whether a check is alive, in its colour.</summary>
    /// <param name="heartbeat">The heartbeat.</param>
    public static string State(HotfixHeartbeat heartbeat) => heartbeat switch
    {
        { IsAlive: true, Failed: > 0 } => In(Yellow, "alive"),
        { IsAlive: true } => In(Green, "alive"),
        { ExitStatus: 1, At: null } => In(Red, "missing"),
        { ExitStatus: 1 } => In(Red, "not alive"),
        _ => In(Red, "not known"),
    };

    /// <summary>What a check counted.</summary>
    /// <param name="heartbeat">The heartbeat.</param>
    public static string Counts(HotfixHeartbeat heartbeat) => $"{heartbeat.Checked} checked, {heartbeat.Found} found, {heartbeat.Failed} failed";

    /// <summary>The severity, in its colour.</summary>
    /// <param name="finding">The finding.</param>
    public static string Severity(HotfixFinding finding) => finding.Severity switch
    {
        FindingSeverity.Error => In(Red, finding.Severity),
        FindingSeverity.Warning => In(Yellow, finding.Severity),
        _ => finding.Severity.ToString(),
    };

    /// <summary>The command to type next, from where the user is.</summary>
    /// <param name="hotfix">The hotfix.</param>
    /// <param name="location">Where the user is; null where that is no folder.</param>
    public static string NextStep(Hotfix hotfix, string? location)
    {
        if (hotfix.NextStep is not { } step)
            return string.Empty;
        var repository = hotfix.Repository;
        if (RemoteUrl.IsRemote(repository) || CloneFolder.IsShared(repository))
            return Clone(repository);
        // On another drive, such as that of the environment, a path would be one of that drive.
        return location is not null && CloneFolder.Holding(location) == repository || !Directory.Exists(repository)
            ? step
            : $"{GoTo(location is null || Path.IsPathFullyQualified(location) ? repository : "FileSystem::" + repository)}\n{step}";
    }

    /// <summary>What to type to try a sandbox.</summary>
    /// <param name="sandbox">The sandbox.</param>
    public static string NextStep(HotfixSandbox sandbox) => $"{GoTo(sandbox.Repository)}\n{sandbox.NextStep}";

    private static string In(string colour, Enum word) => In(colour, word.ToString());

    private static string In(string colour, string word) => IsColourful ? $"{colour}{word}{Reset}" : word;

    // Where that fails, what comes after it would be done to another repository: so nothing but a look comes after it.
    private static string Clone(string remote)
    {
        var name = remote.TrimEnd('/', '\\').Split('/', '\\', ':')[^1];
        var folder = name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) && name.Length > 4 ? name[..^4] : name;
        return $"git clone {Quoted(remote)} {Quoted(folder)}\n{GoTo(folder)}\nGet-Hotfix";
    }

    // Brackets would be a pattern.
    private static string GoTo(string folder) => $"cd {(WildcardPattern.ContainsWildcardCharacters(folder) ? "-LiteralPath " : string.Empty)}{Quoted(folder)}";

    private static string Quoted(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
