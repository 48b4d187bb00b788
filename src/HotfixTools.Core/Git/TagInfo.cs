namespace HotfixTools;

/// <summary>What a tag says.</summary>
/// <param name="Commit">The commit that it names.</param>
/// <param name="At">When it was set; of a lightweight tag, which does not say, when the commit was made.</param>
/// <param name="Tagger">Who set it; null for a lightweight tag.</param>
public sealed record TagInfo(CommitId Commit, DateTimeOffset At, GitIdentity? Tagger);
