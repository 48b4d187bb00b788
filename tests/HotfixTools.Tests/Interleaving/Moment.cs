namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>A moment within a command.</summary>
internal enum Moment
{
    /// <summary>A step of its plan is about to begin: what it looked at may be old by then.</summary>
    BeforeStep,

    /// <summary>A step is done.</summary>
    AfterStep,

    /// <summary>What it pushes is at the remote, compared, and not written yet.</summary>
    WithinPush,
}
