namespace HotfixTools;

/// <summary>What a report shows of one repository.</summary>
public sealed record RepositoryReport
{
    /// <summary>The repository: the root of the working tree, the folder of a bare clone, or the URL that was asked.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The hotfix in progress, and after it branches that look like further ones; empty for none.</summary>
    public IReadOnlyList<Hotfix> Hotfixes { get; init; } = [];

    /// <summary>The diagram of the hotfix in progress, as SVG; null where there is none.</summary>
    public string? Graph { get; init; }

    /// <summary>Past hotfixes, newest first.</summary>
    public IReadOnlyList<HotfixRecord> History { get; init; } = [];

    /// <summary>Whether past hotfixes were not looked for, so that their absence says nothing.</summary>
    public bool LacksHistory { get; init; }

    /// <summary>Why it could not be looked at; null where it could.</summary>
    public HotfixException? Failure { get; init; }
}
