namespace HotfixTools;

/// <summary>How far a deploy from this clone came.</summary>
internal enum DeployOutcome
{
    /// <summary>It began; who began it has not said how it ended.</summary>
    Begun,

    /// <summary>It is live.</summary>
    Deployed,

    /// <summary>It failed.</summary>
    Failed,
}
