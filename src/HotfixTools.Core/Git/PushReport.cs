namespace HotfixTools;

/// <summary>What became of a push, ref by ref, in the order in which they were asked for.</summary>
/// <param name="Url">The remote.</param>
/// <param name="Outcomes">One for each update.</param>
/// <param name="Cause">What was thrown, where the remote could not be reached.</param>
public sealed record PushReport(RemoteUrl Url, IReadOnlyList<RefOutcome> Outcomes, Exception? Cause = null)
{
    /// <summary>Whether everything was written.</summary>
    public bool IsWritten => Outcomes.All(outcome => outcome.Verdict == RefVerdict.Written);

    /// <summary>Whether something had moved, so that looking again and trying again makes sense.</summary>
    public bool IsMoved => Outcomes.Any(outcome => outcome.Verdict == RefVerdict.Moved);

    /// <summary>The first update that was refused, or whose remote could not be reached, as an error; null where there is none.</summary>
    public HotfixException? Failure() =>
        Outcomes.Select(outcome => outcome.Verdict switch
        {
            RefVerdict.Rejected => Refused(outcome),
            // What was thrown may know better, such as that a program is missing.
            RefVerdict.Unreachable => Cause as HotfixException ?? HotfixErrors.RemoteUnreachable(Url, outcome.Words, Cause),
            RefVerdict.Unknown => HotfixErrors.OutcomeUnknown(Url, outcome.Update.Ref, outcome.Words, Cause),
            RefVerdict.AuthenticationFailed => Cause as HotfixException ?? HotfixErrors.AuthenticationFailed(Url, outcome.Words, Cause),
            _ => null,
        }).FirstOrDefault(error => error is not null);

    private static HotfixException Refused(RefOutcome outcome)
    {
        var reference = outcome.Update.Ref;
        if (Says(outcome, UnpackWords))
            return HotfixErrors.PushRejected(reference, outcome.Words);
        if ((!reference.IsBranch && !reference.IsTag) || NameIsRefused(outcome))
            return HotfixErrors.RefNotAccepted(reference, outcome.Words);
        return Says(outcome, ProtectionWords) ? HotfixErrors.ProtectedBranch(reference, outcome.Words) : HotfixErrors.PushRejected(reference, outcome.Words);
    }

    // How GitHub, GitLab, Azure DevOps, Gitea and Bitbucket say that a branch takes pull requests only.
    private static readonly string[] ProtectionWords =
        ["protect", "rule violations", "pull request", "merge request", "TF402455", "not allowed to push", "branch permission"];

    // What a server that takes nothing says of no ref in particular: its disk is full, or the pack too large.
    private static readonly string[] UnpackWords = ["unpack failed", "unpacker error"];

    // The words of git's receive-pack for a name that it will not keep, or cannot beside another.
    private static readonly string[] NameWords = ["hidden ref", "funny refname", "exists; cannot create"];

    // Over HTTP the reason behind "failed to update ref" is not handed over; of a new name, it is nearly always the name.
    private static bool NameIsRefused(RefOutcome outcome) =>
        Says(outcome, NameWords) || (outcome.Update.Expected.IsZero && outcome.Words.Trim() == "failed to update ref");

    private static bool Says(RefOutcome outcome, IEnumerable<string> words) =>
        words.Any(word => outcome.Words.Contains(word, StringComparison.OrdinalIgnoreCase));
}
