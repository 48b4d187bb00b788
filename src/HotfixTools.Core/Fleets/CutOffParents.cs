using System.Collections;

namespace HotfixTools;

/// <summary>The parents of a commit whose parents were left out.</summary>
internal sealed class CutOffParents : IReadOnlyList<CommitId>
{
    /// <inheritdoc/>
    public int Count => throw new HistoryCutOffException();

    /// <inheritdoc/>
    public CommitId this[int index] => throw new HistoryCutOffException();

    /// <inheritdoc/>
    public IEnumerator<CommitId> GetEnumerator() => throw new HistoryCutOffException();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
