namespace HotfixTools;

/// <summary>How a hotfix is to be started.</summary>
/// <param name="Deploy">The deploy to start from, as it was found; null: what is live in the last environment.</param>
/// <param name="Base">The commit to start from instead; an expression that names one.</param>
/// <param name="Reason">Why.</param>
/// <param name="CheckOut">Whether to check the branch out.</param>
/// <param name="Adopt">Whether to put a name on a branch that plain Git made, instead of making one.</param>
public sealed record StartHotfixRequest(Deploy? Deploy, string? Base, string? Reason, bool CheckOut, bool Adopt)
{
    /// <summary>The sources to ask for what is live; empty for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
