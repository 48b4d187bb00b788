namespace HotfixTools;

/// <summary>The forge of a repository: where its pull requests and deployments are, and what is wanted of them.</summary>
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

    /// <summary>How many people must approve; null: what the rules of the mainline want, and one at least. 0: nobody.</summary>
    public int? Approvals { get; init; }

    /// <summary>
    /// The names of the checks that must pass; null: those that the rules of the mainline want, and where those want none,
    /// all that there are. Empty: none.
    /// </summary>
    public IReadOnlyList<string>? Checks { get; init; }

    /// <summary>How a hotfix comes back into the mainline.</summary>
    public MergeBack MergeBack { get; init; }

    /// <summary>How the forge merges it.</summary>
    public MergeMethod Method { get; init; }

    /// <summary>Whether deploys that another system does are noted at the forge.</summary>
    public bool NotesDeploys { get; init; }

    /// <summary>How long a merge is waited for that the forge does later, by a merge queue or when its checks are done.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);
}
