namespace HotfixTools;

/// <summary>The remote of a <see cref="Rehearsal"/>: it answers anybody at once, and nothing can be written to it.</summary>
internal sealed class RehearsalRemote : IGitRemote, ICredentialSource
{
    /// <summary>Where it is said to be; the repository, too, so that it counts as a clone.</summary>
    public static RemoteUrl Place { get; } = RemoteUrl.Parse("rehearsal");

    /// <inheritdoc/>
    public string? Name => null;

    /// <inheritdoc/>
    public RemoteUrl Url => Place;

    /// <inheritdoc/>
    public int Operations => 0;

    /// <inheritdoc/>
    public int? Depth { get; set; }

    /// <inheritdoc/>
    public bool BringsHead { get; set; } = true;

    /// <inheritdoc/>
    public RemoteRefs? Advertised => RehearsalRepository.Refs;

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public RemoteRefs List() => RehearsalRepository.Refs;

    /// <inheritdoc/>
    public RemoteRefs Fetch(IReadOnlyCollection<string> patterns) => RehearsalRepository.Refs;

    /// <inheritdoc/>
    public PushReport CompareAndSwapPush(IReadOnlyList<RefUpdate> updates, Atomicity atomicity = Atomicity.None) => throw new NotSupportedException();

    /// <inheritdoc/>
    public BranchName? RememberedMainline() => null;

    /// <inheritdoc/>
    public CommitId? Remembered(BranchName? branch) => null;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, CommitId> RememberedRefs() => RehearsalRepository.Refs.Refs;

    /// <inheritdoc/>
    public void Keep()
    {
    }

    /// <inheritdoc/>
    public RemoteCredential? Find(RemoteUrl url, string? userName) => null;
}
