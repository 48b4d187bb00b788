using HotfixTools.Testing;

namespace HotfixTools.Git.Tests.Properties;

/// <summary>The same without the program git, played by a PATH that leads nowhere: it merges what git merges, to the same tree, or leaves it.</summary>
[Collection(AloneCollection.Name)]
public sealed class MergeWithoutGitProperties
{
    private const int Cases = 500;

    [Fact]
    public void What_is_merged_is_merged_as_git_does_and_the_rest_is_left_to_it()
    {
        var (merged, left) = (0, 0);
        PropertyRun.Check(
            Cases,
            batch =>
            {
                var pairs = MergeProperties.Pairs(batch).Where(pair => pair.History.MergeBases(pair.One, pair.Other).Count > 0).ToList();
                var expected = batch.Merge(pairs.Select(pair => (batch.Id(pair.History, pair.One), batch.Id(pair.History, pair.Other))));
                List<MergeOutcome> outcomes;
                using (new EnvironmentScope(("PATH", batch.Repository.Location)))
                    outcomes = [.. pairs.Select(pair => batch.Repository.Merge(batch.Id(pair.History, pair.One), batch.Id(pair.History, pair.Other)))];
                foreach (var (((history, ours, theirs), git), outcome) in pairs.Zip(expected).Zip(outcomes))
                {
                    if (outcome.Tree is { } tree)
                        HistoryProperties.Expect(history, ours, theirs, git.Tree, tree.Value, "the merge");
                    _ = outcome.Tree is null ? left++ : merged++;
                }
            },
            isAlone: true);
        Assert.True(merged > left, $"{merged} were merged, and {left} were left.");
    }
}
