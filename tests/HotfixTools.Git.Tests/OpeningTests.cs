using System.Diagnostics;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

[Collection(AloneCollection.Name)]
public class OpeningTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_hangs_while_it_is_opened_holds_up_no_other(bool isHomeAnother)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A pipe with a name stands for a file system that hangs.");
        using var team = Team.AtWork(out var ada, out _);
        var (ben, first, second) = (team.Clone("ben"), Path.Combine(team.Root, "first"), Path.Combine(team.Root, "second"));
        ben.Git("config", "--add", "include.path", first);
        ben.Git("config", "--add", "include.path", second);
        using (var made = Process.Start("mkfifo", [first, second]))
            made.WaitForExit();
        var hung = Task.Factory.StartNew(() => new GitService().Open(ben.Folder).Dispose(), TaskCreationOptions.LongRunning);
        // Goes on once somebody reads it, who then hangs in the other.
        await Task.Run(() => File.OpenWrite(first).Dispose()).WaitAsync(Patience);

        using var environment = new EnvironmentScope();
        for (var time = 0; time < 2; time++)
        {
            if (isHomeAnother)
                environment.Set("HOME", Directory.CreateDirectory(Path.Combine(team.Root, $"home-{time}")).FullName);
            await Task.Run(() => new GitService().Open(ada.Folder).Dispose()).WaitAsync(Patience);
        }

        Assert.False(hung.IsCompleted);
        // To read and to write a pipe is opened at once, which frees whoever hangs in it.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                foreach (var pipe in new[] { first, second })
                    File.Open(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
                return hung.IsCompleted;
            },
            Patience));
        await hung;
    }

    [Fact]
    public void A_folder_deep_in_a_working_tree_is_the_repository()
    {
        using var team = Team.AtWork(out var ada, out _);
        var deep = Directory.CreateDirectory(Path.Combine(ada.Folder, "a", "b")).FullName;
        using var repository = new GitService().Open(deep);
        Assert.Equal(ada.Folder, repository.Location);
        Assert.False(repository.IsShallow);
        Assert.Equal(["origin"], repository.RemoteNames);
    }

    [Fact]
    public void A_linked_worktree_is_the_same_repository_at_another_place()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var linked = Path.Combine(team.Root, "linked");
        ada.Git("worktree", "add", "--quiet", "--detach", linked, live);
        using var open = new OpenClone(linked);
        Assert.Equal(linked, open.Repository.Location);
        Assert.Equal(CommitId.Parse(team.RemoteRef("master")!), open.Remote.Fetch(["refs/heads/master"]).Head);
        Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
    }

    [Fact]
    public void A_bare_clone_is_read_and_pushed_from()
    {
        using var team = Team.AtWork(out _, out var live);
        var bare = team.Clone("bare", "--bare");
        using var open = new OpenClone(bare);
        Assert.Equal(bare.Folder, open.Repository.Location);
        Assert.Equal(RefVerdict.Written, open.Push("refs/heads/hotfix", null, live).Verdict);
        Assert.Equal(live, team.RemoteRef("hotfix"));
    }

    [Fact]
    public void A_folder_in_no_repository_is_refused_and_named()
    {
        var folder = Directory.CreateTempSubdirectory("hotfixtools-none-").FullName;
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(folder));
        Directory.Delete(folder);
        Assert.Equal("NotARepository", error.Id);
        Assert.Equal(folder, error.Target);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused_even_inside_a_repository()
    {
        using var team = Team.AtWork(out var ada, out _);
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(Path.Combine(ada.Folder, "missing")));
        Assert.Equal("NotARepository", error.Id);
    }

    [Fact]
    public void A_repository_that_is_damaged_is_refused_with_the_cause()
    {
        using var team = Team.AtWork(out var ada, out _);
        File.WriteAllText(Path.Combine(ada.Folder, ".git", "config"), "[core\n");
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(ada.Folder));
        Assert.Equal(("GitConfigurationInvalid", ada.Folder), (error.Id, error.Target));
        Assert.Contains(Path.Combine(ada.Folder, ".git", "config") + ":1", error.Message);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public void A_fault_of_the_users_configuration_is_named_with_its_file_for_a_clone_and_for_an_address()
    {
        using var team = Team.AtWork(out var ada, out _);
        var (global, included) = (Path.Combine(team.Root, "global"), Path.Combine(team.Root, "included"));
        File.WriteAllText(global, $"[include]\n\tpath = {included}\n");
        File.WriteAllText(included, "[user]\n[core\n");
        using var environment = new EnvironmentScope(("GIT_CONFIG_GLOBAL", global));
        var access = new RemoteAccess(new NoCredentials(), CancellationToken.None);

        var errors = new Action[]
        {
            () => new GitService().Open(ada.Folder),
            () => new GitService().OpenTemporary(),
            () => new GitService().List(RemoteUrl.Parse(team.Remote), access),
            () => new GitService().List(RemoteUrl.Parse("http://127.0.0.1:9/shop.git"), access),
        }.Select(Assert.Throws<HotfixException>).ToList();

        Assert.All(errors, error => Assert.Equal("GitConfigurationInvalid", error.Id));
        Assert.All(errors, error => Assert.Contains(included + ":2", error.Message));
    }

    [Fact]
    public void A_repository_that_is_found_and_cannot_be_opened_says_why()
    {
        using var team = Team.AtWork(out var ada, out _);
        File.WriteAllText(Path.Combine(ada.Folder, ".git", "shallow"), "junk\n");
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(ada.Folder));
        Assert.Equal(("CloneUnusable", ada.Folder), (error.Id, error.Target));
        Assert.Contains("graft", error.Message);
    }

    [Fact]
    public void A_configuration_that_may_not_be_read_is_not_taken_for_one_without_remotes()
    {
        using var team = Team.AtWork(out var ada, out _);
        // What root may not read either.
        var file = Path.Combine(ada.Folder, ".git", "config");
        File.Delete(file);
        Directory.CreateDirectory(file);
        using var repository = new GitService().Open(ada.Folder);
        var refused = Assert.ThrowsAny<UnauthorizedAccessException>(() => repository.RemoteNames);
        Assert.Equal(("CloneUnusable", ErrorKind.PermissionDenied), (repository.Explain(refused)?.Id, repository.Explain(refused)?.Kind));
    }

    [Fact]
    public void A_remote_that_is_not_configured_is_refused_with_those_that_are()
    {
        using var team = Team.AtWork(out var ada, out _);
        using var repository = new GitService().Open(ada.Folder);
        var error = Assert.Throws<HotfixException>(() => repository.OpenRemote("upstream", new RemoteAccess(new NoCredentials(), CancellationToken.None)));
        Assert.Equal("RemoteNotFound", error.Id);
        Assert.Contains("origin", error.Message);
    }

    [Fact]
    public void A_repository_without_remotes_says_how_to_add_one()
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("remote", "remove", "origin");
        using var repository = new GitService().Open(ada.Folder);
        Assert.Empty(repository.RemoteNames);
        var error = Assert.Throws<HotfixException>(() => repository.OpenRemote("origin", new RemoteAccess(new NoCredentials(), CancellationToken.None)));
        Assert.Equal("RemoteNotFound", error.Id);
        Assert.Contains("git remote add", error.WayOut);
    }

    [Theory]
    [InlineData("ftp://example.com/shop.git")]
    [InlineData("ext::sh -c whoami")]
    public void A_remote_of_a_protocol_that_is_not_supported_is_refused(string url)
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("remote", "set-url", "origin", url);
        using var repository = new GitService().Open(ada.Folder);
        var error = Assert.Throws<HotfixException>(() => repository.OpenRemote("origin", new RemoteAccess(new NoCredentials(), CancellationToken.None)));
        Assert.Equal("RemoteNotFound", error.Id);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public void A_shallow_clone_is_told_apart_and_no_session_begins_there()
    {
        using var team = Team.AtWork(out _, out _);
        var shallow = team.Clone("shallow", "--depth", "1");
        using (var repository = new GitService().Open(shallow.Folder))
            Assert.True(repository.IsShallow);
        var before = shallow.Refs();
        var error = Assert.Throws<HotfixException>(() => HotfixSession.Open(
            new GitService(), shallow.Folder, SettingsRequest.Plain, new RemoteAccess(new NoCredentials(), CancellationToken.None), TimeProvider.System));
        Assert.Equal("ShallowRepository", error.Id);
        Assert.Equal(before, shallow.Refs());
    }

    [Fact]
    public void The_mainline_that_the_clone_remembers_is_that_of_its_making()
    {
        using var team = Team.AtWork(out _, out _);
        using var open = new OpenClone(team.Clone("ben"));
        Assert.Equal(BranchName.Parse("master"), open.Remote.RememberedMainline());
    }

    [Fact]
    public void A_clone_of_an_empty_remote_remembers_no_mainline()
    {
        using var team = new Team();
        var clone = team.Clone("early");
        using var open = new OpenClone(clone);
        Assert.Null(open.Remote.RememberedMainline());
    }
}
