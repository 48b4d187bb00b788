namespace HotfixTools;

/// <summary>What lies between two commits, told by its contents: not by where in a file it stands, nor by when it was made.</summary>
/// <param name="Id">Equal for equal changes. As of <c>git patch-id --verbatim</c>, white space counts.</param>
/// <param name="Files">The paths of the files that change, in order.</param>
public sealed record CommitPatch(string Id, IReadOnlyList<string> Files)
{
    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty => Files.Count == 0;
}
