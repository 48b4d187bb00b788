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
    public IEnumerable<(string Name, CommitId Id)> Below(string prefix)
    {
        foreach (var name in Refs.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            yield return (name[prefix.Length..], Refs[name]);
    }

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
