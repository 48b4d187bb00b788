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

    /// <summary>What is said of environments, in the same order; those of which nothing is said are not in it.</summary>
    public IReadOnlyList<EnvironmentSettings> Configured { get; init; } = [];

    /// <summary>The forge; null: by the remote.</summary>
    public ReviewSettings? Review { get; init; }

    /// <summary>What is wanted of the forge, whether or not the settings name one.</summary>
    public ReviewSettings Reviews => Review ?? new ReviewSettings();

    /// <summary>Who is told what happens to hotfixes.</summary>
    public IReadOnlyList<NotifySettings> Notify { get; init; } = [];

    /// <summary>After how long a hotfix counts as forgotten.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromDays(2);

    /// <summary>From when on a hotfix ages.</summary>
    public StaleSince StaleSince { get; init; }

    /// <summary>When the team works; only that counts towards the age of a hotfix. Null: all the time.</summary>
    public WorkingTime? WorkingTime { get; init; }

    /// <summary>The tags that a deploy sets, in place of what the sources say; null: what they say.</summary>
    public string? TagPattern { get; init; }

    /// <summary>Below which the ledgers are.</summary>
    public string DeployNamespace { get; init; } = "refs/deploys/";

    /// <summary>Below which the journal and the archive are.</summary>
    public string HotfixNamespace { get; init; } = "refs/hotfix/";

    /// <summary>The environment that counts as live: the last in order.</summary>
    public EnvironmentName LastEnvironment => Environments[^1];

    /// <summary>What is said of an environment.</summary>
    /// <param name="environment">The environment.</param>
    public EnvironmentSettings Of(EnvironmentName environment) =>
        Configured.FirstOrDefault(settings => settings.Name == environment) ?? new EnvironmentSettings(environment);

    /// <summary>What is asked for what is live in an environment.</summary>
    /// <param name="environment">The environment.</param>
    public IReadOnlyList<DeploySourceSettings> SourcesOf(EnvironmentName environment)
    {
        var sources = Of(environment).Sources ?? [new LedgerSourceSettings(Ledger.SourceName), new TagSourceSettings(TagSource.TypeName, TagSourceSettings.DefaultPattern)];
        return TagPattern is null ? sources : [.. sources.Select(source => source is TagSourceSettings tags ? tags with { Pattern = TagPattern } : source)];
    }

    /// <summary>
    /// The environments that must have a commit before one gets it, in order: those that it requires and what those
    /// require, or all that come before it. None for one that is not in the order.
    /// </summary>
    /// <param name="environment">The environment.</param>
    public IEnumerable<EnvironmentName> RequiredBefore(EnvironmentName environment)
    {
        if (!Environments.Contains(environment))
            return [];
        HashSet<EnvironmentName> required = [];
        void Add(EnvironmentName name)
        {
            foreach (var before in Of(name).Requires ?? [.. Environments.TakeWhile(before => before != name)])
            {
                if (before != environment && required.Add(before))
                    Add(before);
            }
        }

        Add(environment);
        return Environments.Where(required.Contains);
    }

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

    /// <summary>The ref that keeps one of several heads of a hotfix.</summary>
    /// <param name="hotfixId">The hotfix.</param>
    /// <param name="head">The head.</param>
    public RefName ArchiveOf(string hotfixId, CommitId head) => ArchiveOf($"{hotfixId}-{head.Short}");
}
