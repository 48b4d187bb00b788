namespace HotfixTools;

/// <summary>Where a heartbeat is left, and looked for.</summary>
public interface IHeartbeatPlace
{
    /// <summary>What it is called for people; never the whole of an address that is a secret.</summary>
    string Name { get; }

    /// <summary>Leaves a heartbeat, in place of the one before.</summary>
    /// <param name="heartbeat">The heartbeat.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="HotfixException"><c>HeartbeatFailed</c>.</exception>
    void Leave(Heartbeat heartbeat, CancellationToken cancellation);

    /// <summary>What lies there; null for nothing.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="HotfixException"><c>HeartbeatFailed</c>: it cannot be asked.</exception>
    byte[]? Find(CancellationToken cancellation);
}
