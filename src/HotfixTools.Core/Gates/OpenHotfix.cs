namespace HotfixTools;

/// <summary>The hotfix in progress, as a normal deploy sees it.</summary>
/// <param name="Branch">Its branch.</param>
/// <param name="Head">Its head.</param>
/// <param name="HeadAuthor">Who wrote the head; who to ask where nobody else is named.</param>
/// <param name="HeadAt">When the head was committed.</param>
/// <param name="Started">How it began; null where the journal does not tell.</param>
/// <param name="Concerns">Whether it concerns the environment: it is made for it, or on its way through it.</param>
/// <param name="Stale">Since when it is forgotten, in words; null where it is not.</param>
/// <param name="IsShipped">Whether the commit has the whole of it in its history, so that deploying it loses nothing of it.</param>
internal sealed record OpenHotfix(
    BranchName Branch, CommitId Head, string HeadAuthor, DateTimeOffset? HeadAt, JournalEvent? Started, bool Concerns, string? Stale, bool IsShipped);
