using System.Diagnostics;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>A repository of somebody else, as service accounts meet it.</summary>
[Collection(AloneCollection.Name)]
public class OwnershipTests
{
    [Fact]
    public void A_repository_of_another_user_is_refused_with_the_way_out_that_works()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName != "root", "Only root can give a folder to another user.");
        using var team = Team.AtWork(out var ada, out _);
        using (var chown = Process.Start("chown", ["-R", "12345", ada.Folder]))
            chown.WaitForExit();
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(ada.Folder));
        Assert.Equal(("RepositoryNotOwned", ada.Folder), (error.Id, error.Target));
        Assert.NotNull(error.InnerException);

        var global = Path.Combine(team.Root, "global");
        File.WriteAllText(global, string.Empty);
        using var environment = new EnvironmentScope(("GIT_CONFIG_GLOBAL", global));
        Assert.Contains($"git config --global --add safe.directory '{ada.Folder}'", error.WayOut);
        GitProcess.Run(team.Root, "config", "--global", "--add", "safe.directory", ada.Folder);
        new GitService().Open(ada.Folder).Dispose();
    }

    [Fact]
    public void All_that_the_user_trusts_is_trusted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName != "root", "Only root can give a folder to another user.");
        using var team = Team.AtWork(out var ada, out _);
        Give(ada.Folder);
        var global = Path.Combine(team.Root, "global");
        File.WriteAllText(global, "[safe]\n\tdirectory = *\n");
        using var environment = new EnvironmentScope(("GIT_CONFIG_GLOBAL", global));
        new GitService().Open(ada.Folder).Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_linked_worktree_is_trusted_as_git_trusts_it(bool isMainOfAnother)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName != "root", "Only root can give a folder to another user.");
        using var team = Team.AtWork(out var ada, out var live);
        var linked = Path.Combine(team.Root, "linked");
        ada.Git("worktree", "add", "--quiet", "--detach", linked, live);
        Give(isMainOfAnother ? ada.Folder : linked);
        var git = GitProcess.Try(linked, "status").ExitCode;

        // What git refuses is refused, in words that help; what is refused beyond that, too.
        var error = Record.Exception(() => new GitService().Open(linked).Dispose());
        if (git != 0)
            Assert.NotNull(error);
        if (error is not null)
            Assert.Equal("RepositoryNotOwned", Assert.IsType<HotfixException>(error).Id);
    }

    private static void Give(string folder)
    {
        using var chown = Process.Start("chown", ["-R", "12345", folder]);
        chown.WaitForExit();
    }
}
