using LibGit2Sharp;
using Kind = LibGit2Sharp.ChangeKind;

namespace HotfixTools.Git.Merging;

/// <summary>
/// Where a merge is a matter of judgement: both sides changed the same file, or one side moved what the other worked in.
/// Where each file was changed by one side alone there is nothing to judge, and all who merge come to the same tree.
/// </summary>
/// <param name="Files">The files that are disputed, in order.</param>
/// <param name="IsOfLines">Whether each of them is a file for both sides, so that only their lines are to be merged.</param>
/// <param name="Folders">The folders above all that either side changed.</param>
internal sealed record MergeDispute(IReadOnlyList<string> Files, bool IsOfLines, IReadOnlySet<string> Folders)
{
    /// <summary>None, where git is to merge all the same.</summary>
    public static readonly MergeDispute None = new([], false, new HashSet<string>());

    // What has no name in UTF-8 is read with this in it, and several files may then seem to be one.
    private const char Unreadable = '\uFFFD';

    private static readonly CompareOptions ByPath = new() { Similarity = SimilarityOptions.None };

    /// <summary>Finds it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="origin">What both sides start from; null for nothing.</param>
    /// <param name="ours">One side.</param>
    /// <param name="theirs">The other side.</param>
    /// <param name="isAllThere">Whether nothing of what the other side changed is new to the one.</param>
    /// <returns>Null where nothing is disputed.</returns>
    public static MergeDispute? Find(Repository repository, Tree? origin, Tree ours, Tree theirs, out bool isAllThere)
    {
        using var mine = repository.Diff.Compare<TreeChanges>(origin, ours, ByPath);
        using var other = repository.Diff.Compare<TreeChanges>(origin, theirs, ByPath);
        var (left, right) = (mine.ToList(), other.ToList());
        isAllThere = right.Count == 0;
        if (left.Count == 0 || right.Count == 0)
            return null;
        var isMoving = left.Concat(right).Any(change => change.Status == Kind.Deleted);
        HashSet<string> moved =
        [
            .. left.Concat(right).Select(change => change.Path).Where(path => path.Contains(Unreadable)),
            .. Inside(left, FoldersAbove(right)), .. Inside(right, FoldersAbove(left)),
            .. InGoneFolder(right, origin, ours), .. InGoneFolder(left, origin, theirs),
        ];
        var byPath = left.GroupBy(change => change.Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        List<string> lines = [];
        foreach (var change in right)
        {
            if (!byPath.TryGetValue(change.Path, out var same))
                continue;
            if (change.Status == Kind.Modified && same.Status == Kind.Modified)
            {
                if (change.Oid != same.Oid || change.Mode != same.Mode)
                    (IsPlain(change) && IsPlain(same) ? lines : (ICollection<string>)moved).Add(change.Path);
            }
            // What one side moved away and both have now, or neither, may be where the other moved it from.
            else if (isMoving || change.Oid != same.Oid || change.Mode != same.Mode)
            {
                moved.Add(change.Path);
            }
        }

        // Where nothing is disputed, what both changed they changed alike.
        isAllThere = right.All(change => byPath.ContainsKey(change.Path));
        return lines.Count + moved.Count == 0 ? null : new MergeDispute(
            [.. lines.Concat(moved).Distinct().Order(StringComparer.Ordinal)], moved.Count == 0, FoldersAbove(left.Concat(right)));
    }

    private static bool IsPlain(TreeEntryChanges change) =>
        change.Mode == change.OldMode && change.Mode is Mode.NonExecutableFile or Mode.ExecutableFile;

    // A file of one side where the other has a folder.
    private static IEnumerable<string> Inside(List<TreeEntryChanges> changes, HashSet<string> folders) =>
        changes.Select(change => change.Path).Where(folders.Contains);

    private static HashSet<string> FoldersAbove(IEnumerable<TreeEntryChanges> changes) => [.. changes.SelectMany(change => FoldersAbove(change.Path))];

    // git takes a folder that is gone for one that was renamed, and lets what the other side puts there go along.
    private static IEnumerable<string> InGoneFolder(List<TreeEntryChanges> changes, Tree? origin, Tree gone)
    {
        if (origin is null)
            return [];
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        bool IsGone(string folder) => known.TryGetValue(folder, out var answer) ? answer : known[folder] = IsFolder(origin, folder) && !IsFolder(gone, folder);
        return changes.Where(change => change.Status == Kind.Added && FoldersAbove(change.Path).Any(IsGone)).Select(change => change.Path);
    }

    private static bool IsFolder(Tree tree, string path) => tree[path]?.TargetType == TreeEntryTargetType.Tree;

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            yield return path[..end];
    }
}
