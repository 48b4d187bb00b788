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
            RefVerdict.AuthenticationFailed => Cause as HotfixException ?? HotfixErrors.AuthenticationFailed(Url, outcome.Words, Cause),
            _ => null,
        }).FirstOrDefault(error => error is not null);

    private static HotfixException Refused(RefOutcome outcome)
    {
        var reference = outcome.Update.Ref;
        if (!reference.IsBranch && !reference.IsTag || NameIsRefused(outcome.Words))
            return HotfixErrors.RefNotAccepted(reference, outcome.Words);
        return outcome.Words.Contains("protect", StringComparison.OrdinalIgnoreCase)
            ? HotfixErrors.ProtectedBranch(reference, outcome.Words)
            : HotfixErrors.PushRejected(reference, outcome.Words);
    }

    // The words of git's receive-pack for a name that it cannot or will not keep.
    private static bool NameIsRefused(string words) =>
        words.Contains("hidden ref", StringComparison.OrdinalIgnoreCase)
        || words.Contains("funny refname", StringComparison.OrdinalIgnoreCase)
        || words.Contains("failed to update ref", StringComparison.OrdinalIgnoreCase)
        || words.Contains("cannot lock ref", StringComparison.OrdinalIgnoreCase);
}
