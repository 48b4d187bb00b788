namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What a command comes to, where nothing happens meanwhile: its success, or the ids of errors.</summary>
internal static class Expected
{
    /// <summary>Success.</summary>
    public const string Success = "";

    private const string HalfDone = "HotfixInProgress";

    /// <summary>What a command may come to, whatever happens meanwhile.</summary>
    /// <param name="kind">The command.</param>
    public static string[] Ever(ActKind kind) => kind switch
    {
        ActKind.Start => [Success, HalfDone, "HotfixMoved"],
        ActKind.Adopt => [Success, "NoHotfix", HalfDone, "HotfixMoved"],
        ActKind.Pick => [Success, "NoHotfix", HalfDone, "AlreadyMerged"],
        ActKind.Publish => [Success, "NoHotfix", HalfDone, "NoFixCommits", "Contaminated", "Superseded", "HotfixMoved", "DeployOvertaken"],
        ActKind.Register => [Success, "CommitNotFound"],
        ActKind.Restore => [Success, "NoDeployRecord", "Superseded"],
        ActKind.Update => [Success, "NoHotfix", HalfDone, "AlreadyMerged", "Contaminated", "HotfixMoved"],
        ActKind.Complete => [Success, "NoHotfix", HalfDone, "NoFixCommits", "NotPublished", "Superseded", "ChecksLostInMerge", "HotfixMoved"],
        ActKind.RollIn => [Success, "NoHotfix", HalfDone, "NoFixCommits", "ChecksLostInMerge", "HotfixMoved"],
        ActKind.Stop => [Success, "NoHotfix", HalfDone, "AlreadyMerged", "HotfixMoved"],
        _ => [Success],
    };

    /// <summary>What a command comes to.</summary>
    /// <param name="act">The command.</param>
    /// <param name="outlook">What there is.</param>
    /// <param name="left">The state that the hotfix is said to be in, where its branch is gone; null where there is none.</param>
    /// <returns>What it may come to; all that it ever may, where that is not simple to say.</returns>
    public static string[] Of(Act act, Outlook outlook, string? left)
    {
        string[] gone = left is null ? ["NoHotfix"] : [HalfDone];
        var isThere = outlook.Head is not null;
        switch (act.Kind)
        {
            case ActKind.Start:
                return isThere ? [HalfDone] : left is null or "InProgress" ? [Success] : [HalfDone];
            case ActKind.Adopt:
                return !isThere ? gone : outlook.Id is not null ? [HalfDone] : [Success];
            case ActKind.Pick or ActKind.Publish or ActKind.Update when !isThere:
                return gone;
            case ActKind.Pick:
                return outlook.IsMerged switch { null => Ever(act.Kind), true => ["AlreadyMerged"], _ => [Success] };
            case ActKind.Publish:
                return outlook.Own.Count == 0 ? ["NoFixCommits"]
                    : outlook.IsPublished ? [Success]
                    : outlook.IsSuperseded is null ? Ever(act.Kind)
                    : [.. outlook.Contaminating.Count > 0 ? ["Contaminated"] : Array.Empty<string>(), .. outlook.IsSuperseded == true ? ["Superseded"] : Array.Empty<string>(), .. outlook.Contaminating.Count == 0 && outlook.IsSuperseded == false ? [Success] : Array.Empty<string>()];
            case ActKind.Update:
                return outlook.IsMerged is null || outlook.IsSuperseded is null ? Ever(act.Kind)
                    : outlook.IsMerged == true ? ["AlreadyMerged"]
                    : outlook.IsSuperseded == false || outlook.Own.Count == 0 ? [Success]
                    : outlook.Contaminating.Count > 0 ? ["Contaminated"]
                    : [Success, "AlreadyMerged"];
            case ActKind.Complete or ActKind.RollIn when !isThere:
                return left switch { null => ["NoHotfix"], "Merged" => [Success], _ => [HalfDone] };
            case ActKind.Complete or ActKind.RollIn:
                return outlook.Own.Count == 0 ? ["NoFixCommits"]
                    : outlook.IsMerged is null || outlook.IsSuperseded is null ? Ever(act.Kind)
                    : act.Kind == ActKind.RollIn || outlook.IsPublished || (outlook.IsMerged == true && outlook.WasPublished) ? [Success, "ChecksLostInMerge"]
                    : outlook.IsSuperseded == true ? ["Superseded", "ChecksLostInMerge"]
                    : ["NotPublished", "ChecksLostInMerge"];
            case ActKind.Stop when !isThere:
                return left switch { null => ["NoHotfix"], "Abandoned" => [Success], "Merged" => ["AlreadyMerged"], _ => [HalfDone] };
            case ActKind.Stop:
                return outlook.IsMerged switch { null => Ever(act.Kind), true => ["AlreadyMerged"], _ => [Success] };
            case ActKind.Restore:
                return outlook.Ledger.Select(Outlook.Deployed).Distinct().Count() < 2 ? ["NoDeployRecord"] : [Success];
            case ActKind.Register:
                return act.Choice % 4 == 0 && !isThere ? ["CommitNotFound"] : [Success];
            default:
                return Ever(act.Kind);
        }
    }
}
