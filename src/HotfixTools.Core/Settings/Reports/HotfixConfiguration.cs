namespace HotfixTools;

/// <summary>The settings in force for a repository.</summary>
public sealed class HotfixConfiguration
{
    /// <summary>The repository: the root of the working tree, or the folder of a bare clone.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The settings file in force: a branch of the remote and the file in it, or a path; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>The remote that the team shares.</summary>
    public string Remote { get; init; } = string.Empty;

    /// <summary>The branch that everything merges into; null where nobody says which.</summary>
    public string? Mainline { get; init; }

    /// <summary>The one hotfix branch.</summary>
    public string Branch { get; init; } = string.Empty;

    /// <summary>Below which refs the deploy ledgers are.</summary>
    public string Ledger { get; init; } = string.Empty;

    /// <summary>Below which refs the journal and the archive are.</summary>
    public string Journal { get; init; } = string.Empty;

    /// <summary>After how long a hotfix counts as forgotten.</summary>
    public TimeSpan StaleAfter { get; init; }

    /// <summary>From when on a hotfix ages.</summary>
    public StaleSince StaleSince { get; init; }

    /// <summary>When the team works; only that counts towards the age of a hotfix. Null: all the time.</summary>
    public string? WorkingTime { get; init; }

    /// <summary>The environments in the order in which a release passes them.</summary>
    public IReadOnlyList<string> Environments { get; init => field = Listing<string>.Of(value); } = Listing<string>.Empty;

    /// <summary>Every setting, and where it comes from.</summary>
    public IReadOnlyList<HotfixConfigurationValue> Values { get; init => field = Listing<HotfixConfigurationValue>.Of(value); } = Listing<HotfixConfigurationValue>.Empty;

    /// <summary>The file, for people.</summary>
    public override string ToString() => File ?? "defaults";
}
