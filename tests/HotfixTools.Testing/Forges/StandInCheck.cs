namespace HotfixTools.Testing.Forges;

/// <summary>A result that a check, or a status, has of a commit.</summary>
/// <param name="Id">Its number; a later one of the same name counts.</param>
/// <param name="Name">Its name.</param>
/// <param name="Commit">The commit.</param>
/// <param name="State">success, failure, pending, skipped, neutral, cancelled.</param>
/// <param name="Description">What it says beside.</param>
/// <param name="At">When.</param>
/// <param name="IsStatus">Whether it is a status, and not a check run, where the forge has both.</param>
public sealed record StandInCheck(int Id, string Name, string Commit, string State, string Description, DateTimeOffset At, bool IsStatus);
