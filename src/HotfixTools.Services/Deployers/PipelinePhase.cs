namespace HotfixTools.Services;

/// <summary>How far a run is.</summary>
internal enum PipelinePhase
{
    /// <summary>It is not over: it runs, or waits for its turn or for somebody.</summary>
    UnderWay,

    /// <summary>It is over, and what it deploys is live.</summary>
    Succeeded,

    /// <summary>It is over, and did not succeed.</summary>
    Failed,
}
