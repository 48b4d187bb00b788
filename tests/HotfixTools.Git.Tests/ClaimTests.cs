using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>The claim at moments that processes cannot be made to meet.</summary>
public class ClaimTests
{
    [Fact]
    public void Of_two_who_both_believe_that_the_branch_is_theirs_the_first_in_the_journal_is_right()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var ben = team.Clone("ben");
        ben.Git("config", "user.name", "Ben");
        using var slow = Sessions.Open(ada);
        using var quick = Sessions.Open(ben);
        var late = new StartHotfix(slow, new StartHotfixRequest(null, live, null, CheckOut: false, Adopt: false));
        var plan = late.Prepare();
        var early = new StartHotfix(quick, new StartHotfixRequest(null, live, null, CheckOut: false, Adopt: false));
        early.Prepare().Run(null, CancellationToken.None);
        // As if the answer to the late claim had been lost, and the branch that is there taken for its own.
        GitProcess.Run(team.Remote, "update-ref", "-d", "refs/heads/hotfix");

        var error = Assert.Throws<HotfixException>(() => plan.Run(null, CancellationToken.None));

        Assert.Equal("HotfixInProgress", error.Id);
        Assert.Contains("Ben", error.Message);
        using var look = Sessions.Open(ada);
        Assert.Equal("Ben <tess@example.com>", new HotfixReader(look).Read(look.Look(HotfixReader.Patterns(look.Settings)))?.StartedBy);
    }

    [Fact]
    public void A_claim_that_cannot_be_recorded_is_not_made()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var session = Sessions.Open(ada);
        var plan = new StartHotfix(session, new StartHotfixRequest(null, live, new string('x', 1024 * 1024), CheckOut: false, Adopt: false)).Prepare();

        Assert.Equal("EntryTooLarge", Assert.Throws<HotfixException>(() => plan.Run(null, CancellationToken.None)).Id);

        Assert.Null(team.RemoteRef("refs/heads/hotfix"));
        Assert.Null(team.RemoteRef("refs/hotfix/journal"));
        Assert.Null(UnfinishedClaim.Read(session.Repository));
    }

    [Fact]
    public void An_undisturbed_start_connects_twice_and_a_look_once()
    {
        using var team = Team.AtWork(out _, out var live);
        var ben = team.Clone("ben");
        using var session = Sessions.Open(ben);
        new StartHotfix(session, new StartHotfixRequest(null, live, null, CheckOut: false, Adopt: false)).Prepare().Run(null, CancellationToken.None);
        Assert.Equal(2, session.Remote.Operations);
        using var look = Sessions.Open(ben);
        Assert.NotNull(new HotfixReader(look).Read(look.Look(HotfixReader.Patterns(look.Settings))));
        Assert.Equal(1, look.Remote.Operations);
    }
}
