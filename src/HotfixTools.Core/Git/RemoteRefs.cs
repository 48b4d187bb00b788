namespace HotfixTools;

/// <summary>Where refs are at a remote, as of one look.</summary>
/// <param name="Refs">The refs and their commits.</param>
/// <param name="Head">The commit of the remote's HEAD; null where it has none.</param>
/// <param name="HeadBranch">The branch that the remote's HEAD names, where the look told.</param>
public sealed record RemoteRefs(IReadOnlyDictionary<string, CommitId> Refs, CommitId? Head, BranchName? HeadBranch)
{
    /// <summary>Where a ref is; null where it does not exist.</summary>
    /// <param name="reference">The ref.</param>
    public CommitId? this[RefName reference] => Refs.TryGetValue(reference.ToString(), out var id) ? id : null;

    /// <summary>The refs whose names begin so, with what follows in their names.</summary>
    /// <param name="prefix">The beginning of a full name.</param>
    public IEnumerable<(string Name, CommitId Id)> Below(string prefix) =>
        Refs.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (pair.Key[prefix.Length..], pair.Value));

    /// <summary>The same look, after a ref was written.</summary>
    /// <param name="reference">The ref.</param>
    /// <param name="id">Where it is now; null: removed.</param>
    public RemoteRefs With(RefName reference, CommitId? id)
    {
        var refs = new Dictionary<string, CommitId>(Refs, StringComparer.Ordinal);
        if (id is { } present)
            refs[reference.ToString()] = present;
        else
            refs.Remove(reference.ToString());
        return this with { Refs = refs };
    }
}
