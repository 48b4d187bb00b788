namespace HotfixTools.Core.Tests;

public class ReadMessageTests
{
    [Theory]
    [InlineData("Merge pull request #11 from shop/feature1\n\nSearch by name", 11, "feature1", "Search by name")]
    [InlineData("Merge pull request #11 from ben/feature/deep\n\nSearch by name\n\nMore of it", 11, "feature/deep", "Search by name")]
    [InlineData("Merge pull request #11 from shop/feature1", 11, "feature1", "Merge pull request #11 from shop/feature1")]
    [InlineData("Merge pull request #11 from shop/feature1\r\n\r\nSearch by name\r\n", 11, "feature1", "Search by name")]
    [InlineData("Merge branch 'search' into 'main'\n\nSearch by name\n\nSee merge request shop/web!42\n", 42, "search", "Search by name")]
    [InlineData("Merge branch 'search' into 'main'\n\nSee merge request shop/web!42", 42, "search", "Merge branch 'search' into 'main'")]
    [InlineData("Merged PR 77: Search by name\n\nRelated work items: #5", 77, null, "Search by name")]
    [InlineData("Merged in feature/search (pull request #5)\n\nSearch by name\n\nApproved-by: Ben", 5, "feature/search", "Search by name")]
    [InlineData("Merge pull request 'Search by name' (#9) from feature/search into main\n\nReviewed-on: https://x/9", 9, "feature/search", "Search by name")]
    [InlineData("Merge pull request 'Search by name' (#9) from ben/shop:feature/search into main", 9, "feature/search", "Search by name")]
    [InlineData("Merge pull request 'Search by name' (!9) from <deleted>:search into main", 9, "search", "Search by name")]
    [InlineData("Merge branch 'search'", null, "search", "Merge branch 'search'")]
    [InlineData("Merge branch 'search' into main\n\nFor the shop", null, "search", "For the shop")]
    [InlineData("Merge remote-tracking branch 'origin/search'", null, "search", "Merge remote-tracking branch 'origin/search'")]
    [InlineData("Merge branch 'search'\n\nSigned-off-by: Ada <ada@example.com>", null, "search", "Merge branch 'search'")]
    [InlineData("Search by name (#12)", 12, null, "Search by name")]
    [InlineData("Release 5", null, null, "Release 5")]
    [InlineData("", null, null, "")]
    public void A_merge_tells_its_pull_request_and_branch(string message, int? number, string? branch, string subject) =>
        Assert.Equal((ChangeKind.Merge, number, branch, subject), UndeployedChanges.ReadMessage(message, isMerge: true));

    [Theory]
    [InlineData("Search by name (#12)", 12, "Search by name")]
    [InlineData("Search (by name) (#12)\n\n* one\n* two", 12, "Search (by name)")]
    [InlineData("Revert \"Search (#12)\" (#13)", 13, "Revert \"Search (#12)\"")]
    [InlineData("Merged PR 77: Search by name", 77, "Search by name")]
    [InlineData("Search by name\n\nSee merge request shop/web!42", 42, "Search by name")]
    public void A_squash_tells_its_pull_request(string message, int number, string subject) =>
        Assert.Equal((ChangeKind.Squash, number, null, subject), UndeployedChanges.ReadMessage(message, isMerge: false));

    [Theory]
    [InlineData("Fix a typo")]
    [InlineData("Fix #12")]
    [InlineData("(#12)")]
    [InlineData("Revert \"Search (#12)\"")]
    [InlineData("Merge branch 'search'")]
    public void Any_other_commit_came_as_it_is(string message) =>
        Assert.Equal((ChangeKind.Direct, null, null, message), UndeployedChanges.ReadMessage(message, isMerge: false));

    [Fact]
    public void Text_from_elsewhere_is_made_safe()
    {
        var (_, _, branch, subject) = UndeployedChanges.ReadMessage("Merge branch 'a\u001b[2J'\n\nHidden \u202etxet", isMerge: true);
        Assert.Equal(("a\uFFFD[2J", "Hidden \uFFFDtxet"), (branch, subject));
    }
}
