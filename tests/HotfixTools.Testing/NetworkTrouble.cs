namespace HotfixTools.Testing;

/// <summary>What a network does to a connection.</summary>
public enum NetworkTrouble
{
    /// <summary>Both sides are told that it is over, in good order: the client at once, the server when it works on what came whole.</summary>
    Cut,

    /// <summary>Both sides are told at once that it broke.</summary>
    Reset,

    /// <summary>The bytes wait for a while, and then go on.</summary>
    Delay,

    /// <summary>Nothing comes through any more, and nobody is told.</summary>
    Stall,
}
