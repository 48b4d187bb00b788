namespace HotfixTools;

/// <summary>What a team says of one environment.</summary>
/// <param name="Name">Its name.</param>
public sealed record EnvironmentSettings(EnvironmentName Name)
{
    /// <summary>The environments that must have a commit before this one gets it; null: all that come before it in the order.</summary>
    public IReadOnlyList<EnvironmentName>? Requires { get; init; }

    /// <summary>What is asked for what is live; null: the ledger and the tags.</summary>
    public IReadOnlyList<DeploySourceSettings>? Sources { get; init; }

    /// <summary>The way to deploy; null: somebody else deploys, and it is recorded.</summary>
    public DeploySettings? Deploy { get; init; }
}
