namespace HotfixTools;

/// <summary>One event of the journal.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="HotfixId">To which hotfix.</param>
/// <param name="Branch">The branch of the hotfix.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who did it.</param>
/// <param name="Base">The commit that the hotfix starts from.</param>
/// <param name="Head">The head of the hotfix at that time.</param>
/// <param name="MergeCommit">The commit that merged it.</param>
/// <param name="Reason">Why.</param>
public sealed record JournalEvent(
    JournalEventKind Kind, string HotfixId, BranchName Branch, DateTimeOffset At, GitIdentity By,
    CommitId? Base = null, CommitId? Head = null, CommitId? MergeCommit = null, string? Reason = null)
{
    /// <summary>The kinds that a team is told of.</summary>
    public static IReadOnlyList<JournalEventKind> Told { get; } = [.. Enum.GetValues<JournalEventKind>().Where(kind => kind is not (JournalEventKind.Unknown or JournalEventKind.NoticeOwed or JournalEventKind.NoticeSent))];

    /// <summary>The kind that a word names, written exactly so; a number names none.</summary>
    /// <param name="word">The word.</param>
    internal static JournalEventKind KindOf(string? word) => word switch
    {
        nameof(JournalEventKind.Started) => JournalEventKind.Started,
        nameof(JournalEventKind.Picked) => JournalEventKind.Picked,
        nameof(JournalEventKind.Submitted) => JournalEventKind.Submitted,
        nameof(JournalEventKind.Published) => JournalEventKind.Published,
        nameof(JournalEventKind.PublishFailed) => JournalEventKind.PublishFailed,
        nameof(JournalEventKind.RolledBack) => JournalEventKind.RolledBack,
        nameof(JournalEventKind.Updated) => JournalEventKind.Updated,
        nameof(JournalEventKind.GatePassed) => JournalEventKind.GatePassed,
        nameof(JournalEventKind.Completed) => JournalEventKind.Completed,
        nameof(JournalEventKind.Abandoned) => JournalEventKind.Abandoned,
        nameof(JournalEventKind.NoticeOwed) => JournalEventKind.NoticeOwed,
        nameof(JournalEventKind.NoticeSent) => JournalEventKind.NoticeSent,
        _ => JournalEventKind.Unknown,
    };

    /// <summary>The environment that it concerns.</summary>
    public EnvironmentName? Environment { get; init; }

    /// <summary>The commits that it concerns, such as those that were picked.</summary>
    public IReadOnlyList<CommitId> Commits { get; init; } = [];

    /// <summary>The findings that it passed by force.</summary>
    public IReadOnlyList<string> Passed { get; init; } = [];

    /// <summary>The source of deploys that somebody chose to believe, where others were not asked; null where all were.</summary>
    public string? Source { get; init; }

    /// <summary>The number of its pull request; null where it concerns none.</summary>
    public int? PullRequest { get; init; }

    /// <summary>Where it can be looked at; null for nowhere.</summary>
    public string? Url { get; init; }

    /// <summary>Of an event about a notice, which; null for all others.</summary>
    internal OwedNotice? Owed { get; init; }

    /// <summary>Which event it is, for those that can happen to a hotfix more than once; null for those that happen once.</summary>
    internal string? Key { get; init; }

    /// <summary>Whether it tells of who was told of other events, and nothing of the hotfix itself.</summary>
    public bool IsAboutNotice => Kind is JournalEventKind.NoticeOwed or JournalEventKind.NoticeSent;

    /// <summary>Whether nothing comes after it for that hotfix.</summary>
    public bool IsEnd => Kind is JournalEventKind.Completed or JournalEventKind.Abandoned;
}
