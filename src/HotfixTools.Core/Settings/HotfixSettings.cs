namespace HotfixTools;

/// <summary>What a team may choose; the defaults work without a choice.</summary>
public sealed record HotfixSettings
{
    /// <summary>The defaults.</summary>
    public static HotfixSettings Default { get; } = new();

    /// <summary>The remote that the team shares; null: <c>origin</c>, or the only one there is.</summary>
    public string? Remote { get; init; }

    /// <summary>The branch that everything merges into; null: what the remote's HEAD names.</summary>
    public BranchName? Mainline { get; init; }

    /// <summary>The one hotfix branch.</summary>
    public BranchName Branch { get; init; } = BranchName.Parse("hotfix");

    /// <summary>The environments in the order in which a release passes them.</summary>
    public IReadOnlyList<EnvironmentName> Environments { get; init; } = [EnvironmentName.Production];

    /// <summary>After how long without activity a hotfix counts as forgotten.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>The tags that a deploy sets, with <c>{environment}</c> in it.</summary>
    public string TagPattern { get; init; } = "deploy/{environment}/*";

    /// <summary>Below which the ledgers are.</summary>
    public string DeployNamespace { get; init; } = "refs/deploys/";

    /// <summary>Below which the journal and the archive are.</summary>
    public string HotfixNamespace { get; init; } = "refs/hotfix/";

    /// <summary>The environment that counts as live: the last in order.</summary>
    public EnvironmentName LastEnvironment => Environments[^1];

    /// <summary>The environments that a release passes before one; none for one that is not in the order.</summary>
    /// <param name="environment">The environment.</param>
    public IEnumerable<EnvironmentName> EnvironmentsBefore(EnvironmentName environment) =>
        Environments.Contains(environment) ? Environments.TakeWhile(before => before != environment) : [];

    /// <summary>Environments in the order in which a release passes them. Those that are not in the order go before the last of it.</summary>
    /// <param name="environments">The environments, in any order; each once.</param>
    public IReadOnlyList<EnvironmentName> InOrder(IEnumerable<EnvironmentName> environments)
    {
        var order = Environments.ToList();
        double Place(EnvironmentName environment) => order.IndexOf(environment) is var place and >= 0 ? place : order.Count - 1.5;
        return [.. environments.Distinct().OrderBy(Place)];
    }

    /// <summary>The journal.</summary>
    public RefName Journal => RefName.Parse(HotfixNamespace + "journal");

    /// <summary>The ledger of an environment.</summary>
    /// <param name="environment">The environment.</param>
    public RefName LedgerOf(EnvironmentName environment) => RefName.Parse(DeployNamespace + environment);

    /// <summary>Where the head of an abandoned hotfix is kept.</summary>
    /// <param name="hotfixId">The id of the hotfix.</param>
    public RefName ArchiveOf(string hotfixId) => RefName.Parse($"{HotfixNamespace}archive/{hotfixId}");
}
