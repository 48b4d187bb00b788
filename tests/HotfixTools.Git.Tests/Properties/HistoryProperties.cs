using System.Globalization;

namespace HotfixTools.Git.Tests.Properties;

/// <summary>What is told of any history whatever, against what the parents of its commits say.</summary>
public sealed class HistoryProperties
{
    private const int Cases = 2500;
    private const int PairsOfEach = 6;

    [Fact]
    public void Ancestry_merge_bases_divergence_and_the_log_are_those_of_the_parents() => PropertyRun.Check(Cases, batch =>
    {
        foreach (var (history, one, other) in Pairs(batch))
        {
            var (left, right) = (batch.Id(history, one), batch.Id(history, other));
            Expect(history, one, other, history.IsAncestor(one, other), batch.Repository.IsAncestor(left, right), "ancestry");
            var bases = history.MergeBases(one, other).Select(commit => batch.Id(history, commit)).ToHashSet();
            var found = batch.Repository.MergeBase(left, right);
            Expect(history, one, other, true, found is { } known ? bases.Contains(known) : bases.Count == 0, "merge base");
            Expect(history, one, other, (history.Difference(one, other).Count, history.Difference(other, one).Count), batch.Repository.Divergence(left, right), "divergence");
            var log = batch.Repository.Log(left, right).Select(commit => commit.Id).ToList();
            Expect(history, one, other, Text(batch, history, history.Difference(one, other)), string.Join(' ', log.Order()), "log");
        }

        RequireThatGitAgrees(batch);
    });

    [Fact]
    public void The_line_of_the_mainline_is_that_of_the_first_parents() => PropertyRun.Check(Cases, batch =>
    {
        foreach (var (history, tip, origin) in Pairs(batch))
        {
            var line = new MainlineLine(batch.Repository, batch.Id(history, tip), batch.Id(history, origin));
            List<int> expected = [.. Enumerable.Reverse(history.Line(tip, origin))];
            Expect(history, tip, origin, string.Join(' ', expected.Select(commit => batch.Id(history, commit))), string.Join(' ', line.OldestFirst), "line");
            Expect(history, tip, origin, Text(batch, history, history.Difference(tip, origin)), string.Join(' ', line.Since.Keys.Order()), "since");
            for (var commit = 0; commit < history.Count; commit++)
            {
                var first = expected.Cast<int?>().FirstOrDefault(member => history.IsAncestor(commit, member!.Value));
                var without = expected.Cast<int?>().LastOrDefault(member => !history.IsAncestor(commit, member!.Value));
                Expect(history, tip, commit, Id(batch, history, first), line.FirstWith(batch.Id(history, commit)), $"first with, since {origin}");
                Expect(history, tip, commit, Id(batch, history, without), line.LastWithout(batch.Id(history, commit)), $"last without, since {origin}");
            }
        }

        // git itself, of some of them: starting it takes longer than all else.
        foreach (var (history, tip, origin) in Pairs(batch).Where((_, number) => number % 30 == 0))
            Expect(history, tip, origin, FirstParents(batch, history, tip, origin), string.Join('\n', new MainlineLine(batch.Repository, batch.Id(history, tip), batch.Id(history, origin)).OldestFirst.Reverse()), "line by git");
    });

    [Fact]
    public void What_is_live_is_kept_where_git_finds_it_in_the_hotfix_and_what_is_not_is_named_by_its_first_parents() => PropertyRun.Check(250, batch =>
    {
        var remote = new RehearsalRemote();
        using var session = HotfixSession.OpenListed(
            batch.Repository, remote, RehearsalRepository.Refs, SettingsRequest.Fixed(HotfixSettings.Default), new RemoteAccess(remote, CancellationToken.None), TimeProvider.System);
        var (reader, view) = (new HotfixReader(session), new RemoteView(HotfixSettings.Default, RehearsalRepository.Refs, null));
        // With several bases, or with none, git merges otherwise than by what is asked here.
        var pairs = Pairs(batch).Where(pair => pair.History.MergeBases(pair.One, pair.Other).Count == 1).ToList();
        var merges = batch.Merge(pairs.Select(pair => (batch.Id(pair.History, pair.Other), batch.Id(pair.History, pair.One))));
        foreach (var ((history, live, head), merge) in pairs.Zip(merges))
        {
            var (liveId, headId, fork) = (batch.Id(history, live), batch.Id(history, head), batch.Id(history, history.MergeBases(live, head).Single()));
            var deploy = new Deploy { Environment = "production", Commit = liveId.ToString(), DeployedAt = DateTimeOffset.UnixEpoch, DeployedBy = "A", Source = "ledger", Repository = batch.Repository.Location };
            Expect(history, live, head, true, reader.AnswerOf(deploy, liveId, headId, [], view).IsKept, "what it starts from");

            var answer = reader.AnswerOf(deploy, null, headId, [], view);

            var isInHistory = Testing.GitProcess.Try(batch.Repository.Location, "merge-base", "--is-ancestor", liveId.ToString(), headId.ToString()).ExitCode == 0;
            var comesToNothing = batch.Repository.TreeOf(liveId) == batch.Repository.TreeOf(fork);
            if (isInHistory || (!comesToNothing && merge.Tree == batch.Repository.TreeOf(headId).Value))
                Expect(history, live, head, true, answer.IsKept, "currency");
            else if (headId == fork || comesToNothing)
                Expect(history, live, head, false, answer.IsKept, "currency");
            if (!answer.IsKept)
                Expect(history, live, head, FirstParents(batch, history, live, head), string.Join('\n', answer.Changes.Select(change => change.Commit)), "what would be rolled back");
        }
    });

    [Fact]
    public void What_came_into_a_hotfix_from_the_mainline_is_what_both_have_since_the_base() => PropertyRun.Check(1000, batch =>
    {
        foreach (var (history, tip, head) in Pairs(batch))
        {
            // A hotfix may start from whatever both have.
            List<int> common = [.. history.HistoryOf(tip).Intersect(history.HistoryOf(head)).Order()];
            if (common.Count == 0 || history.IsAncestor(head, tip))
                continue;
            var origin = common[common.Count * 2 / 3];
            var commits = history.Difference(head, origin).Order().Select(commit => batch.Repository.Find(batch.Id(history, commit))!).ToList();
            var mainline = new MainlineLine(batch.Repository, batch.Id(history, tip), batch.Id(history, origin));
            var purity = new PurityReader(batch.Repository, new Patches(batch.Repository)).Read(mainline, batch.Id(history, origin), commits);
            var expected = Shipped(history, tip, origin, head).Select(commit => batch.Id(history, commit)).ToHashSet();
            var found = purity.Contaminating.Select(contamination => contamination.Commit.Id).ToHashSet();
            Expect(history, tip, head, true, expected.IsSubsetOf(found), $"whether all that came in since {origin} is named");
            // Beyond that, what came in squashed: a commit of the hotfix that does what the line did up to somewhere.
            var own = commits.Where(commit => commit.Parents.Count == 1 && !expected.Contains(commit.Id)).Select(commit => batch.Repository.PatchOf(commit.Id).Id).ToHashSet();
            var squashed = mainline.OldestFirst.Select((commit, index) => own.Contains(batch.Repository.PatchBetween(batch.Id(history, origin), commit).Id) ? index : -1).DefaultIfEmpty(-1).Max();
            // And what came in after the fix was merged early: of what both have, what is not the hotfix's own line.
            var (line, ownLine) = (history.Line(tip, origin), history.Line(head, origin));
            var both = history.Difference(tip, origin).Intersect(history.Difference(head, origin)).Where(commit => !ownLine.Contains(commit) || line.Contains(commit)).Select(commit => batch.Id(history, commit)).ToHashSet();
            Expect(history, tip, head, true, found.Except(expected).All(commit => both.Contains(commit) || mainline.OldestFirst.Take(squashed + 1).Contains(commit)), $"whether nothing else is named since {origin}");
        }
    });

    [Fact]
    public void Equal_patches_are_those_that_git_says_are_equal() => PropertyRun.Check(500, batch =>
    {
        var patches = batch.PatchIds();
        foreach (var history in batch.Histories)
        {
            var all = Enumerable.Range(0, history.Count).Select(commit => batch.Id(history, commit)).ToList();
            var read = all.ToDictionary(id => id, id => batch.Repository.PatchOf(id));
            foreach (var (one, other) in from one in all from other in all select (one, other))
                Expect(history, all.IndexOf(one), all.IndexOf(other), patches.GetValueOrDefault(one) == patches.GetValueOrDefault(other), read[one].Id == read[other].Id, "patches");
        }
    });

    /// <summary>Some pairs of each history; the newest is among them, as most questions are about it.</summary>
    internal static IEnumerable<(History History, int One, int Other)> Pairs(HistoryBatch batch) =>
        from history in batch.Histories
        from number in Enumerable.Range(0, PairsOfEach)
        let one = history.Count - 1 - (number * number % history.Count)
        let other = ((number * 7) + (history.Count * 3)) % history.Count
        select number % 2 == 0 ? (history, one, other) : (history, other, one);

    /// <summary>Compares; what differs is told with the history drawn.</summary>
    internal static void Expect<T>(History history, int one, int other, T expected, T actual, string what) =>
        Assert.True(EqualityComparer<T>.Default.Equals(expected, actual), $"{what} of {one} and {other}: expected {expected}, was {actual}, in\n{history}");

    // From a commit along the first parents, down to what another has already; the newest first.
    private static string FirstParents(HistoryBatch batch, History history, int tip, int origin) =>
        batch.Git("rev-list", "--first-parent", batch.Id(history, tip).ToString(), $"^{batch.Id(history, origin)}").Trim();

    private static CommitId? Id(HistoryBatch batch, History history, int? commit) => commit is { } known ? batch.Id(history, known) : null;

    private static string Text(HistoryBatch batch, History history, IEnumerable<int> commits) => string.Join(' ', commits.Select(commit => batch.Id(history, commit)).Order());

    // At least: what the mainline had before it first had a commit of the hotfix's own.
    private static HashSet<int> Shipped(History history, int tip, int origin, int head)
    {
        var line = history.Line(tip, origin);
        var own = history.Line(head, origin).LastOrDefault(commit => !line.Contains(commit), -1);
        var before = own < 0 ? line.Count > 0 ? line[0] : -1 : line.FirstOrDefault(commit => !history.IsAncestor(own, commit), -1);
        return before < 0 ? [] : [.. history.Difference(before, origin).Intersect(history.Difference(head, origin))];
    }

    // The plain way is right where git says the same; it is asked about one history of each batch.
    private static void RequireThatGitAgrees(HistoryBatch batch)
    {
        var history = batch.Histories.MaxBy(history => history.Count)!;
        var parents = batch.Git(["rev-list", "--parents", "--no-walk", .. Enumerable.Range(0, history.Count).Select(commit => batch.Id(history, commit).ToString())]).Split('\n').ToHashSet();
        for (var commit = 0; commit < history.Count; commit++)
            Assert.Contains(string.Join(' ', history.Parents(commit).Prepend(commit).Select(member => batch.Id(history, member))), parents);
        var (one, other) = (history.Count - 1, history.Count / 2);
        var bases = Testing.GitProcess.Try(batch.Repository.Location, "merge-base", "--all", batch.Id(history, one).ToString(), batch.Id(history, other).ToString()).Output;
        Assert.Equal(Text(batch, history, history.MergeBases(one, other)), string.Join(' ', bases.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)));
        var counts = batch.Git("rev-list", "--left-right", "--count", $"{batch.Id(history, one)}...{batch.Id(history, other)}").Split('\t').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal([history.Difference(one, other).Count, history.Difference(other, one).Count], counts);
    }
}
