using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

public class PushTests
{
    private const string Hotfix = "refs/heads/hotfix";

    [Fact]
    public void What_must_not_exist_and_does_not_is_written()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var open = new OpenClone(ada);
        var outcome = open.Push(Hotfix, null, live);
        Assert.Equal(RefVerdict.Written, outcome.Verdict);
        Assert.Equal(live, outcome.Present?.ToString());
        Assert.Equal(live, team.RemoteRef(Hotfix));
        Assert.Equal(1, open.Remote.Operations);
    }

    [Fact]
    public void What_is_as_expected_is_moved_forward()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var next = ada.Head;
        ada.Git("push", "--quiet", "origin", $"{live}:{Hotfix}");
        using var open = new OpenClone(ada);
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, live, next).Verdict);
        Assert.Equal(next, team.RemoteRef(Hotfix));
    }

    [Fact]
    public void What_must_not_exist_and_does_is_moved_and_left_alone()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{live}:{Hotfix}");
        var before = team.RemoteRefs();
        using var open = new OpenClone(ada);
        var outcome = open.Push(Hotfix, null, ada.Head);
        Assert.Equal(RefVerdict.Moved, outcome.Verdict);
        Assert.Equal(live, outcome.Present?.ToString());
        Assert.Equal(before, team.RemoteRefs());
    }

    [Fact]
    public void The_very_same_value_is_moved_too_where_it_must_not_exist()
    {
        // Plain git calls this "up to date", and two people believe that the hotfix is theirs.
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{live}:{Hotfix}");
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, null, live));
        Assert.Equal(RefVerdict.Moved, report.Outcomes[0].Verdict);
        Assert.Equal(live, report.Outcomes[0].Present?.ToString());
        Assert.True(report.IsMoved);
        Assert.False(report.IsWritten);
        Assert.Null(report.Failure());
    }

    [Fact]
    public void What_is_somewhere_else_than_expected_is_moved_and_left_alone()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var (first, present, next) = (ada.Git("rev-parse", $"{live}~1"), live, ada.Head);
        ada.Git("push", "--quiet", "origin", $"{present}:{Hotfix}");
        using var open = new OpenClone(ada);
        var outcome = open.Push(Hotfix, first, next);
        Assert.Equal(RefVerdict.Moved, outcome.Verdict);
        Assert.Equal(present, outcome.Present?.ToString());
        Assert.Equal(present, team.RemoteRef(Hotfix));
    }

    [Fact]
    public void What_is_expected_and_gone_is_moved_and_not_made_again()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var before = team.RemoteRefs();
        using var open = new OpenClone(ada);
        var outcome = open.Push(Hotfix, live, ada.Head);
        Assert.Equal(RefVerdict.Moved, outcome.Verdict);
        Assert.Null(outcome.Present);
        Assert.Equal(before, team.RemoteRefs());
    }

    [Fact]
    public void Where_one_of_several_has_moved_none_is_sent()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{live}:refs/hotfix/journal");
        var before = team.RemoteRefs();
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, null, live), ("refs/hotfix/journal", null, ada.Head));
        Assert.Equal([RefVerdict.HeldBack, RefVerdict.Moved], report.Outcomes.Select(outcome => outcome.Verdict));
        Assert.Equal(before, team.RemoteRefs());
    }

    [Fact]
    public void Several_refs_are_written_in_one_operation()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, null, live), ("refs/hotfix/journal", null, ada.Head), ("refs/deploys/production", null, live));
        Assert.True(report.IsWritten);
        Assert.Equal(1, open.Remote.Operations);
        Assert.Equal((live, ada.Head, live), (team.RemoteRef(Hotfix), team.RemoteRef("refs/hotfix/journal"), team.RemoteRef("refs/deploys/production")));
    }

    [Fact]
    public void A_ref_that_is_as_expected_is_removed()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{live}:{Hotfix}");
        using var open = new OpenClone(ada);
        var outcome = open.Push(Hotfix, live, null);
        Assert.Equal(RefVerdict.Written, outcome.Verdict);
        Assert.Null(outcome.Present);
        Assert.Null(team.RemoteRef(Hotfix));
    }

    [Fact]
    public void A_ref_is_removed_even_where_its_commits_were_never_fetched()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        ada.Git("switch", "--quiet", "-c", "hotfix");
        var head = ada.Commit("fix.txt", "fixed", "Fix");
        ada.Git("push", "--quiet", "origin", "hotfix");
        using var open = new OpenClone(ben);
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, head, null).Verdict);
        Assert.Null(team.RemoteRef(Hotfix));
    }

    [Fact]
    public void A_ref_that_got_one_more_commit_is_not_removed()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{ada.Head}:{Hotfix}");
        using var open = new OpenClone(ada);
        var outcome = open.Push(Hotfix, live, null);
        Assert.Equal(RefVerdict.Moved, outcome.Verdict);
        Assert.Equal(ada.Head, outcome.Present?.ToString());
        Assert.Equal(ada.Head, team.RemoteRef(Hotfix));
    }

    [Fact]
    public void A_ref_that_somebody_removed_already_is_told_as_gone()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var open = new OpenClone(ada);
        var outcome = open.Push(Hotfix, live, null);
        Assert.Equal(RefVerdict.Moved, outcome.Verdict);
        Assert.Null(outcome.Present);
    }

    [Fact]
    public void Nothing_is_forced_past_history_that_it_would_drop()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var head = ada.Head;
        ada.Git("push", "--quiet", "origin", $"{head}:{Hotfix}");
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, head, live));
        Assert.False(report.IsWritten);
        Assert.NotNull(report.Failure());
        Assert.Equal(head, team.RemoteRef(Hotfix));
    }

    [Theory]
    [InlineData(Hotfix, 100)]
    [InlineData(Hotfix, 4_000_000)]
    [InlineData("refs/deploys/production", 100)]
    public void A_server_that_takes_no_pack_refuses_in_its_own_words(string reference, int length)
    {
        using var team = Team.AtWork(out var ada, out _);
        GitProcess.Run(team.Remote, "config", "receive.maxInputSize", "10");
        // Of the larger, the server takes a part, says so, and is gone before all was sent.
        var random = new byte[length];
        new Random(1).NextBytes(random);
        File.WriteAllBytes(Path.Combine(ada.Folder, "noise.bin"), random);
        ada.Git("add", "noise.bin");
        ada.Git("commit", "--quiet", "-m", "Noise");
        var before = team.RemoteRefs();
        using var open = new OpenClone(ada);

        var report = open.PushAll((reference, null, ada.Head));

        Assert.Equal((RefVerdict.Rejected, "PushRejected"), (report.Outcomes[0].Verdict, report.Failure()?.Id));
        Assert.Contains("remote unpack failed: ", report.Failure()?.Message);
        Assert.Contains("pack exceeds maximum allowed size", report.Failure()?.Message);
        Assert.Equal(before, team.RemoteRefs());
    }

    [Theory]
    [InlineData("pre-receive", "pre-receive hook declined")]
    [InlineData("update", "hook declined")]
    public void A_refusal_of_a_hook_comes_with_the_words_of_the_server(string hook, string words)
    {
        using var team = Team.AtWork(out var ada, out var live);
        team.AddHook(hook, "echo 'No pushes on Fridays.' >&2; exit 1");
        var before = team.RemoteRefs();
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, null, live));
        Assert.Equal(RefVerdict.Rejected, report.Outcomes[0].Verdict);
        Assert.Null(report.Outcomes[0].Present);
        Assert.Contains(words, report.Outcomes[0].Words);
        Assert.Contains("No pushes on Fridays", report.Outcomes[0].Words);
        Assert.DoesNotContain("error:", report.Outcomes[0].Words.Replace("error: hook declined to update", string.Empty));
        var error = Assert.IsType<HotfixException>(report.Failure());
        Assert.Equal("PushRejected", error.Id);
        Assert.Contains("No pushes on Fridays", error.Message);
        Assert.Equal(before, team.RemoteRefs());
    }

    [Fact]
    public void A_hook_that_refuses_one_ref_of_two_leaves_one_written_and_one_rejected()
    {
        using var team = Team.AtWork(out var ada, out var live);
        team.AddHook("update", "case $1 in refs/hotfix/*) exit 1;; esac");
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, null, live), ("refs/hotfix/journal", null, live));
        Assert.Equal([RefVerdict.Written, RefVerdict.Rejected], report.Outcomes.Select(outcome => outcome.Verdict));
        Assert.Equal(live, team.RemoteRef(Hotfix));
        Assert.Null(team.RemoteRef("refs/hotfix/journal"));
    }

    [Fact]
    public void A_hook_that_speaks_of_a_protected_branch_is_told_as_that()
    {
        using var team = Team.AtWork(out var ada, out var live);
        team.AddHook("pre-receive", "echo 'GH006: Protected branch update failed for refs/heads/master.' >&2; exit 1");
        var fix = ada.Commit("more.txt", "more", "More");
        using var open = new OpenClone(ada);
        var report = open.PushAll(("refs/heads/master", team.RemoteRef("master"), fix));
        Assert.Equal("ProtectedBranch", report.Failure()?.Id);
        Assert.NotEqual(fix, team.RemoteRef("master"));
    }

    [Fact]
    public void Terminal_escapes_in_the_words_of_a_hook_do_not_reach_the_error()
    {
        using var team = Team.AtWork(out var ada, out var live);
        team.AddHook("pre-receive", @"printf '\033[2Jgone https://ada:secret@example.com/x\n' >&2; exit 1");
        using var open = new OpenClone(ada);
        var error = open.PushAll((Hotfix, null, live)).Failure()!;
        Assert.Contains("gone", error.Message);
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }

    [Theory]
    [InlineData("receive.hideRefs")]
    [InlineData("transfer.hideRefs")]
    public void A_server_that_hides_the_namespace_does_not_accept_it(string setting)
    {
        using var team = Team.AtWork(out var ada, out var live);
        GitProcess.Run(team.Remote, "config", setting, "refs/deploys");
        using var open = new OpenClone(ada);
        var report = open.PushAll(("refs/deploys/production", null, live));
        Assert.Equal(RefVerdict.Rejected, report.Outcomes[0].Verdict);
        var error = Assert.IsType<HotfixException>(report.Failure());
        Assert.Equal("RefNotAccepted", error.Id);
        Assert.Contains("hidden ref", error.Message);
        Assert.Null(team.RemoteRef("refs/deploys/production"));
    }

    [Theory]
    [InlineData("refs/heads/hotfix/x", "refs/heads/hotfix")]
    [InlineData("refs/heads/hotfix", "refs/heads/hotfix/x")]
    public void A_branch_cannot_be_beside_a_folder_of_branches_of_its_name(string there, string wanted)
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{live}:{there}");
        var before = team.RemoteRefs();
        using var open = new OpenClone(ada);
        var report = open.PushAll((wanted, null, live));
        Assert.Equal(RefVerdict.Rejected, report.Outcomes[0].Verdict);
        Assert.Equal("RefNotAccepted", report.Failure()?.Id);
        Assert.Equal(before, team.RemoteRefs());
    }

    [Fact]
    public void A_server_that_denies_removal_says_so()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("push", "--quiet", "origin", $"{live}:{Hotfix}");
        GitProcess.Run(team.Remote, "config", "receive.denyDeletes", "true");
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, live, null));
        Assert.Equal(RefVerdict.Rejected, report.Outcomes[0].Verdict);
        Assert.Equal(live, report.Outcomes[0].Present?.ToString());
        Assert.Equal("PushRejected", report.Failure()?.Id);
    }

    [Fact]
    public void A_branch_that_is_checked_out_at_a_remote_with_a_working_tree_is_refused()
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        ben.Git("remote", "set-url", "origin", ada.Folder);
        var (before, fix) = (ada.Head, ben.Commit("fix.txt", "fixed", "Fix"));
        using var open = new OpenClone(ben);
        var report = open.PushAll(("refs/heads/master", before, fix));
        Assert.Equal(RefVerdict.Rejected, report.Outcomes[0].Verdict);
        Assert.Equal(before, ada.Head);
    }

    [Fact]
    public void A_remote_that_is_gone_is_unreachable_and_named()
    {
        using var team = Team.AtWork(out var ada, out var live);
        Directory.Move(team.Remote, team.Remote + ".moved");
        using var open = new OpenClone(ada);
        var report = open.PushAll((Hotfix, null, live));
        Assert.Equal(RefVerdict.Unreachable, report.Outcomes[0].Verdict);
        var error = Assert.IsType<HotfixException>(report.Failure());
        Assert.Equal("RemoteUnreachable", error.Id);
        Assert.Contains(team.Remote, error.Message);
        Assert.NotNull(error.InnerException);
        Assert.Equal("RemoteUnreachable", Assert.Throws<HotfixException>(() => open.Remote.Fetch(["refs/heads/master"])).Id);
        Assert.Equal("RemoteUnreachable", Assert.Throws<HotfixException>(() => open.Remote.List()).Id);
    }

    [Fact]
    public void A_remote_that_is_no_repository_is_unreachable_with_the_reason()
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("remote", "set-url", "origin", team.Root);
        using var open = new OpenClone(ada);
        var error = Assert.Throws<HotfixException>(() => open.Remote.List());
        Assert.Equal("RemoteUnreachable", error.Id);
        Assert.Contains("does not appear to be a git repository", error.Message);
    }

    [Fact]
    public void A_push_goes_where_git_push_would_go()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var fork = Path.Combine(team.Root, "fork.git");
        GitProcess.Run(team.Root, "clone", "--quiet", "--bare", team.Remote, fork);
        ada.Git("remote", "set-url", "--push", "origin", fork);
        using var open = new OpenClone(ada);
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, null, live).Verdict);
        Assert.Equal(live, GitProcess.Run(fork, "rev-parse", Hotfix));
        Assert.Null(team.RemoteRef(Hotfix));
    }

    [Fact]
    public void A_push_that_is_cancelled_is_never_reported_as_written()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAtOnce(cancellation);
        using var open = new OpenClone(ada.Folder, progress: progress, cancellation: cancellation.Token);
        // New objects, so that there is something to send.
        ada.Git("switch", "--quiet", "-c", "hotfix", live);
        var fix = ada.Commit("fix.txt", "fixed", "Fix");
        Assert.ThrowsAny<OperationCanceledException>(() => open.Push(Hotfix, null, fix));
        Assert.True(progress.WasTold);
    }

    [Fact]
    public void A_command_that_was_cancelled_connects_to_nothing_any_more()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var cancellation = new CancellationTokenSource();
        using var open = new OpenClone(ada.Folder, cancellation: cancellation.Token);
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => open.Remote.Fetch(["refs/heads/master"]));
        Assert.ThrowsAny<OperationCanceledException>(() => open.Push(Hotfix, null, live));
        Assert.Null(team.RemoteRef(Hotfix));
    }

    private sealed class CancelAtOnce(CancellationTokenSource cancellation) : IProgress<WorkProgress>
    {
        public bool WasTold { get; private set; }

        public void Report(WorkProgress value)
        {
            WasTold = true;
            cancellation.Cancel();
        }
    }
}
