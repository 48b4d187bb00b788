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
    public Deploy? Find(HotfixSession session, RemoteView view, EnvironmentName environment)
    {
        if (view.Refs[RefName.Parse(Pattern(environment))] is not { } id || session.Repository.FindTag(id) is not { } tag)
            return null;
        return new Deploy
        {
            Environment = environment.ToString(),
            Commit = tag.Commit.ToString(),
            // A branch does not say when it moved there; not before the commit was made.
            DeployedAt = tag.At.ToUniversalTime(),
            DeployedBy = tag.Tagger is { } tagger ? DisplayText.Clean(tagger.ToString()) : null,
            Source = Name,
            Repository = session.Location,
        };
    }
}
