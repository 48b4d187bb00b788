namespace HotfixTools.Core.Tests;

public class RemoteRefsTests
{
    private static readonly CommitId One = CommitId.Parse(new string('1', 40));
    private static readonly CommitId Two = CommitId.Parse(new string('2', 40));

    private readonly RemoteRefs _refs = new(
        new Dictionary<string, CommitId> { ["refs/heads/hotfix-2"] = Two, ["refs/heads/hotfix"] = One, ["refs/heads/main"] = Two }, Two, BranchName.Parse("main"));

    [Fact]
    public void Refs_below_a_beginning_come_in_the_order_of_their_names() =>
        Assert.Equal([("", One), ("-2", Two)], _refs.Below("refs/heads/hotfix"));

    [Fact]
    public void A_ref_that_is_not_there_is_null() => Assert.Null(_refs[RefName.Parse("refs/heads/none")]);

    [Fact]
    public void What_was_written_shows_in_the_next_look_and_not_in_this()
    {
        var hotfix = RefName.Parse("refs/heads/hotfix");
        Assert.Equal(Two, _refs.With(hotfix, Two)[hotfix]);
        Assert.Null(_refs.With(hotfix, null)[hotfix]);
        Assert.Equal(One, _refs[hotfix]);
    }

    [Fact]
    public void A_look_tells_mainline_hotfix_journal_and_ledgers()
    {
        var view = new RemoteView(HotfixSettings.Default, _refs.With(RefName.Parse("refs/deploys/production"), One).With(RefName.Parse("refs/deploys/Odd"), Two)
            .With(RefName.Parse("refs/deploys/deep/er"), Two).With(RefName.Parse("refs/hotfix/journal"), Two), BranchName.Parse("main"));
        Assert.Equal((Two, One, Two), (view.MainlineTip, view.HotfixHead, view.JournalTip));
        Assert.Equal([new KnownLedger(EnvironmentName.Production, One)], view.Ledgers);
        Assert.Equal([BranchName.Parse("hotfix-2")], view.SimilarBranches);
        Assert.Equal(One, view.LedgerTip(EnvironmentName.Production));
        Assert.Null(view.With(RefName.Parse("refs/heads/hotfix"), null).HotfixHead);
    }

    [Fact]
    public void A_branch_that_hides_letters_does_not_end_a_look()
    {
        var view = new RemoteView(HotfixSettings.Default, _refs.With(RefName.Parse("refs/heads/hotfix\u200b"), One), null);
        Assert.Equal([BranchName.Parse("hotfix-2")], view.SimilarBranches);
    }

    [Theory]
    [InlineData("hotfix", "hotfix-2 Hotfix/1 HOTFIX", "hotfi my-hotfix urgent feature/hotfix")]
    [InlineData("hotfix/current", "hotfix/1234 hotfix-2 Hotfix", "hotfi release/1.0")]
    [InlineData("urgent", "hotfix hotfix/1 urgent-2 Urgent/3", "urge feature/urgent")]
    [InlineData("urgent/current", "hotfix urgent/1234 URGENT/x urgent/current2", "urgent-2 urgently")]
    [InlineData("release/hotfix", "hotfix hotfix/1 release/hotfix-2 Release/Hotfix", "release/1.0 release/2.0")]
    public void Second_branches_begin_with_hotfix_or_like_the_branch(string branch, string second, string others)
    {
        var settings = HotfixSettings.Default with { Branch = BranchName.Parse(branch), DeployNamespace = "refs/heads/hotfix-deploys/", HotfixNamespace = "refs/heads/hotfix-journal/" };
        string[] names = [.. $"{second} {others} {branch} hotfix-main hotfix-deploys/production hotfix-journal/journal".Split(' ').Select(name => "refs/heads/" + name), "refs/tags/hotfix-1"];

        Assert.Equal(second.Split(' ').Select(name => "refs/heads/" + name), SecondBranches.In(settings, names, BranchName.Parse("hotfix-main")));
        // A look asks for the branch, and for no name twice.
        var asked = HotfixReader.Patterns(settings);
        Assert.All(names.Where(name => name == $"refs/heads/{branch}"), name => Assert.Single(asked, pattern => pattern.EndsWith('*') && name.StartsWith(pattern[..^1], StringComparison.Ordinal)));
    }

    [Fact]
    public void An_empty_remote_and_a_missing_mainline_are_told_apart()
    {
        var url = RemoteUrl.Parse("/srv/shop.git");
        var empty = new RemoteView(HotfixSettings.Default, new RemoteRefs(new Dictionary<string, CommitId>(), null, null), null);
        Assert.Equal("NoDeployRecord", Assert.Throws<HotfixException>(() => empty.RequireMainline(url)).Id);
        var unknown = new RemoteView(HotfixSettings.Default, _refs, null);
        Assert.Equal("MainlineNotFound", Assert.Throws<HotfixException>(() => unknown.RequireMainline(url)).Id);
        var named = new RemoteView(HotfixSettings.Default with { Mainline = BranchName.Parse("trunk") }, _refs, BranchName.Parse("trunk"));
        Assert.Contains("trunk", Assert.Throws<HotfixException>(() => named.RequireMainline(url)).Message);
        Assert.Equal((BranchName.Parse("main"), Two), new RemoteView(HotfixSettings.Default, _refs, BranchName.Parse("main")).RequireMainline(url));
    }
}
