namespace HotfixTools;

/// <summary>One commit made live in one environment, by someone, at a time.</summary>
public sealed record Deploy
{
    /// <summary>The environment, such as <c>production</c>.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>The commit that went live: 40 hexadecimal digits.</summary>
    public string Commit { get; init; } = string.Empty;

    /// <summary>When it went live, in UTC.</summary>
    public DateTimeOffset DeployedAt { get; init; }

    /// <summary>Who deployed it, where that is known.</summary>
    public string? DeployedBy { get; init; }

    /// <summary>Which source says so, such as <c>ledger</c>; several that agree are separated by commas.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Whether what was deployed was a hotfix, before it was merged.</summary>
    public bool IsHotfix { get; init; }

    /// <summary>Whether somebody chose the source, so that others were not asked.</summary>
    public bool IsSourceChosen { get; init; }

    /// <summary>Whether something newer was live before: the environment was taken back.</summary>
    public bool IsRollback { get; init; }

    /// <summary>Where the deploy can be looked at, such as a pipeline run.</summary>
    public string? Url { get; init; }

    /// <summary>The repository: the root of the working tree, or the folder of a bare clone.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>Which entry of the ledger it is; null for one that comes from elsewhere.</summary>
    internal string? EntryId { get; init; }

    /// <summary>The commit that is that entry; null as above.</summary>
    internal CommitId? Entry { get; init; }

    /// <summary>The hotfix that <c>Publish-Hotfix</c> deployed; null for any other deploy.</summary>
    internal string? HotfixId { get; init; }

    /// <summary>What a tag, or a branch, says is live.</summary>
    /// <param name="tag">The tag; of a branch, its commit.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="source">The source.</param>
    /// <param name="repository">The repository.</param>
    internal static Deploy Of(TagInfo tag, EnvironmentName environment, string source, string repository) => new()
    {
        Environment = environment.ToString(),
        Commit = tag.Commit.ToString(),
        DeployedAt = tag.At.ToUniversalTime(),
        DeployedBy = tag.Tagger is { } tagger ? DisplayText.Clean(tagger.ToString()) : null,
        Source = source,
        Repository = repository,
    };

    /// <summary>The commit and the environment, for people.</summary>
    public override string ToString() => $"{(CommitId.TryParse(Commit, out var id) ? id.Short : Commit)} in {Environment}";
}
