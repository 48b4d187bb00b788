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
}
