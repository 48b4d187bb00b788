using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>SSH through the user's OpenSSH, against a real sshd.</summary>
[Collection(AloneCollection.Name)]
public sealed class SshTests : IClassFixture<SshTests.Sshd>, IDisposable
{
    private const string Hotfix = "refs/heads/hotfix";

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;
    private readonly Sshd _sshd;
    private readonly EnvironmentScope _environment = new();

    public SshTests(Sshd sshd)
    {
        _sshd = sshd;
        _team = Team.AtWork(out _ada, out _live);
    }

    private SshGitServer Server => _sshd.Require();

    [Fact]
    public void A_URL_with_a_port_is_reached_through_GIT_SSH_COMMAND()
    {
        _ada.Git("remote", "set-url", "origin", Server.Url(_team.Remote));
        _environment.Set("GIT_SSH_COMMAND", Server.Command);
        AssertWorks();
    }

    [Fact]
    public void A_host_and_path_is_reached_through_core_sshCommand_and_the_configuration_of_ssh()
    {
        _ada.Git("remote", "set-url", "origin", $"shop:{_team.Remote}");
        _ada.Git("config", "core.sshCommand", $"ssh -F {Server.Configuration}");
        AssertWorks();
    }

    [Fact]
    public void GIT_SSH_COMMAND_goes_before_core_sshCommand()
    {
        _ada.Git("remote", "set-url", "origin", Server.Url(_team.Remote));
        _ada.Git("config", "core.sshCommand", "false");
        _environment.Set("GIT_SSH_COMMAND", Server.Command);
        AssertWorks();
    }

    [Fact]
    public void A_remote_that_was_never_cloned_is_reached_through_the_configuration_of_the_user()
    {
        _ada.Git("push", "--quiet", "origin", $"{_live}:{Hotfix}");
        var configuration = Path.Combine(_team.Root, "gitconfig");
        File.WriteAllText(configuration, $"[core]\n\tsshCommand = \"ssh -F {Server.Configuration}\"\n");
        _environment.Set("GIT_CONFIG_GLOBAL", configuration);
        var access = new RemoteAccess(new NoCredentials(), CancellationToken.None);
        var url = $"shop:{_team.Remote}";
        Assert.Equal(_live, new GitService().List(RemoteUrl.Parse(url), access)[RefName.Parse(Hotfix)]?.ToString());
        var found = RemoteLook.At(
            new GitService(), url, SettingsRequest.Plain, access, TimeProvider.System, session => new HotfixReader(session).Read(session.Look(HotfixReader.Patterns(session.Settings))));
        Assert.Equal(_live, found?.Head);
    }

    [Fact]
    public void A_program_of_GIT_SSH_is_called_with_arguments()
    {
        var program = Path.Combine(_team.Root, "my ssh");
        File.WriteAllText(program, $"#!/bin/sh\nexec {Server.Command} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        _ada.Git("remote", "set-url", "origin", Server.Url(_team.Remote));
        _environment.Set("GIT_SSH", program);
        AssertWorks();
    }

    [Fact]
    public void A_path_with_spaces_and_quotes_is_the_path()
    {
        var odd = Path.Combine(_team.Root, "it's $(touch owned) a \"shop\".git");
        Directory.Move(_team.Remote, odd);
        _ada.Git("remote", "set-url", "origin", $"shop:{odd}");
        _ada.Git("config", "core.sshCommand", $"ssh -F {Server.Configuration}");
        using var open = new OpenClone(_ada);
        Assert.Equal(BranchName.Parse("master"), open.Remote.List().HeadBranch);
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, null, _live).Verdict);
    }

    [Fact]
    public void A_refusal_of_a_hook_comes_with_its_words()
    {
        _team.AddHook("pre-receive", "echo 'No pushes on Fridays.' >&2; exit 1");
        _ada.Git("remote", "set-url", "origin", Server.Url(_team.Remote));
        _environment.Set("GIT_SSH_COMMAND", Server.Command);
        using var open = new OpenClone(_ada);
        var report = open.PushAll((Hotfix, null, _live));
        Assert.Equal("PushRejected", report.Failure()?.Id);
        Assert.Contains("No pushes on Fridays", report.Failure()?.Message);
    }

    [Fact]
    public void A_key_that_the_server_does_not_know_is_not_accepted()
    {
        _ada.Git("remote", "set-url", "origin", Server.Url(_team.Remote));
        _environment.Set("GIT_SSH_COMMAND", Server.CommandWith(Server.WrongKey));
        AssertFails("AuthenticationFailed", "Permission denied");
    }

    [Fact]
    public void A_server_that_is_not_known_is_not_talked_to()
    {
        _ada.Git("remote", "set-url", "origin", Server.Url(_team.Remote));
        _environment.Set("GIT_SSH_COMMAND", Server.CommandWith(Server.Key, knownHosts: "none"));
        AssertFails("RemoteUnreachable", "Host key verification failed");
    }

    [Fact]
    public void A_server_that_is_gone_is_unreachable()
    {
        _ = Server;
        using var going = SshGitServer.TryStart(out _)!;
        _ada.Git("remote", "set-url", "origin", going.Url(_team.Remote));
        _environment.Set("GIT_SSH_COMMAND", going.Command);
        going.Dispose();
        AssertFails("RemoteUnreachable", "Connection refused");
    }

    [Fact]
    public void A_repository_that_the_server_does_not_have_is_unreachable()
    {
        _ada.Git("remote", "set-url", "origin", Server.Url(_team.Root + "/none.git"));
        _environment.Set("GIT_SSH_COMMAND", Server.Command);
        AssertFails("RemoteUnreachable", "does not appear to be a git repository");
    }

    [Fact]
    public void A_program_that_is_missing_is_told_by_name()
    {
        _ada.Git("remote", "set-url", "origin", "ssh://git@127.0.0.1:9/shop.git");
        _environment.Set("GIT_SSH", "/no/such/ssh");
        AssertFails("SshRequired", "/no/such/ssh");
    }

    [Fact]
    public void A_command_that_is_missing_is_told_by_name()
    {
        _ada.Git("remote", "set-url", "origin", "ssh://git@127.0.0.1:9/shop.git");
        _environment.Set("GIT_SSH_COMMAND", "/no/such/ssh -v");
        AssertFails("RemoteUnreachable", "/no/such/ssh");
    }

    public void Dispose()
    {
        _environment.Dispose();
        _team.Dispose();
    }

    private void AssertWorks()
    {
        using var open = new OpenClone(_ada);
        Assert.Equal(BranchName.Parse("master"), open.Remote.List().HeadBranch);
        Assert.Equal(_team.RemoteRef("master"), open.Remote.Fetch(["refs/heads/master"]).Head?.ToString());
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, null, _live).Verdict);
        Assert.Equal(_live, _team.RemoteRef(Hotfix));
        Assert.Equal((RefVerdict.Moved, _live), (open.Push(Hotfix, null, _live).Verdict, open.Push(Hotfix, null, _live).Present?.ToString()));
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, _live, null).Verdict);
    }

    private void AssertFails(string id, string words)
    {
        using var open = new OpenClone(_ada);
        HotfixException?[] errors =
        [
            Assert.Throws<HotfixException>(() => open.Remote.List()),
            Assert.Throws<HotfixException>(() => open.Remote.Fetch(["refs/heads/master"])),
            open.PushAll((Hotfix, null, _live)).Failure(),
        ];
        Assert.All(errors, error => Assert.Equal(id, error?.Id));
        Assert.All(errors, error => Assert.Contains(words, error?.Message));
    }

    /// <summary>One server for all.</summary>
    public sealed class Sshd : IDisposable
    {
        private readonly string _reason;
        private readonly SshGitServer? _server;

        public Sshd() => _server = SshGitServer.TryStart(out _reason);

        public SshGitServer Require()
        {
            Assert.SkipWhen(_server is null, _reason);
            return _server!;
        }

        public void Dispose() => _server?.Dispose();
    }
}
