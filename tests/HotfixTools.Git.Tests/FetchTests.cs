using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

public class FetchTests
{
    [Fact]
    public void Exactly_the_refs_that_are_named_are_brought_with_their_commits()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        var wanted = Push(ada, "wanted");
        var other = Push(ada, "other");

        using var open = new OpenClone(ben);
        var refs = open.Remote.Fetch(["refs/heads/wanted"]);

        Assert.Equal(["refs/heads/wanted"], refs.Refs.Keys);
        Assert.Equal(wanted, refs[RefName.Parse("refs/heads/wanted")]?.ToString());
        Assert.Equal(team.RemoteRef("master"), refs.Head?.ToString());
        Assert.NotNull(open.Repository.Find(CommitId.Parse(wanted)));
        Assert.Null(open.Repository.Find(CommitId.Parse(other)));
        Assert.Equal(1, open.Remote.Operations);
    }

    [Fact]
    public void A_star_stands_for_any_text_and_refs_of_any_kind_are_brought()
    {
        using var team = Team.AtWork(out var ada, out var live);
        foreach (var name in new[] { "refs/heads/hotfix", "refs/heads/hotfix-2", "refs/heads/other", "refs/deploys/production", "refs/deploys/staging", "refs/hotfix/journal" })
            ada.Git("push", "--quiet", "origin", $"{live}:{name}");

        using var open = new OpenClone(team.Clone("ben"));
        var refs = open.Remote.Fetch(["refs/heads/hotfix*", "refs/deploys/*", "refs/hotfix/journal"]);

        Assert.Equal(
            ["refs/deploys/production", "refs/deploys/staging", "refs/heads/hotfix", "refs/heads/hotfix-2", "refs/hotfix/journal"],
            refs.Refs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_leaves_no_folder_behind_for_every_listing_of_refs_to_walk_through()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        Push(ada, "hotfix");
        var forgotten = Path.Combine(ben.Folder, ".git", "refs", "hotfixtools", "fetch", "1700000000-4567");
        Directory.CreateDirectory(Path.Combine(forgotten, "new", "heads"));
        using (var open = new OpenClone(ben))
        {
            open.Remote.Fetch(["refs/heads/hotfix*", "refs/deploys/*", "refs/hotfix/journal"]);
            Push(ada, "hotfix-2");
            open.Remote.Fetch(["refs/heads/hotfix*", "refs/deploys/*", "refs/hotfix/journal"]);
        }

        Assert.False(Directory.Exists(forgotten));
        var landings = Path.Combine(ben.Folder, ".git", "refs", "hotfixtools", "fetch");
        Assert.Empty(Directory.Exists(landings) ? Directory.EnumerateFileSystemEntries(landings) : []);
    }

    [Fact]
    public void What_is_not_there_is_passed_over()
    {
        using var team = Team.AtWork(out _, out _);
        using var open = new OpenClone(team.Clone("ben"));
        var refs = open.Remote.Fetch(["refs/heads/hotfix", "refs/deploys/*", "refs/heads/master"]);
        Assert.Equal(["refs/heads/master"], refs.Refs.Keys);
    }

    [Fact]
    public void An_empty_remote_has_nothing_and_no_head()
    {
        using var team = new Team();
        using var open = new OpenClone(team.Clone("early"));
        var refs = open.Remote.Fetch(["refs/heads/*"]);
        Assert.Empty(refs.Refs);
        Assert.Null(refs.Head);
    }

    [Fact]
    public void What_has_vanished_at_the_remote_is_gone_at_the_next_look()
    {
        using var team = Team.AtWork(out var ada, out _);
        Push(ada, "hotfix");
        using var open = new OpenClone(team.Clone("ben"));
        Assert.NotNull(open.Remote.Fetch(["refs/heads/hotfix*"])[RefName.Parse("refs/heads/hotfix")]);
        ada.Git("push", "--quiet", "origin", "--delete", "hotfix");
        Assert.Empty(open.Remote.Fetch(["refs/heads/hotfix*"]).Refs);
        Assert.Empty(open.Remote.Fetch(["refs/heads/hotfix"]).Refs);
    }

    [Theory]
    [InlineData("hotfix", "hotfix/x")]
    [InlineData("hotfix/x", "hotfix")]
    public void A_branch_may_become_a_folder_of_branches_between_two_looks(string before, string after)
    {
        using var team = Team.AtWork(out var ada, out _);
        Push(ada, before);
        var ben = team.Clone("ben");
        // Noted by one command, so that the next finds it in its way.
        using (var first = new OpenClone(ben))
            first.Remote.Fetch(["refs/heads/hotfix*"]);

        ada.Git("push", "--quiet", "origin", "--delete", before);
        ada.Git("branch", "--quiet", "-D", before);
        var commit = Push(ada, after);
        using (var open = new OpenClone(ben))
        {
            var seen = open.Remote.Fetch(["refs/heads/hotfix*"]);
            Assert.Equal([$"refs/heads/{after}"], seen.Refs.Keys);
            Assert.Equal(commit, seen[RefName.Parse($"refs/heads/{after}")]?.ToString());
        }

        using (var again = new OpenClone(ben))
            Assert.Equal([$"refs/heads/{after}"], again.Remote.Fetch(["refs/heads/hotfix*"]).Refs.Keys);
    }

    [Fact]
    public void A_branch_that_became_a_folder_of_branches_is_kept_as_far_as_git_fetch_could_keep_it()
    {
        using var team = Team.AtWork(out var ada, out _);
        var old = Push(ada, "hotfix");
        var ben = team.Clone("ben");
        ada.Git("push", "--quiet", "origin", "--delete", "hotfix");
        ada.Git("branch", "--quiet", "-D", "hotfix");
        Push(ada, "hotfix/x");
        var master = Push(ada, "master");

        using (var open = new OpenClone(ben))
        {
            open.Remote.Fetch(["refs/heads/hotfix*", "refs/heads/master"]);
            open.Remote.Keep();
        }

        Assert.Equal(old, ben.Git("rev-parse", "refs/remotes/origin/hotfix"));
        Assert.Equal(master, ben.Git("rev-parse", "refs/remotes/origin/master"));
    }

    [Fact]
    public void Without_Keep_all_refs_are_as_before_and_what_was_fetched_is_there()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        var commit = Push(ada, "hotfix");
        var (refs, mine) = (ben.Refs(), ben.Fingerprint());
        using (var open = new OpenClone(ben))
        {
            open.Remote.Fetch(["refs/heads/*"]);
            Assert.Equal(refs, ben.Refs());
            Assert.NotNull(open.Repository.Find(CommitId.Parse(commit)));
        }

        Assert.Equal(refs, ben.Refs());
        Assert.Equal(mine, ben.Fingerprint());
    }

    [Fact]
    public void What_one_look_brought_the_next_does_not_bring_again()
    {
        using var team = Team.AtWork(out var ada, out _);
        Push(ada, "hotfix");
        ada.Git("push", "--quiet", "origin", "hotfix:refs/deploys/production");
        // No tracking branch, so that the notes alone can tell what is here.
        var ben = team.Clone("ben", "--single-branch");
        Look(ben, out var brought);
        Assert.True(brought > 0);
        Look(ben, out brought);
        Assert.Equal(0, brought);
        ben.Git("gc", "--quiet", "--prune=now");
        // And what is gone from the clone is brought again, whatever the notes say.
        Look(ben, out brought);
        Assert.True(brought > 0);
        ben.Git("fsck", "--connectivity-only", "--no-dangling");

        static void Look(Workplace clone, out int brought)
        {
            var before = Objects(clone);
            using var open = new OpenClone(clone);
            Assert.Equal(2, open.Remote.Fetch(["refs/heads/hotfix", "refs/deploys/*"]).Refs.Count);
            brought = Objects(clone) - before;
        }

        static int Objects(Workplace clone) => clone.Git("cat-file", "--batch-all-objects", "--batch-check", "--unordered").Split('\n').Length;
    }

    [Fact]
    public void A_landing_that_a_killed_process_left_is_removed_after_a_day_and_a_fresh_one_is_left_alone()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var ben = team.Clone("ben");
        Push(ada, "hotfix");
        var fresh = $"refs/hotfixtools/fetch/{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}-0123/heads/hotfix";
        ben.Git("update-ref", "refs/hotfixtools/fetch/1700000000-4567/heads/hotfix", live);
        ben.Git("update-ref", fresh, live);
        using (var open = new OpenClone(ben))
            open.Remote.Fetch(["refs/heads/hotfix"]);
        Assert.Equal(fresh, ben.Git("for-each-ref", "--format=%(refname)", "refs/hotfixtools"));
    }

    [Fact]
    public void Two_commands_in_one_clone_do_not_disturb_each_other()
    {
        using var team = Team.AtWork(out var ada, out _);
        Push(ada, "hotfix");
        var ben = team.Clone("ben");
        var refs = ben.Refs();
        Parallel.For(0, 4, _ =>
        {
            using var open = new OpenClone(ben);
            for (var look = 0; look < 5; look++)
                Assert.Equal(["refs/heads/hotfix", "refs/heads/master"], open.Remote.Fetch(["refs/heads/*"]).Refs.Keys.Order(StringComparer.Ordinal));
        });
        Assert.Equal(refs, ben.Refs());
    }

    [Fact]
    public void With_Keep_the_tracking_branches_are_as_git_fetch_would_set_them()
    {
        using var team = Team.AtWork(out var ada, out _);
        var (ben, twin) = (team.Clone("ben"), team.Clone("twin"));
        Push(ada, "hotfix");
        Push(ada, "other");
        Push(ada, "master");
        using (var open = new OpenClone(ben))
        {
            open.Remote.Fetch(["refs/heads/hotfix", "refs/heads/master"]);
            open.Remote.Keep();
        }

        twin.Git("fetch", "--quiet", "origin", "hotfix", "master");
        Assert.Equal(Tracking(twin), Tracking(ben));
        // So that this works at once.
        ben.Git("switch", "--quiet", "hotfix");
        Assert.Equal(team.RemoteRef("hotfix"), ben.Head);
    }

    [Fact]
    public void With_Keep_a_mainline_that_was_rewritten_is_followed()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var ben = team.Clone("ben");
        ada.Git("push", "--quiet", "--force", "origin", $"{live}:refs/heads/master");
        using (var open = new OpenClone(ben))
        {
            open.Remote.Fetch(["refs/heads/master"]);
            open.Remote.Keep();
        }

        Assert.Equal(live, ben.Git("rev-parse", "origin/master"));
    }

    [Theory]
    [InlineData("fetch.prune", "true", "refs/heads/hotfix", false)]
    [InlineData("fetch.prune", "true", "refs/heads/hotfix*", false)]
    [InlineData("remote.origin.prune", "true", "refs/heads/hotfix", false)]
    [InlineData("fetch.prune", "false", "refs/heads/hotfix", true)]
    [InlineData("fetch.prune", "false", "refs/heads/hotfix*", true)]
    public void A_tracking_branch_that_is_gone_from_the_remote_goes_where_git_is_told_to_prune(string setting, string value, string pattern, bool stays)
    {
        using var team = Team.AtWork(out var ada, out _);
        Push(ada, "hotfix");
        Push(ada, "feature");
        var ben = team.Clone("ben");
        ben.Git("config", setting, value);
        ada.Git("push", "--quiet", "origin", "--delete", "hotfix", "feature");
        using (var open = new OpenClone(ben))
        {
            open.Remote.Fetch([pattern, "refs/heads/master"]);
            open.Remote.Keep();
        }

        Assert.Equal(stays, Tracking(ben).Contains("refs/remotes/origin/hotfix"));
        // Nobody asked about that one.
        Assert.Contains("refs/remotes/origin/feature", Tracking(ben));
        Assert.Contains("refs/remotes/origin/master", Tracking(ben));
    }

    [Fact]
    public void With_Keep_nothing_of_the_user_changes_and_nothing_becomes_shallow()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        ben.Git("switch", "--quiet", "-c", "mine");
        ben.Write("README.md", "in the middle of something");
        Push(ada, "hotfix");
        Push(ada, "master");
        var mine = ben.Fingerprint();
        using (var open = new OpenClone(ben))
        {
            open.Remote.Fetch(["refs/heads/*", "refs/tags/*"]);
            open.Remote.Keep();
        }

        Assert.Equal(mine, ben.Fingerprint());
        Assert.False(File.Exists(Path.Combine(ben.Folder, ".git", "shallow")));
        Assert.Empty(ben.Git("tag"));
        // Complete: no commit lacks its parents.
        ben.Git("rev-list", "--objects", "--quiet", "origin/hotfix", "origin/master");
    }

    [Fact]
    public void In_a_mirror_the_branches_are_the_users_and_stay()
    {
        using var team = Team.AtWork(out var ada, out _);
        var mirror = team.Clone("mirror", "--mirror");
        Push(ada, "master");
        var branches = mirror.Git("for-each-ref", "refs/heads", "refs/tags");
        using (var open = new OpenClone(mirror))
        {
            open.Remote.Fetch(["refs/heads/*"]);
            open.Remote.Keep();
        }

        Assert.Equal(branches, mirror.Git("for-each-ref", "refs/heads", "refs/tags"));
    }

    [Fact]
    public void A_clone_of_one_branch_tracks_no_other()
    {
        using var team = Team.AtWork(out var ada, out _);
        Push(ada, "hotfix");
        var single = team.Clone("single", "--single-branch");
        using (var open = new OpenClone(single))
        {
            Assert.NotNull(open.Remote.Fetch(["refs/heads/hotfix"])[RefName.Parse("refs/heads/hotfix")]);
            open.Remote.Keep();
        }

        Assert.DoesNotContain("refs/remotes/origin/hotfix", Tracking(single));
    }

    [Fact]
    public void What_a_push_wrote_is_tracked_as_git_push_would_track_it()
    {
        using var team = Team.AtWork(out _, out var live);
        var ben = team.Clone("ben");
        using (var open = new OpenClone(ben))
        {
            Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
            open.Remote.Keep();
        }

        Assert.Equal(live, ben.Git("rev-parse", "refs/remotes/origin/hotfix"));
        using (var open = new OpenClone(ben))
        {
            Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", live, null).Verdict);
            open.Remote.Keep();
        }

        Assert.DoesNotContain("refs/remotes/origin/hotfix", Tracking(ben));
    }

    private static string Push(Workplace from, string branch)
    {
        if (branch == "master")
            from.Git("switch", "--quiet", branch);
        else if (GitProcess.Try(from.Folder, "switch", "--quiet", branch).ExitCode != 0)
            from.Git("switch", "--quiet", "-c", branch, "master");
        var commit = from.Commit($"{branch.Replace('/', '-')}.txt", Guid.NewGuid().ToString(), $"Work on {branch}");
        from.Git("push", "--quiet", "origin", branch);
        from.Git("switch", "--quiet", "master");
        return commit;
    }

    private static string Tracking(Workplace clone) => clone.Git("for-each-ref", "refs/remotes");
}
