using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>What a session finds out by itself.</summary>
public class SessionTests
{
    [Fact]
    public void The_mainline_is_what_the_remote_names_where_the_clone_remembers_another()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        ada.Git("push", "--quiet", "origin", "master:refs/heads/trunk");
        GitProcess.Run(team.Remote, "symbolic-ref", "HEAD", "refs/heads/trunk");
        var trunk = ada.Commit("more.txt", "more", "More");
        ada.Git("push", "--quiet", "origin", "master:refs/heads/trunk");
        using var session = Sessions.Open(ben);
        var view = session.Look("refs/heads/hotfix*");
        Assert.Equal((BranchName.Parse("trunk"), trunk), (view.Mainline, view.MainlineTip?.ToString()));
    }

    [Fact]
    public void A_clone_that_remembers_nothing_asks_the_remote()
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("remote", "set-head", "origin", "--delete");
        using var session = Sessions.Open(ada);
        Assert.Equal(BranchName.Parse("master"), session.Look().Mainline);
    }

    [Fact]
    public void A_mainline_that_was_chosen_is_not_questioned()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{live}:refs/heads/stable");
        using var session = Sessions.Open(ada, HotfixSettings.Default with { Mainline = BranchName.Parse("stable") });
        Assert.Equal(live, session.Look().MainlineTip?.ToString());
        Assert.Equal(1, session.Remote.Operations);
    }

    [Fact]
    public void Settings_that_the_clone_knows_are_proven_by_the_look_that_is_made_anyway()
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Commit(".hotfix.json", """{ "branch": "urgent" }""", "Say how hotfixes are made");
        ada.Git("push", "--quiet", "origin", "master");
        ada.Git("remote", "set-head", "origin", "master");
        using var session = Sessions.Open(ada);

        session.Look("refs/heads/urgent*");

        Assert.Equal(BranchName.Parse("urgent"), session.Settings.Branch);
        Assert.Equal(1, session.Remote.Operations);
    }

    [Fact]
    public void Settings_that_changed_at_the_remote_begin_the_command_again_before_it_did_anything()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        ada.Commit(".hotfix.json", """{ "branch": "urgent" }""", "Say how hotfixes are made");
        ada.Git("push", "--quiet", "origin", "master");
        using var session = Sessions.Open(ben);

        var moved = Assert.Throws<SettingsMovedException>(() => session.Look("refs/heads/hotfix*"));

        Assert.Equal(BranchName.Parse("urgent"), moved.Found.Settings.Branch);
        Assert.Equal("origin/master:.hotfix.json", moved.Found.Origin.ToString());
        Assert.Equal(1, session.Remote.Operations);
    }

    [Fact]
    public void The_only_remote_is_used_whatever_its_name()
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("remote", "rename", "origin", "shop");
        using var session = Sessions.Open(ada);
        Assert.Equal("shop", session.Remote.Name);
        Assert.Equal(BranchName.Parse("master"), session.Look().Mainline);
    }

    [Fact]
    public void Of_several_remotes_origin_is_used_or_the_one_that_was_chosen()
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("remote", "add", "another", team.Remote);
        using (var session = Sessions.Open(ada))
            Assert.Equal("origin", session.Remote.Name);
        using (var session = Sessions.Open(ada, HotfixSettings.Default with { Remote = "another" }))
            Assert.Equal("another", session.Remote.Name);
        ada.Git("remote", "rename", "origin", "shop");
        Assert.Equal("RemoteNotFound", Assert.Throws<HotfixException>(() => Sessions.Open(ada)).Id);
    }

    [Fact]
    public void An_empty_remote_has_no_mainline_and_says_so()
    {
        using var team = new Team();
        using var session = Sessions.Open(team.Clone("early"));
        var view = session.Look("refs/heads/hotfix*");
        Assert.Null(view.MainlineTip);
        Assert.Equal("NoDeployRecord", Assert.Throws<HotfixException>(() => view.RequireMainline(session.Remote.Url)).Id);
    }

    [Fact]
    public void A_URL_that_was_never_cloned_is_looked_at_under_its_own_name()
    {
        using var team = Team.AtWork(out _, out _);
        using var session = HotfixSession.OpenUrl(
            new GitService(), team.Remote, SettingsRequest.Plain, new RemoteAccess(new NoCredentials(), CancellationToken.None), TimeProvider.System);
        Assert.Equal(team.Remote, session.Location);
        Assert.Equal(team.RemoteRef("master"), session.Look().MainlineTip?.ToString());
    }

    [Fact]
    public void A_URL_that_is_none_is_refused_without_its_password()
    {
        var error = Assert.Throws<HotfixException>(() => HotfixSession.OpenUrl(
            new GitService(), "ftp://ada:s3cret@example.com/x", SettingsRequest.Plain, new RemoteAccess(new NoCredentials(), CancellationToken.None), TimeProvider.System));
        Assert.Equal("RemoteNotFound", error.Id);
        Assert.DoesNotContain("s3cret", error.ToString() + error.WayOut + error.Target);
    }

    [Fact]
    public void A_wait_ends_at_once_where_the_user_has_had_enough()
    {
        using var team = Team.AtWork(out var ada, out _);
        using var cancellation = new CancellationTokenSource();
        using var session = HotfixSession.Open(
            new GitService(), ada.Folder, SettingsRequest.Plain, new RemoteAccess(new NoCredentials(), cancellation.Token), TimeProvider.System);
        session.Wait(1);
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => session.Wait(20));
    }
}
