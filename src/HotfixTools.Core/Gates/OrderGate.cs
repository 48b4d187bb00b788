namespace HotfixTools;

/// <summary>Has the head passed the environments that come before?</summary>
internal static class OrderGate
{
    /// <summary>Judges.</summary>
    /// <param name="environment">Where it is to be published.</param>
    /// <param name="head">The head of the hotfix.</param>
    /// <param name="missing">The environments that come before and have not got it, and what they have.</param>
    /// <param name="typed">Commands for the hotfix, as people type them.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Judge(EnvironmentName environment, CommitId head, IReadOnlyList<(EnvironmentName Environment, CommitId? Live)> missing, TypedCommands typed, FindingList findings)
    {
        if (missing.Count == 0)
            return;
        var named = missing.Select(before => before.Live is { } live ? $"{before.Environment} has {live.Short}" : $"of {before.Environment} nothing is recorded");
        findings.Add(
            FindingId.EnvironmentOrder, FindingSeverity.Error,
            $"{head.Short} must pass {string.Join(", ", missing.Select(before => before.Environment))} before {environment}: {string.Join(", ", named)}.",
            typed.Cmdlet($"Publish-Hotfix {TypedCommands.List(missing.Select(before => before.Environment).Append(environment).Select(name => name.ToString()))}"), environment, [head]);
    }
}
