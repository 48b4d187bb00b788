namespace HotfixTools;

/// <summary>What is to be deployed, and where.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Commit">The commit; exactly this one.</param>
/// <param name="Branch">The hotfix branch.</param>
/// <param name="Repository">The repository: the root of the working tree, or the folder of a bare clone.</param>
public sealed record DeployRequest(EnvironmentName Environment, CommitId Commit, BranchName Branch, string Repository)
{
    /// <summary>Which deploy it is: a text that no other deploy has, and that a second try of the same deploy has again.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>The mainline; null where it is not known.</summary>
    public BranchName? Mainline { get; init; }

    /// <summary>When it first began, in UTC.</summary>
    public DateTimeOffset BegunAt { get; init; }

    /// <summary>
    /// Whether an earlier command began this very deploy and did not see its end: a run of it may be under way, or over,
    /// although <see cref="Run"/> is not known.
    /// </summary>
    public bool IsResumed { get; init; }

    /// <summary>Whether it may be started where no run of it is found; else it is only asked what became of it.</summary>
    public bool MayStart { get; init; } = true;

    /// <summary>The run that does it, as an earlier command noted it; null for none.</summary>
    public DeployRun? Run { get; init; }

    /// <summary>To be told of the run as soon as it is known: then a later command can go on waiting for it.</summary>
    public Action<DeployRun> Started { get; init; } = _ => { };
}
