namespace HotfixTools;

/// <summary>The remote as of one look, in the words of a hotfix.</summary>
/// <param name="Settings">The settings in force.</param>
/// <param name="Refs">The refs that were asked for.</param>
/// <param name="Mainline">The mainline; null where the remote names none.</param>
public sealed record RemoteView(HotfixSettings Settings, RemoteRefs Refs, BranchName? Mainline)
{
    /// <summary>All refs of the remote, where the look told.</summary>
    public RemoteRefs? Listed { get; init; }

    /// <summary>The newest commit of the mainline; null where there is none.</summary>
    public CommitId? MainlineTip => Mainline is { } mainline ? Refs[RefName.Of(mainline)] : null;

    /// <summary>The head of the hotfix branch; null where there is none.</summary>
    public CommitId? HotfixHead => Refs[RefName.Of(Settings.Branch)];

    /// <summary>The newest entry of the journal; null where there is none.</summary>
    public CommitId? JournalTip => Refs[Settings.Journal];

    /// <summary>Other branches that look like a hotfix by their names.</summary>
    public IEnumerable<BranchName> SimilarBranches
    {
        get
        {
            foreach (var name in SecondBranches.In(Settings, Refs.Refs.Keys, Mainline).Order(StringComparer.Ordinal))
            {
                if (BranchName.TryParse(name["refs/heads/".Length..], out var branch))
                    yield return branch;
            }
        }
    }

    /// <summary>The environments that have a ledger, and its newest entry.</summary>
    public IEnumerable<KnownLedger> Ledgers
    {
        get
        {
            foreach (var (name, tip) in Refs.Below(Settings.DeployNamespace))
            {
                if (EnvironmentName.TryParse(name, out var environment) && environment.ToString() == name)
                    yield return new KnownLedger(environment, tip);
            }
        }
    }

    /// <summary>The newest entry of a ledger; null where there is none.</summary>
    /// <param name="environment">The environment.</param>
    public CommitId? LedgerTip(EnvironmentName environment) => Refs[Settings.LedgerOf(environment)];

    /// <summary>The mainline and its newest commit.</summary>
    /// <param name="url">The remote, for the error.</param>
    /// <exception cref="HotfixException"><c>NoDeployRecord</c> of an empty remote, <c>MainlineNotFound</c>.</exception>
    public (BranchName Name, CommitId Tip) RequireMainline(RemoteUrl url)
    {
        if (Mainline is { } name && MainlineTip is { } tip)
            return (name, tip);
        // A HEAD that names no branch is nothing unusual: that of a new bare repository is "master", whatever is pushed.
        var isEmpty = Refs.Head is null && Settings.Mainline is null && Listed?.Below(RefName.Branches).Any() != true;
        throw isEmpty ? HotfixErrors.EmptyRemote(url) : HotfixErrors.MainlineNotFound(url, Mainline);
    }

    /// <summary>The same look, after a ref was written.</summary>
    /// <param name="reference">The ref.</param>
    /// <param name="id">Where it is now; null: removed.</param>
    public RemoteView With(RefName reference, CommitId? id) => this with { Refs = Refs.With(reference, id) };
}
