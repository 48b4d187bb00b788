namespace HotfixTools.Git.Tests.Fleets;

/// <summary>A clock that goes where it is set.</summary>
internal sealed class StillClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
