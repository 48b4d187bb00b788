namespace HotfixTools;

/// <summary>A hotfix, as it is derived from the remote.</summary>
public sealed record Hotfix
{
    /// <summary>The id in the journal; null for a hotfix that was made without <c>New-Hotfix</c>.</summary>
    public string? Id { get; init; }

    /// <summary>The repository: the root of the working tree, the folder of a bare clone, or the URL that was asked.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The branch, usually <c>hotfix</c>.</summary>
    public string Branch { get; init; } = string.Empty;

    /// <summary>How far it is.</summary>
    public HotfixState State { get; init; }

    /// <summary>The commit that it starts from: 40 hexadecimal digits.</summary>
    public string? Base { get; init; }

    /// <summary>The deploy of the base, where one is recorded.</summary>
    public Deploy? BaseDeploy { get; init; }

    /// <summary>The last commit of the branch: 40 hexadecimal digits.</summary>
    public string? Head { get; init; }

    /// <summary>The fix commits, <c>base..head</c>, oldest first.</summary>
    public IReadOnlyList<HotfixCommit> Commits { get; init => field = Listing<HotfixCommit>.Of(value); } = Listing<HotfixCommit>.Empty;

    /// <summary>Why it was started.</summary>
    public string? Reason { get; init; }

    /// <summary>Who started it: <c>Name &lt;email&gt;</c>.</summary>
    public string? StartedBy { get; init; }

    /// <summary>When it was started, in UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long ago it was started, or for one without a start in the journal, since its first commit.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>When something last happened to it, in UTC: a commit, or an event in the journal.</summary>
    public DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>The branch that it is merged back into.</summary>
    public string Mainline { get; init; } = string.Empty;

    /// <summary>How many commits the mainline has that it lacks.</summary>
    public int BehindMainline { get; init; }

    /// <summary>Its pull request, where a forge is configured.</summary>
    public HotfixPullRequest? PullRequest { get; init; }

    /// <summary>Where commits of it are live.</summary>
    public IReadOnlyList<Deploy> Published { get; init => field = Listing<Deploy>.Of(value); } = Listing<Deploy>.Empty;

    /// <summary>The commit of the mainline that merged it: 40 hexadecimal digits.</summary>
    public string? MergeCommit { get; init; }

    /// <summary>Whether it was forgotten: nothing happened for as long as the settings allow.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether something else was deployed since: shipping the hotfix would roll that back.</summary>
    public bool IsSuperseded { get; init; }

    /// <summary>Whether commits of the mainline since the base came into it: shipping it would ship them.</summary>
    public bool IsContaminated { get; init; }

    /// <summary>What a look at it found.</summary>
    public IReadOnlyList<HotfixFinding> Findings { get; init => field = Listing<HotfixFinding>.Of(value); } = Listing<HotfixFinding>.Empty;

    /// <summary>The command to type next.</summary>
    public string? NextStep { get; init; }

    /// <summary>The branch and its state, for people.</summary>
    public override string ToString() => $"{Branch} ({State})";
}
