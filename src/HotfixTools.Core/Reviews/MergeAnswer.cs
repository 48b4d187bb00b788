namespace HotfixTools;

/// <summary>What a forge says to the wish to merge.</summary>
/// <param name="Kind">Which answer.</param>
/// <param name="Words">What it says, without secrets and without a full stop at its end; empty for nothing.</param>
/// <param name="Commit">Of <see cref="MergeAnswerKind.Merged"/>, the commit that it made; null where it does not say.</param>
public sealed record MergeAnswer(MergeAnswerKind Kind, string Words = "", CommitId? Commit = null);
