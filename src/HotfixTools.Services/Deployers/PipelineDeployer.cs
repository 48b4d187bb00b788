namespace HotfixTools.Services;

/// <summary>
/// Deploys by a system of a forge, and waits until it has. Each member that asks is one small question, or one small act;
/// <see cref="PipelineDeploy"/> decides what to ask and what becomes of the answers.
/// </summary>
/// <param name="settings">Which system, and what it is given.</param>
/// <param name="place">Where it is, and who asks.</param>
/// <param name="output">Told how far it is, line by line, on the thread that deploys.</param>
/// <param name="pace">How often it is asked; null for what is usual.</param>
internal abstract class PipelineDeployer(DeployPipelineSettings settings, ForgePlace place, IProgress<string> output, PipelinePace? pace) : IDeployer
{
    /// <summary>The placeholder for which deploy it is: a run that shows it can be found again.</summary>
    private const string IdPlaceholder = "{id}";

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public bool CanResume => true;

    /// <summary>Which system, and what it is given.</summary>
    internal DeployPipelineSettings Settings => settings;

    /// <summary>How often it is asked.</summary>
    internal PipelinePace Pace { get; } = pace ?? PipelinePace.Usual;

    /// <summary>What people call the forge: <c>GitHub</c>.</summary>
    internal abstract string System { get; }

    /// <summary>What is run, for people: <c>the workflow deploy.yml</c>.</summary>
    internal abstract string Pipeline { get; }

    /// <summary>Whether the start itself says the commit, so that it does not matter where the branch is.</summary>
    internal virtual bool PinsCommit => false;

    /// <summary>Whether each run is given what tells it from all others.</summary>
    internal virtual bool HasMarker => settings.Inputs.Values.Any(value => value.Contains(IdPlaceholder, StringComparison.Ordinal));

    /// <summary>What makes a run one that can be told from others, for people who write settings.</summary>
    internal virtual string MarkerAdvice => $"give it an input with {IdPlaceholder}";

    /// <inheritdoc/>
    public void Deploy(DeployRequest request, CancellationToken cancellation) => new PipelineDeploy(this, OrderOf(request), cancellation).Run();

    /// <summary>What people call a run: <c>run 41 of deploy.yml</c>.</summary>
    /// <param name="id">The run.</param>
    internal abstract string NameOf(string id);

    /// <summary>Reads what has to be known before a start. Throws <c>ForgeFailed</c>, as all of these.</summary>
    /// <param name="order">What is to be deployed.</param>
    /// <param name="cancellation">Ends it.</param>
    internal abstract Task<PipelineOutset> Prepare(PipelineOrder order, CancellationToken cancellation);

    /// <summary>Starts it, once.</summary>
    /// <param name="order">What is to be deployed.</param>
    /// <param name="cancellation">Ends it.</param>
    internal abstract Task<PipelineStart> Start(PipelineOrder order, CancellationToken cancellation);

    /// <summary>The runs that this deploy may have started, newest first.</summary>
    /// <param name="order">What is to be deployed.</param>
    /// <param name="since">The time that none of them is older than, by the clock of the system.</param>
    /// <param name="cancellation">Ends it.</param>
    internal abstract Task<IReadOnlyList<PipelineCandidate>> List(PipelineOrder order, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>A run as it is now.</summary>
    /// <param name="order">What it deploys.</param>
    /// <param name="id">The run.</param>
    /// <param name="cancellation">Ends it.</param>
    internal abstract Task<PipelineState> Look(PipelineOrder order, string id, CancellationToken cancellation);

    /// <summary>Tells a run to stop; one that is over may be told too.</summary>
    /// <param name="id">The run.</param>
    /// <param name="cancellation">Ends it.</param>
    internal abstract Task Cancel(string id, CancellationToken cancellation);

    /// <summary>Tells who waits.</summary>
    /// <param name="line">A line, with text from elsewhere as it came.</param>
    internal void Say(string line) => output.Report(RemoteUrl.Redact($"{System}: {line}"));

    /// <summary>Where the repository is, and who asks.</summary>
    private protected ForgePlace Place => place;

    /// <summary>Whether a text that a run shows is of a deploy; null where runs need not show it.</summary>
    /// <param name="order">The deploy.</param>
    /// <param name="shown">What the run shows.</param>
    private protected bool? Shows(PipelineOrder order, IEnumerable<string?> shown) =>
        !HasMarker || order.Request.Id.Length == 0 ? null : shown.Any(text => text?.Contains(order.Request.Id, StringComparison.Ordinal) == true);

    private PipelineOrder OrderOf(DeployRequest request)
    {
        var called = settings.Environment ?? request.Environment.ToString();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["commit"] = request.Commit.ToString(),
            ["environment"] = called,
            ["branch"] = request.Branch.ToString(),
            ["id"] = request.Id,
            // Where this clone is says nothing to a system elsewhere.
            ["repository"] = place.Repository,
        };
        var reference = settings.Ref is { } named ? Placeholders.Replace(named, values) : (settings.NamesCommit ? request.Mainline ?? request.Branch : request.Branch).ToString();
        return new PipelineOrder(request, reference, called, settings.Inputs.ToDictionary(input => input.Key, input => Placeholders.Replace(input.Value, values), StringComparer.Ordinal));
    }
}
