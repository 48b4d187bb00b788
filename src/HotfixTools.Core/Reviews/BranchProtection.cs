namespace HotfixTools;

/// <summary>What a forge says of pushing to a branch.</summary>
/// <param name="IsProtected">Whether it is to be merged into by pull requests.</param>
/// <param name="Why">What says so, for people: <c>a ruleset</c>; empty where it is not protected.</param>
public sealed record BranchProtection(bool IsProtected, string Why = "");
