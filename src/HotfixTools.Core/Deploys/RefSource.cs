namespace HotfixTools;

/// <summary>A branch or tag that moves with each deploy says what is live.</summary>
/// <param name="reference">Which.</param>
public sealed class RefSource(RefSourceSettings reference) : IDeploySource
{
    /// <inheritdoc/>
    public string Name => reference.Name;

    /// <inheritdoc/>
    public string Pattern(EnvironmentName environment) => DeploySourceSettings.FillIn(reference.Ref, environment);

    /// <inheritdoc/>
    // A branch does not say when it moved there; not before the commit was made.
    public Deploy? Find(HotfixSession session, RemoteView view, EnvironmentName environment) =>
        view.Refs[RefName.Parse(Pattern(environment))] is { } id && session.Repository.FindTag(id) is { } tag
            ? Deploy.Of(tag, environment, Name, session.Location)
            : null;
}
