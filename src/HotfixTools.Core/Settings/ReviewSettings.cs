namespace HotfixTools;

/// <summary>The forge of a repository: where its pull requests and deployments are.</summary>
public sealed record ReviewSettings
{
    /// <summary>What kind of forge it is; null: by the host of the remote.</summary>
    public ForgeKind? Forge { get; init; }

    /// <summary>Its API; null: by the host of the remote.</summary>
    public Uri? Url { get; init; }

    /// <summary>The repository there, such as <c>owner/name</c>; null: by the URL of the remote.</summary>
    public string? Repository { get; init; }

    /// <summary>Who to be there; null: what is customary for the forge.</summary>
    public SecretReference? Token { get; init; }
}
