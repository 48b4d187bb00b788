namespace HotfixTools;

/// <summary>Finds what of a hotfix is not its own: by set, and by patch.</summary>
/// <param name="repository">The repository.</param>
/// <param name="patches">Finds commits by what they change.</param>
internal sealed class PurityReader(IGitRepository repository, Patches patches)
{
    /// <summary>Reads it.</summary>
    /// <param name="line">The mainline since the base.</param>
    /// <param name="origin">The base.</param>
    /// <param name="commits">The commits of the hotfix, oldest first.</param>
    public Purity Read(MainlineLine line, CommitId origin, IReadOnlyList<CommitInfo> commits)
    {
        var shipped = Shipped(line, origin, commits);
        var own = commits.Where(commit => !shipped.Contains(commit.Id)).ToList();
        List<Contamination> contaminating = [.. commits.Where(commit => shipped.Contains(commit.Id)).Reverse().Select(commit => Describe(line, commit))];
        var broughtInBy = contaminating.Count > 0 ? own.FirstOrDefault(commit => commit.Parents.Any(shipped.Contains)) : null;

        foreach (var commit in own.Where(commit => !commit.IsMerge))
        {
            if (SquashedMainline(line, origin, commit) is not { Count: > 0 } squashed)
                continue;
            contaminating.AddRange(squashed);
            broughtInBy ??= commit;
        }

        return new Purity(contaminating, broughtInBy, [.. Picks(line, own)]);
    }

    // Both of the hotfix and of the mainline since the base: it came from there. A fix that was merged early came the other
    // way: so it is the mainline as it was before it first had a commit of the hotfix's own, and what came in of it later.
    private HashSet<CommitId> Shipped(MainlineLine line, CommitId origin, IReadOnlyList<CommitInfo> commits)
    {
        var byId = commits.ToDictionary(commit => commit.Id);
        List<CommitId> own = [];
        for (var next = commits.Count > 0 ? commits[^1] : null; next is not null; next = next.Parents.Count > 0 ? byId.GetValueOrDefault(next.Parents[0]) : null)
        {
            if (!line.Contains(next.Id))
                own.Add(next.Id);
        }

        var before = own.Count > 0 ? line.LastWithout(own[^1]) : line.Newest;
        HashSet<CommitId> shipped = before is { } then ? [.. line.Until(then)] : [];
        foreach (var taken in line.After(before).Where(byId.ContainsKey))
        {
            // A merge of the fix brought the fix alone.
            var fix = own.FirstOrDefault(commit => line.FirstWith(commit) == taken);
            var brought = commits.Select(commit => commit.Id).Where(commit => line.FirstWith(commit) == taken);
            shipped.UnionWith(fix is null ? brought : brought.Except(Since(origin, fix)).Where(commit => commit != taken));
        }

        return shipped;
    }

    private HashSet<CommitId> Since(CommitId origin, CommitId commit) => [.. repository.Log(commit, origin).Select(found => found.Id)];

    // "git merge --squash master": one commit that changes just what several changes of the mainline did together.
    private List<Contamination>? SquashedMainline(MainlineLine line, CommitId origin, CommitInfo commit)
    {
        if (line.OldestFirst.Count < 2 || commit.Parents.Count == 0)
            return null;
        var files = patches.FilesOf(commit);
        if (files.Count == 0
            || line.OldestFirst.Select(id => patches.FilesOf(line.Since[id])).FirstOrDefault(changed => changed.Count > 0) is not { } first || first.Except(files).Any())
        {
            return null;
        }

        var patch = patches.Of(commit.Id);
        var length = Enumerable.Range(2, line.OldestFirst.Count - 1).FirstOrDefault(length => patches.Between(origin, line.OldestFirst[length - 1]).Id == patch.Id);
        // The mainline got more than this fix, and the rest was taken back: what is left of that is the fix, which came first.
        if (length > 0 && HasYoungerCopy(line, commit))
            return null;
        return [.. line.OldestFirst.Take(length).Reverse().Select(id => Describe(line, line.Since[id]))];
    }

    private bool HasYoungerCopy(MainlineLine line, CommitInfo commit) =>
        patches.Equal(commit.Parents[0], commit.Id, line.Since.Values.Where(later => later.CommittedAt >= commit.CommittedAt).Select(later => later.Id)).Any();

    // A copy is younger than what it is a copy of, or says so; the other way round, the mainline has a copy of the fix.
    private IEnumerable<PickedCommit> Picks(MainlineLine line, IEnumerable<CommitInfo> own)
    {
        foreach (var fix in own.Where(commit => !commit.IsMerge && commit.Parents.Count > 0 && !line.Since.ContainsKey(commit.Id)))
        {
            var older = line.Since.Values.Where(commit => commit.CommittedAt < fix.CommittedAt || HotfixTrailers.IsPickOf(fix.Message, commit.Id)).Select(commit => commit.Id);
            if (patches.Equal(fix.Parents[0], fix.Id, older).FirstOrDefault() is { } original)
                yield return new PickedCommit(fix, line.Since[original]);
        }
    }

    private static Contamination Describe(MainlineLine line, CommitInfo commit) =>
        new(commit, line.FirstWith(commit.Id) is { } id && line.Since.TryGetValue(id, out var brought) ? brought : commit);
}
