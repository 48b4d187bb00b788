using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>The ways to write where a remote is, on one machine.</summary>
public class PathRemoteTests
{
    [Theory]
    [InlineData("{0}")]
    [InlineData("file://{0}")]
    [InlineData("../remote.git")]
    [InlineData("./../ada/../remote.git")]
    public void A_remote_is_where_git_would_find_it(string form)
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("remote", "set-url", "origin", string.Format(form, team.Remote));
        // The real git agrees that this is a way to write it.
        ada.Git("ls-remote", "origin");
        // From below the root, which a relative path does not start from.
        using var open = new OpenClone(Directory.CreateDirectory(Path.Combine(ada.Folder, "below")).FullName);
        Assert.Equal(BranchName.Parse("master"), open.Remote.List().HeadBranch);
        Assert.Equal(team.RemoteRef("master"), open.Remote.Fetch(["refs/heads/master"]).Head?.ToString());
        Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
        Assert.Equal(RefVerdict.Moved, open.Push("refs/heads/hotfix", null, live).Verdict);
        Assert.Equal(live, team.RemoteRef("hotfix"));
    }

    [Fact]
    public void A_relative_path_of_a_bare_clone_starts_from_the_clone()
    {
        using var team = Team.AtWork(out _, out var live);
        var bare = team.Clone("bare", "--bare");
        bare.Git("remote", "set-url", "origin", "../remote.git");
        using var open = new OpenClone(bare);
        Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
    }

    [Fact]
    public void A_relative_path_in_a_linked_worktree_is_where_git_would_find_it()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("remote", "set-url", "origin", "../remote.git");
        var linked = Path.Combine(team.Root, "deep", "linked");
        ada.Git("worktree", "add", "--quiet", "--detach", linked, live);
        Directory.CreateDirectory(Path.Combine(team.Root, "deep", "other"));
        var expected = GitProcess.Try(linked, "ls-remote", "origin", "refs/heads/master");
        using var open = new OpenClone(linked);
        if (expected.ExitCode == 0)
            Assert.Equal(expected.Output.Split('\t')[0], open.Remote.List().Head?.ToString());
        else
            Assert.Equal("RemoteUnreachable", Assert.Throws<HotfixException>(() => open.Remote.List()).Id);
    }

    [Fact]
    public void A_path_with_spaces_and_a_percent_sign_is_that_path()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var odd = Path.Combine(team.Root, "the 100%20 shop ü.git");
        Directory.Move(team.Remote, odd);
        ada.Git("remote", "set-url", "origin", odd);
        using (var open = new OpenClone(ada))
            Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
        Assert.Equal(live, GitProcess.Run(odd, "rev-parse", "hotfix"));
    }

    [Theory]
    [InlineData("file://{0}")]
    [InlineData("{0}")]
    public void A_plus_and_an_escape_in_a_file_URL_mean_what_they_mean_to_git(string form)
    {
        using var team = Team.AtWork(out var ada, out _);
        var odd = Path.Combine(team.Root, "c++ shop.git");
        Directory.Move(team.Remote, odd);
        ada.Git("remote", "set-url", "origin", string.Format(form, odd).Replace(" ", form.StartsWith("file") ? "%20" : " "));
        var expected = ada.Git("ls-remote", "origin", "HEAD").Split('\t')[0];
        using var open = new OpenClone(ada);
        Assert.Equal(expected, open.Remote.List().Head?.ToString());
    }

    [Fact]
    public void Rewritten_addresses_are_followed_as_git_follows_them()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("remote", "set-url", "origin", "https://example.invalid/remote.git");
        ada.Git("config", $"url.{team.Root}/.insteadOf", "https://example.invalid/");
        using var open = new OpenClone(ada);
        Assert.Equal(team.RemoteRef("master"), open.Remote.List().Head?.ToString());
        Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
    }

    [Fact]
    public void A_repository_is_not_packed_while_somebody_waits_for_a_push()
    {
        using var team = Team.AtWork(out var ada, out var live);
        GitProcess.Run(team.Remote, "config", "receive.unpackLimit", "1");
        GitProcess.Run(team.Remote, "config", "gc.autoPackLimit", "1");
        GitProcess.Run(team.Remote, "config", "gc.autoDetach", "false");
        team.AddHook("pre-auto-gc", "touch packing; exit 1");
        using (var open = new OpenClone(ada.Folder))
        {
            for (var number = 1; number <= 3; number++)
                Assert.Equal(RefVerdict.Written, open.Push($"refs/heads/fix-{number}", null, ada.Commit("fix.txt", $"{number}", "Fix")).Verdict);
        }

        Assert.False(File.Exists(Path.Combine(team.Remote, "packing")));

        // A push by git does it.
        ada.Commit("fix.txt", "4", "Fix");
        ada.Git("push", "--quiet", "origin", "HEAD:refs/heads/fix-4");
        Assert.True(File.Exists(Path.Combine(team.Remote, "packing")));
    }

    [Fact]
    public void A_hook_of_the_server_that_takes_long_and_says_much_comes_to_its_end()
    {
        using var team = Team.AtWork(out var ada, out var live);
        // More than a pipe holds, and longer than a server is given to end that was only read from.
        team.AddHook("post-receive", "head -c 300000 /dev/zero | tr '\\0' 'x'; sleep 11; touch deployed");
        using (var open = new OpenClone(ada))
            Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
        Assert.True(File.Exists(Path.Combine(team.Remote, "deployed")));
    }

    [Fact]
    public void Variables_that_a_hook_or_alias_of_git_sets_do_not_lead_to_another_repository()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var script = Path.Combine(ada.Folder, ".git", "hooks", "post-commit");
        var answer = Path.Combine(team.Root, "answer");
        var racer = Path.Combine(AppContext.BaseDirectory, "HotfixTools.Git.Tests");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The hook is a shell script.");
        Directory.CreateDirectory(Path.GetDirectoryName(script)!);
        File.WriteAllText(script, $"#!/bin/sh\necho claim refs/heads/hotfix {live} | {racer} race {ada.Folder} hook > {answer} 2>&1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ada.Commit("more.txt", "more", "More");
        Assert.Equal("ready\nWritten\n", File.ReadAllText(answer));
        Assert.Equal(live, team.RemoteRef("hotfix"));
    }
}
