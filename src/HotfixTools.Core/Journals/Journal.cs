using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>The hotfix journal: what Git cannot know of hotfixes, who, when and why.</summary>
public sealed class Journal
{
    /// <summary>What is wrong with an entry that names a hotfix by what cannot be an id.</summary>
    internal const string NamesByNoId = "what it names a hotfix by cannot be an id";

    private const int MaxEventsLookedAt = 1000;

    private readonly HotfixSession _session;
    private readonly Chain _chain;

    /// <summary>The journal of a repository.</summary>
    /// <param name="session">The repository and its remote.</param>
    public Journal(HotfixSession session)
    {
        _session = session;
        _chain = new Chain(session, session.Settings.Journal);
    }

    /// <summary>The events, newest first, read as they are asked for.</summary>
    /// <param name="tip">The newest entry; null for none.</param>
    public IEnumerable<JournalEvent> Read(CommitId? tip) => _chain.Read(tip).Select(ToEvent).Where(found => found is not null)!;

    /// <summary>The events that came after an entry, newest first; all of them, where that is not in the journal.</summary>
    /// <param name="known">The entry; null for none.</param>
    /// <param name="tip">The newest entry; null for none.</param>
    internal IEnumerable<JournalEvent> Since(CommitId? known, CommitId? tip) =>
        _chain.Read(tip).TakeWhile(entry => entry.Commit != known).Select(ToEvent).OfType<JournalEvent>();

    /// <summary>
    /// The events of the hotfix that the journal takes to be in progress on the branch of the settings, oldest first;
    /// empty where the last one there ended, or none began.
    /// </summary>
    /// <param name="tip">The newest entry; null for none.</param>
    public IReadOnlyList<JournalEvent> OfCurrent(CommitId? tip)
    {
        List<JournalEvent> events = [];
        foreach (var happened in Read(tip).Where(happened => happened.Branch == _session.Settings.Branch && !happened.IsAboutNotice))
        {
            if (happened.IsEnd)
                break;
            events.Insert(0, happened);
            // An event of an earlier hotfix may come late: a deploy that lacks it was let through.
            if (happened.Kind == JournalEventKind.Started)
                return [.. events.Where(found => found.HotfixId == happened.HotfixId)];
        }

        return [];
    }

    /// <summary>The commit that a hotfix starts from, as its events have it; null where none tells.</summary>
    /// <param name="events">The events of one hotfix, oldest first.</param>
    public static CommitId? BaseOf(IReadOnlyList<JournalEvent> events) =>
        events.LastOrDefault(happened => happened.Kind is JournalEventKind.Started or JournalEventKind.Updated && happened.Base is not null)?.Base;

    /// <summary>What the commits of a hotfix were called before <c>Update-Hotfix</c> moved them, as far as its events tell.</summary>
    /// <param name="events">The events of one hotfix.</param>
    public static IEnumerable<CommitId> FormerIds(IReadOnlyList<JournalEvent> events) =>
        events.Where(happened => happened.Kind == JournalEventKind.Updated).SelectMany(happened => happened.Commits);

    /// <summary>Appends an event, unless the journal already says that this happened to this hotfix.</summary>
    /// <param name="tip">The newest entry, as far as is known.</param>
    /// <param name="happened">The event.</param>
    /// <param name="check">Told the newest entry before each try; throws where the event must not be appended after it.</param>
    /// <returns>The newest entry afterwards.</returns>
    public CommitId? Append(CommitId? tip, JournalEvent happened, Action<CommitId?>? check = null)
    {
        var end = _chain.Append(tip, newest =>
        {
            if (IsRecorded(newest, happened))
                return null;
            check?.Invoke(newest);
            _session.Notices.Expect(happened);
            return Describe(happened);
        });
        _session.NoteJournal(end);
        return end;
    }

    /// <summary>An event as an update of the journal, for a push together with what it tells of.</summary>
    /// <param name="tip">The newest entry, as far as is known.</param>
    /// <param name="happened">The event.</param>
    internal RefUpdate Draft(CommitId? tip, JournalEvent happened)
    {
        var entry = _chain.Write(Describe(happened), tip);
        _session.Notices.Expect(happened);
        return new RefUpdate(_chain.Ref, tip ?? CommitId.Zero, entry);
    }

    /// <summary>Whether the journal already says that this happened to this hotfix.</summary>
    /// <param name="tip">The newest entry; null for none.</param>
    /// <param name="happened">The event.</param>
    public bool IsRecorded(CommitId? tip, JournalEvent happened)
    {
        // Back to its start is far enough, and for one without a start no further than anybody looks.
        foreach (var earlier in Read(tip).Take(MaxEventsLookedAt).Where(earlier => earlier.Branch == happened.Branch && earlier.HotfixId == happened.HotfixId))
        {
            if (happened.Key is { } key ? earlier.Key == key : earlier.Kind == happened.Kind)
                return true;
            if (earlier.Kind == JournalEventKind.Started)
                return false;
        }

        return false;
    }

    /// <summary>What is wrong with what an entry says, where this version knows its words; and the event that it tells of.</summary>
    /// <param name="reading">An entry.</param>
    internal (string? Fault, JournalEvent? Event) Judge(ChainReading reading)
    {
        var entry = reading.Entry!;
        // Other kinds of entries, and of events, may come with later versions.
        if (entry.Text("kind") is { } kind && kind != "event")
            return (null, null);
        if (entry.Text("hotfix") is { } id && !HotfixIds.IsId(id))
            return (NamesByNoId, null);
        if (ToEvent(entry) is not { } happened)
            return ("it names no hotfix", null);
        if (happened.Kind == JournalEventKind.Unknown)
            return (null, happened);
        if (!EntryAgreement.IsSame(happened.By, entry.By))
            return ("its file names somebody else than its commit", happened);
        return (EntryAgreement.Fault(reading, Describe(happened)), happened);
    }

    private static NewChainEntry Describe(JournalEvent happened) => new(
        $"{happened.Kind} {happened.Branch} {happened.HotfixId}",
        new JsonObject
        {
            ["kind"] = "event",
            ["event"] = happened.Kind.ToString(),
            ["hotfix"] = happened.HotfixId,
            ["branch"] = happened.Branch.ToString(),
            ["by"] = new JsonObject { ["name"] = happened.By.Name, ["email"] = happened.By.Email },
            ["base"] = happened.Base?.ToString(),
            ["head"] = happened.Head?.ToString(),
            ["mergeCommit"] = happened.MergeCommit?.ToString(),
            ["environment"] = happened.Environment?.ToString(),
            ["commits"] = happened.Commits.Count > 0 ? new JsonArray([.. happened.Commits.Select(commit => JsonValue.Create(commit.ToString()))]) : null,
            ["passed"] = happened.Passed.Count > 0 ? new JsonArray([.. happened.Passed.Select(finding => JsonValue.Create(finding))]) : null,
            ["source"] = happened.Source,
            ["pullRequest"] = happened.PullRequest,
            ["url"] = happened.Url,
            ["notice"] = happened.Owed is { } owed ? new JsonObject { ["event"] = owed.Event, ["target"] = owed.Target } : null,
            ["reason"] = happened.Reason,
        },
        [
            new("Hotfix-Id", happened.HotfixId),
            new("Base", happened.Base?.ToString()),
            new("Head", happened.Head?.ToString()),
            new("Merge-Commit", happened.MergeCommit?.ToString()),
            new("Environment", happened.Environment?.ToString()),
            .. happened.Commits.Select(commit => new ChainTrailer("Commit", commit.ToString())),
            .. happened.Passed.Select(finding => new ChainTrailer("Passed", finding)),
            new("Source", happened.Source),
            new("Pull-Request", happened.PullRequest?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("Url", happened.Url),
            new("Reason", happened.Reason),
        ],
        [.. new[] { happened.Base, happened.Head, happened.MergeCommit }.OfType<CommitId>(), .. happened.Commits],
        happened.Key);

    private JournalEvent? ToEvent(ChainEntry entry)
    {
        if (entry.Text("hotfix") is not { } id || !BranchName.TryParse(entry.Text("branch"), out var branch))
            return null;
        if (!HotfixIds.IsId(id))
            throw HotfixErrors.ChainDamaged(_chain.Ref, entry.Commit, NamesByNoId);
        var kind = JournalEvent.KindOf(entry.Text("event"));
        var by = entry.Body["by"] is JsonObject person
            && person["name"] is JsonValue name && name.TryGetValue(out string? called)
            && person["email"] is JsonValue email && email.TryGetValue(out string? mail)
                ? new GitIdentity(DisplayText.Clean(called), DisplayText.Clean(mail))
                : new GitIdentity(DisplayText.Clean(entry.By.Name), DisplayText.Clean(entry.By.Email));
        return new JournalEvent(
            kind, DisplayText.Clean(id), branch, entry.At, by, entry.CommitOf("base"), entry.CommitOf("head"), entry.CommitOf("mergeCommit"),
            entry.Text("reason") is { } reason ? RemoteUrl.Redact(reason) : null)
        {
            Environment = EnvironmentName.TryParse(entry.Text("environment"), out var environment) ? environment : null,
            Commits = [.. entry.Texts("commits").Select(text => CommitId.TryParse(text, out var commit) ? commit : null).OfType<CommitId>()],
            Passed = [.. entry.Texts("passed").Select(RemoteUrl.Redact)],
            Source = entry.Text("source") is { } source ? RemoteUrl.Redact(source) : null,
            PullRequest = entry.Body["pullRequest"] is JsonValue request && request.TryGetValue(out int number) ? number : null,
            Url = entry.Text("url") is { } url ? RemoteUrl.Redact(url) : null,
            Owed = entry.Body["notice"] is JsonObject notice
                && notice["event"] is JsonValue told && told.TryGetValue(out string? eventId)
                && notice["target"] is JsonValue whom && whom.TryGetValue(out string? target)
                    ? new OwedNotice(DisplayText.Clean(eventId), DisplayText.Clean(target))
                    : null,
            Key = entry.Id,
        };
    }
}
