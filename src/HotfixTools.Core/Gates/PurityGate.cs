namespace HotfixTools;

/// <summary>Is the hotfix all its own? What came in from the mainline would ship with it.</summary>
internal static class PurityGate
{
    private const int Shown = 10;

    /// <summary>Judges.</summary>
    /// <param name="purity">What is not its own.</param>
    /// <param name="mainline">The mainline.</param>
    /// <param name="branch">The hotfix branch.</param>
    /// <param name="wayOut">What to do where something came in.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Judge(Purity purity, BranchName? mainline, BranchName branch, string wayOut, FindingList findings)
    {
        if (purity.Contaminating.Count > 0)
        {
            var by = purity.BroughtInBy is { } commit ? $" by {commit.Id.Short} '{commit.Subject}' of {DisplayText.Clean(commit.Author.ToString())}" : string.Empty;
            findings.Add(
                FindingId.Contaminated, FindingSeverity.Error,
                $"{HotfixErrors.Count(purity.Contaminating.Count, "commit")} of {mainline} came into the hotfix{by} and would ship with it: {List(purity.Contaminating)}.",
                wayOut, commits: purity.Contaminating.Select(found => found.Commit.Id));
        }

        foreach (var (fix, original) in purity.Picks)
        {
            findings.Add(
                FindingId.Picked, FindingSeverity.Info,
                $"{fix.Id.Short} '{fix.Subject}' is a pick of {original.Id.Short} of {mainline}, equal by patch, and ships with the hotfix.",
                $"Nothing, if it is meant; otherwise revert it on '{branch}'.", commits: [fix.Id, original.Id]);
        }
    }

    private static string List(IReadOnlyList<Contamination> found) =>
        string.Join("; ", found.Take(Shown)) + (found.Count > Shown ? $"; and {found.Count - Shown} more" : string.Empty);
}
