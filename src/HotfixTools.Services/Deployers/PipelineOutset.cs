namespace HotfixTools.Services;

/// <summary>What was read right before a start.</summary>
/// <param name="Tip">The commit that the branch or tag is at; null where there is none of that name.</param>
/// <param name="Now">The time by the clock of the system that deploys.</param>
internal sealed record PipelineOutset(CommitId? Tip, DateTimeOffset Now)
{
    /// <summary>The time by the clock of whoever answered; by that of this machine where that is not said.</summary>
    /// <param name="answer">An answer.</param>
    public static DateTimeOffset ClockOf(ServiceAnswer answer) => answer.Headers.Date ?? DateTimeOffset.UtcNow;
}
