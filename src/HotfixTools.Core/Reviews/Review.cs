namespace HotfixTools;

/// <summary>What one person said of a pull request.</summary>
/// <param name="Person">Who, as the forge calls them.</param>
/// <param name="Verdict">What.</param>
/// <param name="Commit">Of which commit; null where the forge does not tell.</param>
/// <param name="At">When, in UTC; null where the forge does not tell.</param>
/// <param name="Counts">Whether it counts for the rules of the branch; somebody's without the right to write may not.</param>
public sealed record Review(string Person, ReviewVerdict Verdict, CommitId? Commit, DateTimeOffset? At, bool Counts = true);
