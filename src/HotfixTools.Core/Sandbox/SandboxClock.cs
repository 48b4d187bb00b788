namespace HotfixTools;

/// <summary>A clock that is set by hand, so that what happened days ago is dated so.</summary>
internal sealed class SandboxClock : TimeProvider
{
    /// <summary>The time.</summary>
    public DateTimeOffset Now { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
