namespace HotfixTools;

/// <summary>Tags say what is live: the newest whose name fits a pattern. The remote's tags; local ones may be old.</summary>
/// <param name="tags">Which tags.</param>
public sealed class TagSource(TagSourceSettings tags) : IDeploySource
{
    /// <summary>What it is called where nothing is said.</summary>
    public const string TypeName = "tags";

    /// <inheritdoc/>
    public string Name => tags.Name;

    /// <inheritdoc/>
    public string Pattern(EnvironmentName environment) =>
        "refs/tags/" + DeploySourceSettings.FillIn(tags.Pattern, environment);

    /// <inheritdoc/>
    public Deploy? Find(HotfixSession session, RemoteView view, EnvironmentName environment) =>
        // Of two at one time, the later in the order of names: "…-10" and "…-9" were not made in one second.
        All(session, view, environment).OrderBy(tag => tag.At).LastOrDefault() is { } newest ? Deploy.Of(newest, environment, Name, session.Location) : null;

    /// <summary>All that name a commit, in the order of their names.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="view">A look at the remote that covers <see cref="Pattern"/>.</param>
    /// <param name="environment">The environment.</param>
    internal IEnumerable<TagInfo> All(HotfixSession session, RemoteView view, EnvironmentName environment)
    {
        var (head, tail) = Pattern(environment).Split('*', 2) is [var before, var after] ? (before, after) : (Pattern(environment), null);
        return view.Refs.Below(head)
            .Where(found => tail is null ? found.Name.Length == 0 : found.Name.EndsWith(tail, StringComparison.Ordinal))
            .Select(found => session.Repository.FindTag(found.Id))
            .OfType<TagInfo>();
    }
}
