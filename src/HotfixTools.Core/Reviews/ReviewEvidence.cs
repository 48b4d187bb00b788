namespace HotfixTools;

/// <summary>What people and checks say of one commit of a pull request, as a forge has it.</summary>
/// <param name="Reviews">Each opinion of each person, oldest first; not yet weighed.</param>
/// <param name="Checks">The newest result of each check of exactly that commit.</param>
public sealed record ReviewEvidence(IReadOnlyList<Review> Reviews, IReadOnlyList<Check> Checks)
{
    /// <summary>How many approvals the rules of the target branch want; null where they want none, or who asks may not know.</summary>
    public int? RequiredApprovals { get; init; }

    /// <summary>
    /// The names of the checks that the rules of the target branch want; null where they want none, or who asks may not
    /// know: then every check counts.
    /// </summary>
    public IReadOnlyList<string>? RequiredChecks { get; init; }

    /// <summary>Why some checks could not be read, such as a right that the token lacks; null where all were. Then no others may exist.</summary>
    public string? UnreadChecks { get; init; }

    /// <summary>The forge's own word on whether the pull request may be merged as far as reviews go; null where it has none.</summary>
    public bool? IsApprovedByForge { get; init; }
}
