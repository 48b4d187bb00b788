using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git.Merging;

/// <summary>
/// Merges in the object database, to the tree that <c>git merge</c> comes to on a checkout of what is merged into. Where
/// nothing is disputed the library does it; else <c>git merge-tree</c>, as the library knows no renamed folders, merges
/// lines by another method, and reads attributes from whatever is checked out. Without git it merges lines where the two are
/// well apart, and leaves all else to a person.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="worktree">The same, as it is seen from the worktree, which may be a linked one.</param>
/// <param name="isPartial">Whether contents may be lacking: the library writes no tree that names what is not there.</param>
internal sealed class ObjectMerge(Repository repository, Repository worktree, bool isPartial)
{
    private static readonly Signature Nobody = new("HotfixTools", "hotfixtools@localhost", DateTimeOffset.UnixEpoch);

    // What is looked for among files that both sides have still is never found, and to look reads every changed file.
    private static readonly MergeTreeOptions ByPath = new() { FindRenames = false };

    /// <summary>Merges a commit.</summary>
    /// <param name="ours">The commit that is merged into.</param>
    /// <param name="theirs">The commit that is merged.</param>
    /// <param name="onlyBase">The one commit where the two parted, where it is known that there is no other; null to look for it.</param>
    public MergeOutcome Merge(Commit ours, Commit theirs, Commit? onlyBase)
    {
        var fork = onlyBase ?? repository.ObjectDatabase.FindMergeBase(ours, theirs);
        if (fork is null)
            return new MergeOutcome(null, [], false) { LeftToGit = "the two histories have nothing in common" };
        var isSingle = onlyBase is not null || IsOnly(fork, ours, theirs);
        var dispute = MergeDispute.Find(repository, fork.Tree, ours.Tree, theirs.Tree, out var isAllThere);
        MergeTreeResult Library() => repository.ObjectDatabase.MergeCommits(ours, theirs, ByPath);
        if (isSingle)
            return dispute is null && !isPartial ? Undisputed(Library, isAllThere) : Judge(dispute ?? MergeDispute.None, fork.Tree, ours, theirs, () => (ours, theirs), Library);
        // git merges what they start from first, which may dispute files that neither side has changed.
        return Judge(new MergeDispute(dispute?.Files ?? [], false, EveryFolder(ours.Tree, string.Empty).ToHashSet()), fork.Tree, ours, theirs, () => (ours, theirs), Library);
    }

    /// <summary>Picks a commit; of a merge, what it brought to its first parent.</summary>
    /// <param name="picked">The commit to pick.</param>
    /// <param name="onto">The commit that it is picked onto.</param>
    public MergeOutcome Pick(Commit picked, Commit onto)
    {
        var before = picked.Parents.FirstOrDefault()?.Tree;
        // Counted from one; none for a commit that has no choice.
        var side = picked.Parents.Count() > 1 ? 1 : 0;
        MergeTreeResult Library() => repository.ObjectDatabase.CherryPickCommit(picked, onto, side, ByPath);
        var dispute = MergeDispute.Find(repository, before, onto.Tree, picked.Tree, out var isAllThere);
        return dispute is null && !isPartial ? Undisputed(Library, isAllThere) : Judge(dispute ?? MergeDispute.None, before, onto, picked, () => Sides(before, onto.Tree, picked.Tree), Library);
    }

    private MergeOutcome Judge(MergeDispute dispute, Tree? origin, Commit ours, Commit theirs, Func<(Commit Ours, Commit Theirs)> sides, Func<MergeTreeResult> library)
    {
        var attributes = new MergeAttributes(repository, worktree.Info, ours.Tree, dispute.Folders);
        if (GitProgram.IsInstalled())
        {
            var (left, right) = sides();
            if (new MergeProgram(worktree.Info, attributes).Merge(left, right) is { } answer)
                return answer.IsClean ? answer with { ChangesNothing = answer.Tree == new TreeId(ours.Tree.Sha) } : answer with { Conflicts = answer.Conflicts.Count > 0 ? answer.Conflicts : dispute.Files };
        }

        Blob FileOf(Tree? tree, string path) => (Blob)tree![path].Target;
        if (dispute.IsOfLines && !isPartial && !attributes.MaySayHowToMerge && dispute.Files.All(file => LineEdits.AreApart(FileOf(origin, file), FileOf(ours.Tree, file), FileOf(theirs.Tree, file))))
            return Outcome(library(), ours);
        return new MergeOutcome(null, dispute.Files, false)
        {
            LeftToGit = isPartial ? $"this is a partial clone, and git {MergeProgram.Since} or later was not found on the PATH" : $"both sides changed the same, and git {MergeProgram.Since} or later was not found on the PATH",
        };
    }

    private static IEnumerable<string> EveryFolder(Tree tree, string folder) =>
        tree.Where(entry => entry.TargetType == TreeEntryTargetType.Tree)
            .SelectMany(entry => EveryFolder((Tree)entry.Target, folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}"))
            .Prepend(folder);

    // There is another where the two have something in common that the first one lacks.
    private bool IsOnly(Commit fork, Commit ours, Commit theirs)
    {
        int Count(params Commit[] without) => repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = theirs, ExcludeReachableFrom = without, SortBy = CommitSortStrategies.None }).Count();
        return fork == ours || fork == theirs || Count(fork) == Count(fork, ours);
    }

    // git merges commits: such as have nothing but these trees. Always the same for the same trees, so that looks do not fill the repository.
    private (Commit Ours, Commit Theirs) Sides(Tree? origin, Tree ours, Tree theirs)
    {
        var database = repository.ObjectDatabase;
        var fork = database.CreateCommit(Nobody, Nobody, "What a pick starts from\n", origin ?? database.CreateTree(new TreeDefinition()), [], prettifyMessage: false);
        Commit Side(Tree tree, string message) => database.CreateCommit(Nobody, Nobody, message, tree, [fork], prettifyMessage: false);
        return (Side(ours, "What is picked onto\n"), Side(theirs, "What is picked\n"));
    }

    // What it comes to is clear without making it, which takes as long again.
    private static MergeOutcome Undisputed(Func<MergeTreeResult> library, bool isAllThere) =>
        new(() => library() is { Status: MergeTreeStatus.Succeeded, Tree: { } tree } ? new TreeId(tree.Sha) : throw new InvalidOperationException("Nothing was disputed, and it conflicts."), isAllThere);

    private static MergeOutcome Outcome(MergeTreeResult result, Commit onto) => result.Status == MergeTreeStatus.Succeeded
        ? new MergeOutcome(new TreeId(result.Tree.Sha), [], result.Tree.Sha == onto.Tree.Sha)
        : new MergeOutcome(null, [.. result.Conflicts.Select(PathOf).Distinct().Order(StringComparer.Ordinal)], false);

    private static string PathOf(Conflict conflict) => (conflict.Ours ?? conflict.Theirs ?? conflict.Ancestor).Path;
}
