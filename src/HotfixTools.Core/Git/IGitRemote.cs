namespace HotfixTools;

/// <summary>A remote, the only shared store.</summary>
public interface IGitRemote
{
    /// <summary>Its name; null where it is not configured.</summary>
    string? Name { get; }

    /// <summary>Its URL.</summary>
    RemoteUrl Url { get; }

    /// <summary>How often it was connected to.</summary>
    int Operations { get; }

    /// <summary>
    /// How many commits of each line of history <see cref="Fetch"/> brings; older ones are cut off. Null brings all, but for what was
    /// cut off before; <see cref="int.MaxValue"/> brings that too.
    /// </summary>
    int? Depth { get; set; }

    /// <summary>Whether <see cref="Fetch"/> brings the remote's HEAD too, whatever is asked for. It does, unless told otherwise.</summary>
    bool BringsHead { get; set; }

    /// <summary>
    /// The same as <see cref="List"/> as of the last <see cref="Fetch"/>, which every server begins with it; null before, and where
    /// the way to the remote does not tell.
    /// </summary>
    RemoteRefs? Advertised { get; }

    /// <summary>
    /// Begins the next <see cref="Fetch"/> or <see cref="List"/> while other work goes on, for whoever is sure to want one: where a
    /// program is started for it, that takes longer than to read its answer. What goes wrong is said then. It is the one operation
    /// that it would be. A push ends it: what was listed before tells nothing of what is there after.
    /// </summary>
    void Begin();

    /// <summary>All refs of the remote, and the branch that its HEAD names. One operation.</summary>
    RemoteRefs List();

    /// <summary>
    /// Brings the refs that patterns name, with their commits, and tells where they are at the remote. One operation.
    /// The refs of the clone are as before, until <see cref="Keep"/> is called.
    /// </summary>
    /// <param name="patterns">Full ref names, each with one <c>*</c> at most; what is not there is passed over.</param>
    RemoteRefs Fetch(IReadOnlyCollection<string> patterns);

    /// <summary>
    /// Writes refs of the remote, each only if it still is what is expected. Where one is not, nothing is sent.
    /// Nothing is ever forced past the comparison. One operation, and one more to look where something was refused.
    /// </summary>
    /// <param name="updates">What to write.</param>
    /// <param name="atomicity">Whether the server is to write all or none; what is not sent, because it cannot, is held back.</param>
    PushReport CompareAndSwapPush(IReadOnlyList<RefUpdate> updates, Atomicity atomicity = Atomicity.None);

    /// <summary>The branch that the clone remembers as the remote's mainline; null where it remembers none.</summary>
    BranchName? RememberedMainline();

    /// <summary>The newest commit of the remote's HEAD, or of a branch, that the clone knows of; null for none.</summary>
    /// <param name="branch">The branch; null for HEAD.</param>
    CommitId? Remembered(BranchName? branch);

    /// <summary>Where refs of the remote were as of the last fetches, as far as the clone noted that; the next fetch notes it anew.</summary>
    IReadOnlyDictionary<string, CommitId> RememberedRefs();

    /// <summary>Sets the remote-tracking branches of the clone to what was seen, as <c>git fetch</c> would set them.</summary>
    void Keep();
}
