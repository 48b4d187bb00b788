namespace HotfixTools.Testing.Forges;

/// <summary>The rules of a branch of a stand-in.</summary>
/// <param name="Approvals">How many approvals it wants.</param>
/// <param name="Checks">The names of the checks that it wants.</param>
public sealed record StandInProtection(int Approvals, IReadOnlyList<string> Checks)
{
    /// <summary>Whether it merges by a queue.</summary>
    public bool HasQueue { get; init; }
}
