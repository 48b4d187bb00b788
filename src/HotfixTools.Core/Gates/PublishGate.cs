namespace HotfixTools;

/// <summary>May the head of the hotfix be deployed? Purity of the hotfix, evidence of its head; currency and order of each environment.</summary>
internal static class PublishGate
{
    /// <summary>Judges.</summary>
    /// <param name="facts">The hotfix.</param>
    /// <param name="targets">The environments.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Judge(HotfixFacts facts, IEnumerable<PublishTarget> targets, FindingList findings)
    {
        foreach (var target in targets)
        {
            CurrencyGate.Judge(target.Currency, findings);
            OrderGate.Judge(target.Currency.Environment, facts.Head, target.Missing, facts.Session.Typed, findings);
        }

        facts.JudgeEvidence(HotfixPurpose.Publish, findings);
        facts.JudgePurity(findings);
        if (facts.Line is null)
        {
            findings.Add(
                FindingId.CannotVerify, FindingSeverity.Error,
                "Whether commits of the mainline came into the hotfix cannot be told: its base or the mainline is not known.",
                $"Name the mainline with -Mainline; or record what is live: Register-Deploy {facts.Goal} <commit>");
        }
    }
}
