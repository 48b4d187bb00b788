namespace HotfixTools;

/// <summary>One hotfix of the past, or the one in progress, as its history tells.</summary>
public sealed record HotfixRecord
{
    /// <summary>The id in the journal; null for one that is known from Git alone.</summary>
    public string? Id { get; init; }

    /// <summary>The repository: the root of the working tree, the folder of a bare clone, or the URL that was asked.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The branch, usually <c>hotfix</c>.</summary>
    public string Branch { get; init; } = string.Empty;

    /// <summary>How it ended.</summary>
    public HotfixOutcome Outcome { get; init; }

    /// <summary>From what it is known.</summary>
    public HotfixRecordSource Source { get; init; }

    /// <summary>The commit that it started from: 40 hexadecimal digits; null where nobody knows.</summary>
    public string? Base { get; init; }

    /// <summary>Its last head: 40 hexadecimal digits; null where nobody knows.</summary>
    public string? Head { get; init; }

    /// <summary>The commit of the mainline that merged it: 40 hexadecimal digits; null for none.</summary>
    public string? MergeCommit { get; init; }

    /// <summary>How many fix commits it held; null where nobody knows.</summary>
    public int? FixCommits { get; init; }

    /// <summary>Why it was started.</summary>
    public string? Reason { get; init; }

    /// <summary>Who started it: <c>Name &lt;email&gt;</c>. Of one that is known from Git alone, the author of its first commit.</summary>
    public string? StartedBy { get; init; }

    /// <summary>
    /// When it was started, in UTC. Of one that is known from Git alone, or was adopted later, when its first commit was
    /// made, by the date of the committer.
    /// </summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When a head of it was first live in the last environment, in UTC; null for never, or where nobody knows.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The environments that it was published to, in the order of the first time.</summary>
    public IReadOnlyList<string> PublishedTo { get; init => field = Listing<string>.Of(value); } = Listing<string>.Empty;

    /// <summary>When it was completed or given up, in UTC; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who completed it or gave it up: <c>Name &lt;email&gt;</c>.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Why it was given up; of one that went with the regular release, that.</summary>
    public string? EndReason { get; init; }

    /// <summary>Whether something else was deployed while it was open, so that it had to be moved, rolled in or given up.</summary>
    public bool WasSuperseded { get; init; }

    /// <summary>How many deploys of it failed.</summary>
    public int FailedDeploys { get; init; }

    /// <summary>How often an environment was taken back from it.</summary>
    public int Rollbacks { get; init; }

    /// <summary>The number of its pull request; null for none.</summary>
    public int? PullRequest { get; init; }

    /// <summary>From the start until it was first live in the last environment; null where either is not known.</summary>
    public TimeSpan? TimeToPublish => PublishedAt - StartedAt;

    /// <summary>From the start until it was merged back; null where it was not, or either is not known.</summary>
    public TimeSpan? TimeToComplete => Outcome == HotfixOutcome.Completed ? EndedAt - StartedAt : null;

    /// <summary>The branch, how it ended, and when it began, for people.</summary>
    public override string ToString() => $"{Branch} ({Outcome}, {Clock.Text(StartedAt)})";
}
