using System.Text.Json;
using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>
/// A deploy from this clone, kept in its Git folder until the ledger and the journal have it: what is live must be
/// recorded even where the network, or this process, went away right after the deploy; and not be deployed twice for it.
/// </summary>
/// <param name="Environment">The environment.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Outcome">How far it came.</param>
/// <param name="BegunAt">When it began, in UTC.</param>
/// <param name="At">When it came that far, in UTC.</param>
/// <param name="EntryId">The id of its entry in the ledger, and of its event in the journal.</param>
/// <param name="Kind">Its event in the journal, where it goes well.</param>
/// <param name="HotfixId">The hotfix that the event belongs to; null for no event.</param>
/// <param name="Head">The head of that hotfix.</param>
/// <param name="IsHotfix">Whether the commit is a hotfix that is not merged.</param>
/// <param name="Reason">Why it was forced, or why it failed.</param>
/// <param name="Passed">The findings that it passed by force.</param>
internal sealed record DeployNote(
    EnvironmentName Environment, CommitId Commit, DeployOutcome Outcome, DateTimeOffset BegunAt, DateTimeOffset At, string EntryId,
    JournalEventKind Kind, string? HotfixId, CommitId? Head, bool IsHotfix, string? Reason, IReadOnlyList<string> Passed)
{
    /// <summary>The sources that somebody chose to believe about what is live; null where all were asked.</summary>
    public string? Source { get; init; }

    /// <summary>Whether what deploys can be asked later what became of it, so that it is waited for and not begun again.</summary>
    public bool IsResumable { get; init; }

    /// <summary>The run that does it; null where none is known.</summary>
    public DeployRun? Run { get; init; }

    /// <summary>What this clone has not recorded yet; null where there is nothing, or where somebody who still runs is at it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="environment">The environment.</param>
    public static DeployNote? Read(IGitRepository repository, EnvironmentName environment)
    {
        try
        {
            return repository.ReadNote(Name(environment)) is { } text
                && JsonNode.Parse(text) is JsonObject note
                && CommitId.TryParse((string?)note["commit"], out var commit)
                && Enum.TryParse((string?)note["outcome"], out DeployOutcome outcome) && Enum.IsDefined(outcome)
                && JournalEvent.KindOf((string?)note["kind"]) is not JournalEventKind.Unknown and var kind
                && (string?)note["entry"] is { } entry
                && (DateTimeOffset?)note["begunAt"] is { } begunAt && (DateTimeOffset?)note["at"] is { } at
                && (bool?)note["isHotfix"] is { } isHotfix && note["passed"] is JsonArray passed
                    ? new DeployNote(
                        environment, commit, outcome, begunAt, at, entry, kind, (string?)note["hotfix"],
                        CommitId.TryParse((string?)note["head"], out var head) ? head : null, isHotfix, (string?)note["reason"],
                        [.. passed.Select(finding => (string?)finding).OfType<string>()])
                        {
                            Source = (string?)note["source"],
                            IsResumable = (bool?)note["isResumable"] ?? false,
                            Run = (string?)note["run"] is { } run ? new DeployRun(run, (string?)note["url"]) : null,
                        }
                    : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Cut off in the middle of writing: then nothing was begun yet.
            return null;
        }
    }

    /// <summary>Whether somebody who still runs deploys to an environment from this clone.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="environment">The environment.</param>
    public static bool IsUnderWay(IGitRepository repository, EnvironmentName environment) => repository.IsNoteHeldElsewhere(Name(environment));

    /// <summary>Keeps it.</summary>
    public void Write(IGitRepository repository) => repository.WriteNote(Name(Environment), new JsonObject
    {
        ["commit"] = Commit.ToString(),
        ["outcome"] = Outcome.ToString(),
        ["begunAt"] = BegunAt,
        ["at"] = At,
        ["entry"] = EntryId,
        ["kind"] = Kind.ToString(),
        ["hotfix"] = HotfixId,
        ["head"] = Head?.ToString(),
        ["isHotfix"] = IsHotfix,
        ["reason"] = Reason is null ? null : RemoteUrl.Redact(Reason),
        ["source"] = Source,
        ["isResumable"] = IsResumable,
        ["run"] = Run?.Id,
        ["url"] = Run?.Url,
        ["passed"] = new JsonArray([.. Passed.Select(finding => JsonValue.Create(finding))]),
    }.ToJsonString());

    /// <summary>Notes that everything is recorded.</summary>
    public void Remove(IGitRepository repository) => repository.WriteNote(Name(Environment), null);

    private static string Name(EnvironmentName environment) => $"deploy-{environment}";
}
