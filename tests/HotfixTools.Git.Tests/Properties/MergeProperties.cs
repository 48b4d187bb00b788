namespace HotfixTools.Git.Tests.Properties;

/// <summary>What any merge and any pick comes to, against what git makes of the same.</summary>
public sealed class MergeProperties
{
    private const int Cases = 1000;

    [Fact]
    public void A_merge_is_what_git_makes_of_it() => PropertyRun.Check(Cases, batch =>
    {
        var pairs = Pairs(batch).Where(pair => pair.History.MergeBases(pair.One, pair.Other).Count > 0).ToList();
        var expected = batch.Merge(pairs.Select(pair => (batch.Id(pair.History, pair.One), batch.Id(pair.History, pair.Other))));
        Assert.Equal(pairs.Count, expected.Count);
        foreach (var ((history, ours, theirs), git) in pairs.Zip(expected))
        {
            var outcome = batch.Repository.Merge(batch.Id(history, ours), batch.Id(history, theirs));
            Compare(history, ours, theirs, git, outcome);
            HistoryProperties.Expect(history, ours, theirs, git.Tree == batch.Repository.TreeOf(batch.Id(history, ours)).Value, outcome.ChangesNothing, "whether it changes nothing");
        }
    });

    [Fact]
    public void What_is_forecast_of_a_hotfix_is_what_its_merge_comes_to() => PropertyRun.Check(Cases / 2, batch =>
    {
        foreach (var (history, tip, head) in Pairs(batch).Where(pair => !pair.History.IsAncestor(pair.Other, pair.One)))
        {
            var (ours, theirs) = (batch.Id(history, tip), batch.Id(history, head));
            var merge = batch.Repository.Merge(ours, theirs);
            // A hotfix may start from whatever it has.
            foreach (var origin in history.HistoryOf(head).Where(commit => commit != head).Select(commit => batch.Id(history, commit)))
            {
                var line = new MainlineLine(batch.Repository, ours, origin);
                var forecast = MergeForecast.Read(batch.Repository, line, ours, theirs, origin, batch.Repository.Log(theirs, origin)).Outcome;
                HistoryProperties.Expect(history, tip, head, (merge.IsClean, merge.ChangesNothing, merge.Tree), (forecast.IsClean, forecast.ChangesNothing, forecast.Tree), $"the forecast from {origin}");
                HistoryProperties.Expect(history, tip, head, string.Join('\n', merge.Conflicts), string.Join('\n', forecast.Conflicts), $"the conflicts forecast from {origin}");
            }
        }
    });

    [Fact]
    public void Histories_that_have_nothing_in_common_are_not_merged() => PropertyRun.Check(Cases / 4, batch =>
    {
        foreach (var (history, ours, theirs) in Pairs(batch).Where(pair => pair.History.MergeBases(pair.One, pair.Other).Count == 0))
            Assert.NotNull(batch.Repository.Merge(batch.Id(history, ours), batch.Id(history, theirs)).LeftToGit);
    });

    [Fact]
    public void A_pick_is_what_git_makes_of_it() => PropertyRun.Check(Cases, batch =>
    {
        var pairs = Pairs(batch).ToList();
        var expected = batch.Merge(batch.AsMerges(pairs.Select(pair => (pair.History, pair.Other, pair.One))));
        Assert.Equal(pairs.Count, expected.Count);
        foreach (var ((history, onto, picked), git) in pairs.Zip(expected))
            Compare(history, onto, picked, git, batch.Repository.Pick(batch.Id(history, picked), batch.Id(history, onto)));
    });

    [Fact]
    public void What_is_merged_is_what_is_in_the_history_or_adds_nothing_to_it() => PropertyRun.Check(750, batch =>
    {
        var pairs = Pairs(batch).Where(pair => pair.History.MergeBases(pair.One, pair.Other).Count > 0).ToList();
        var merges = batch.Merge(pairs.Select(pair => (batch.Id(pair.History, pair.One), batch.Id(pair.History, pair.Other))));
        var patches = batch.PatchIds();
        foreach (var ((history, commit, head), merge) in pairs.Zip(merges))
        {
            var found = new Containment(batch.Repository, new Patches(batch.Repository)).Has(batch.Id(history, head), batch.Id(history, commit));
            if (history.IsAncestor(head, commit))
            {
                HistoryProperties.Expect(history, commit, head, true, found, "whether it is merged");
                continue;
            }

            // From one place alone: of several, any may be the one that is gone by.
            if (history.MergeBases(commit, head) is not { Count: 1 } bases)
                continue;
            var origin = bases.Single();
            string Tree(int of) => batch.Repository.TreeOf(batch.Id(history, of)).Value;
            if (Tree(origin) == Tree(head))
                HistoryProperties.Expect(history, commit, head, false, found, "whether what changes nothing is merged");
            else if (merge.Tree == Tree(commit))
                HistoryProperties.Expect(history, commit, head, true, found, "whether what adds nothing is merged");
            else if (found)
                HistoryProperties.Expect(history, commit, head, true, IsByPatch(batch, history, patches, origin, head, commit), "whether a patch of it is there");
        }
    });

    /// <summary>Two pairs of each history, one with the newest commit on each side.</summary>
    internal static IEnumerable<(History History, int One, int Other)> Pairs(HistoryBatch batch) =>
        batch.Histories.Select(history => (history, history.Count - 1, history.Count / 3))
            .Concat(batch.Histories.Select(history => (history, history.Count / 2, history.Count - 1)))
            .Where(pair => pair.Item2 != pair.Item3);

    // Each commit of the fix is on the line by its patch, or the whole of it is, in one commit.
    private static bool IsByPatch(HistoryBatch batch, History history, Dictionary<CommitId, string> patches, int origin, int head, int commit)
    {
        var line = history.Line(commit, origin).Select(member => patches.GetValueOrDefault(batch.Id(history, member))).ToHashSet();
        var whole = batch.Repository.PatchBetween(batch.Id(history, origin), batch.Id(history, head)).Id;
        return history.Line(commit, origin).Any(member => batch.Repository.PatchOf(batch.Id(history, member)).Id == whole)
            || history.Difference(head, origin).Where(fix => history.Parents(fix).Length == 1).Select(fix => patches.GetValueOrDefault(batch.Id(history, fix))).All(patch => patch is null || line.Contains(patch));
    }

    private static void Compare(History history, int one, int other, (string? Tree, List<string> Conflicts) git, MergeOutcome outcome)
    {
        HistoryProperties.Expect(history, one, other, git.Tree, outcome.Tree?.Value, $"the merge ({outcome.LeftToGit})");
        // Of some conflicts git names no file; a person needs one to look at.
        if (git.Tree is null && git.Conflicts.Count == 0)
            HistoryProperties.Expect(history, one, other, true, outcome.Conflicts.Count > 0, "whether a file is named");
        else
            HistoryProperties.Expect(history, one, other, string.Join('\n', git.Conflicts), string.Join('\n', outcome.Conflicts), "the files in conflict");
        HistoryProperties.Expect(history, one, other, null, outcome.LeftToGit, "what is left to git");
    }
}
