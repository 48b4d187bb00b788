namespace HotfixTools.Services;

/// <summary>A run as it was seen.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Words">The same for people, after its name: <c>is queued</c>.</param>
/// <param name="Commit">The commit that it runs for; null where that is not said.</param>
/// <param name="Url">Where people look at it; null where that is not said.</param>
internal sealed record PipelineState(PipelinePhase Phase, string Words, CommitId? Commit, string? Url)
{
    /// <summary>Whether the run can be found again by what it shows; null where it need not show anything.</summary>
    public bool? IsMarked { get; init; }
}
