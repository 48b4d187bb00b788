namespace HotfixTools;

/// <summary>A practice remote and a clone of it.</summary>
public sealed class HotfixSandbox
{
    /// <summary>The folder that holds both; removing it removes the sandbox.</summary>
    public string Root { get; init; } = string.Empty;

    /// <summary>The clone to work in.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The bare repository that plays the remote.</summary>
    public string Remote { get; init; } = string.Empty;

    /// <summary>The commit that is live in production: 40 hexadecimal digits.</summary>
    public string LiveCommit { get; init; } = string.Empty;

    /// <summary>The mainline.</summary>
    public string Mainline { get; init; } = string.Empty;

    /// <summary>The trouble that it is in.</summary>
    public HotfixScenario Scenario { get; init; }

    /// <summary>The same, told: who did what.</summary>
    public string Trouble { get; init; } = string.Empty;

    /// <summary>The command to begin with, in the clone.</summary>
    public string NextStep { get; init; } = string.Empty;

    /// <summary>The clone, for people.</summary>
    public override string ToString() => Repository;
}
