namespace HotfixTools.Testing;

/// <summary>What went through a network, over all connections.</summary>
/// <param name="Requests">Where each request ends, in bytes that went to the server.</param>
/// <param name="Answers">Where each answer ends, in bytes that went to the client.</param>
public sealed record NetworkTraffic(IReadOnlyList<long> Requests, IReadOnlyList<long> Answers)
{
    /// <summary>Where the messages of one direction end; the last end is the number of bytes.</summary>
    /// <param name="direction">The direction.</param>
    public IReadOnlyList<long> Ends(NetworkDirection direction) => direction == NetworkDirection.ToServer ? Requests : Answers;
}
