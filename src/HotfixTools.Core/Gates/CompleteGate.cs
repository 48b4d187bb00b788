namespace HotfixTools;

/// <summary>May the hotfix be merged back? Only what is live, unless the fix goes with the regular release; and nothing may be lost.</summary>
internal static class CompleteGate
{
    /// <summary>Judges.</summary>
    /// <param name="facts">The hotfix.</param>
    /// <param name="rollIn">Whether the fix goes with the regular release, without a deploy of its own.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Judge(HotfixFacts facts, bool rollIn, FindingList findings)
    {
        // What is merged and was live once is only cleared away; what a normal deploy made of it since is right.
        if (rollIn || facts.IsPublished || (facts.Merge is not null && facts.WasPublished))
            return;
        var goal = facts.Session.Settings.LastEnvironment;
        if (facts.IsSuperseded)
        {
            CurrencyGate.Judge(new CurrencyFacts(goal, [], [facts.LiveNow!], IsGoal: true, facts.Started?.At, facts.Session.Typed), findings);
            return;
        }

        var live = facts.LiveNow is { } now ? $"{CommitId.Parse(now.Deploy.Commit).Short} is" : "nothing is recorded";
        findings.Add(
            FindingId.HeadNotPublished, FindingSeverity.Error,
            $"{facts.Head.Short} is not what is live in {goal}: {live}. A hotfix is deployed before it is merged.",
            $"{facts.Session.Typed.Publish(goal)}; or ship the fix with the regular release: {facts.Session.Typed.Cmdlet("Complete-Hotfix -RollIn")}", goal, [facts.Head]);
    }
}
