namespace HotfixTools;

/// <summary>A deploy by a system of a forge, as settings have it.</summary>
/// <param name="Kind">Which system.</param>
/// <param name="Place">Where the repository, or its pipelines, are.</param>
/// <param name="Timeout">How long it may take.</param>
public sealed record DeployPipelineSettings(PipelineKind Kind, ReviewSettings Place, TimeSpan Timeout) : DeploySettings(Timeout)
{
    /// <summary>The placeholder for the commit, in <see cref="Inputs"/>.</summary>
    public const string CommitPlaceholder = "{commit}";

    /// <summary>What is run: the file of a workflow, or the number of a pipeline; null where the kind has only one.</summary>
    public string? Pipeline { get; init; }

    /// <summary>
    /// The branch or tag whose pipeline is run, with placeholders; null: the mainline where an input names the commit, else
    /// the hotfix branch.
    /// </summary>
    public string? Ref { get; init; }

    /// <summary>What it is given, with placeholders: <c>{commit}</c>, <c>{environment}</c>, <c>{branch}</c>, <c>{id}</c>.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>What the environment is called there; null: the same.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether a run is stopped on Ctrl+C and at the time limit; else it goes on, and a later command waits for it.</summary>
    public bool IsStoppedWithCommand { get; init; }

    /// <summary>Whether an input tells the pipeline which commit it is to deploy.</summary>
    public bool NamesCommit => Inputs.Values.Any(value => value.Contains(CommitPlaceholder, StringComparison.Ordinal));
}
