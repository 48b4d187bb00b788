namespace HotfixTools.Testing.Forges;

/// <summary>What a person said of a pull request of a stand-in.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Person">Who.</param>
/// <param name="Verdict">approved, changes, comment.</param>
/// <param name="Commit">The head when it was said.</param>
/// <param name="At">When.</param>
public sealed record StandInReview(int Id, string Person, string Verdict, string Commit, DateTimeOffset At)
{
    /// <summary>Whether it was taken back since.</summary>
    public bool IsDismissed { get; set; }
}
