namespace HotfixTools.Testing;

/// <summary>One fault of a network: it strikes as soon as so many bytes have gone one way, over all connections.</summary>
/// <param name="Trouble">What it does.</param>
/// <param name="Direction">The way that is counted.</param>
/// <param name="AfterBytes">How many bytes still come through; 0: it strikes the first connection.</param>
public sealed record NetworkFault(NetworkTrouble Trouble, NetworkDirection Direction, long AfterBytes)
{
    /// <summary>Whether every connection has it from then on, new ones too; otherwise the one that it strikes.</summary>
    public bool Stays { get; init; }

    /// <summary>How long a delay is.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>For people who read which of many failed.</summary>
    public override string ToString() => $"{Trouble} after {AfterBytes} bytes {(Direction == NetworkDirection.ToServer ? "to the server" : "to the client")}{(Stays ? ", for good" : string.Empty)}";
}
