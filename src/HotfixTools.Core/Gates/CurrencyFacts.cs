namespace HotfixTools;

/// <summary>What the sources say is live in an environment that a hotfix is to be published to.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Silent">Why sources do not answer.</param>
/// <param name="Answers">What each source says that knows of a deploy.</param>
/// <param name="IsGoal">Whether the hotfix is made for this environment: the last one, or the one that it started from.</param>
/// <param name="StartedAt">When the hotfix began; null where nobody knows.</param>
/// <param name="Typed">Commands for the hotfix, as people type them.</param>
internal sealed record CurrencyFacts(EnvironmentName Environment, IReadOnlyList<HotfixException> Silent, IReadOnlyList<LiveAnswer> Answers, bool IsGoal, DateTimeOffset? StartedAt, TypedCommands Typed)
{
    /// <summary>For people, a line for each source: what it says, when that went live, and how far it is from what the others say. Found out when it is read: only who refuses has to show it.</summary>
    public IEnumerable<string> Told { get; init; } = [];
}
