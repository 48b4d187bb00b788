using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Who commits, with the real git as the judge: of this session's environment, not of the process's start.</summary>
[Collection(AloneCollection.Name)]
public sealed class IdentityTests : IDisposable
{
    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly EnvironmentScope _environment = new();

    public IdentityTests()
    {
        _team = Team.AtWork(out _ada, out _);
    }

    [Fact]
    public void The_configuration_of_the_user_says_who_it_is() => AssertLikeGit(TestHome.UserName, TestHome.UserEmail);

    [Fact]
    public void The_configuration_of_the_repository_goes_before()
    {
        _ada.Git("config", "user.name", "Ada of this place");
        AssertLikeGit("Ada of this place", TestHome.UserEmail);
    }

    [Fact]
    public void A_committer_of_the_configuration_goes_before_the_user()
    {
        _ada.Git("config", "committer.name", "Release Robot");
        _ada.Git("config", "committer.email", "robot@example.com");
        AssertLikeGit("Release Robot", "robot@example.com");
    }

    [Fact]
    public void The_environment_goes_before_everything()
    {
        _ada.Git("config", "committer.name", "Release Robot");
        _environment.Set("GIT_COMMITTER_NAME", "Envi Ronment");
        _environment.Set("GIT_COMMITTER_EMAIL", "envi@example.com");
        AssertLikeGit("Envi Ronment", "envi@example.com");
    }

    [Fact]
    public void A_home_that_changes_within_the_session_changes_who_it_is()
    {
        AssertLikeGit(TestHome.UserName, TestHome.UserEmail);
        var home = Directory.CreateDirectory(Path.Combine(_team.Root, "home")).FullName;
        File.WriteAllText(Path.Combine(home, ".gitconfig"), "[user]\n\tname = Moved House\n\temail = moved@example.com\n");
        _environment.Set("HOME", home);
        AssertLikeGit("Moved House", "moved@example.com");
    }

    [Fact]
    public void The_file_below_XDG_CONFIG_HOME_is_read()
    {
        var xdg = Directory.CreateDirectory(Path.Combine(_team.Root, "xdg", "git")).FullName;
        File.WriteAllText(Path.Combine(xdg, "config"), "[user]\n\tname = Xavier\n\temail = x@example.com\n");
        _environment.Set("HOME", _team.Root);
        _environment.Set("XDG_CONFIG_HOME", Path.GetDirectoryName(xdg));
        AssertLikeGit("Xavier", "x@example.com");
    }

    [Fact]
    public void GIT_CONFIG_GLOBAL_stands_for_both_files_of_the_user()
    {
        var file = Path.Combine(_team.Root, "strange name \\ \"quoted\"");
        File.WriteAllText(file, "[user]\n\tname = Glo Bal\n\temail = global@example.com\n");
        _environment.Set("GIT_CONFIG_GLOBAL", file);
        AssertLikeGit("Glo Bal", "global@example.com");
    }

    [Fact]
    public void GIT_CONFIG_SYSTEM_is_read()
    {
        var file = Path.Combine(_team.Root, "system");
        File.WriteAllText(file, "[user]\n\tname = Sys Tem\n\temail = system@example.com\n");
        _environment.Set("GIT_CONFIG_NOSYSTEM", null);
        _environment.Set("GIT_CONFIG_SYSTEM", file);
        _environment.Set("HOME", _team.Root);
        AssertLikeGit("Sys Tem", "system@example.com");
    }

    [Fact]
    public void Included_files_are_read_relative_to_the_file_that_includes_them()
    {
        var home = Directory.CreateDirectory(Path.Combine(_team.Root, "home")).FullName;
        File.WriteAllText(Path.Combine(home, ".gitconfig"), $"[include]\n\tpath = who\n[includeIf \"gitdir:{_team.Root}/\"]\n\tpath = where\n");
        File.WriteAllText(Path.Combine(home, "who"), "[user]\n\tname = Inc Luded\n");
        File.WriteAllText(Path.Combine(home, "where"), "[user]\n\temail = where@example.com\n");
        _environment.Set("HOME", home);
        AssertLikeGit("Inc Luded", "where@example.com");
    }

    [Fact]
    public void EMAIL_is_the_address_where_nothing_else_is()
    {
        Nobody();
        _ada.Git("config", "user.name", "Ada");
        _environment.Set("EMAIL", "mail@example.com");
        AssertLikeGit("Ada", "mail@example.com");
    }

    [Theory]
    [InlineData("Te<ss>", "<tess@example.com>", "Tess", "tess@example.com")]
    [InlineData("Tess\nTester", "tess@exam\nple.com", "TessTester", "tess@example.com")]
    [InlineData("\t .,:;<>\"\\'J. \"R.\" 'Ü' Tess\\\u0001", "; tess@example.com,", "J. \"R.\" 'Ü' Tess", "tess@example.com")]
    [InlineData("Tess\tTester", "tess <>", "Tess\tTester", "tess")]
    public void A_name_and_an_address_are_written_without_what_git_takes_off(string name, string email, string writtenName, string writtenEmail)
    {
        _ada.Git("config", "user.name", name);
        _ada.Git("config", "user.email", email);
        AssertLikeGit(writtenName, writtenEmail);
        _ada.Git("config", "committer.name", string.Empty);
        _ada.Git("config", "committer.email", string.Empty);
        AssertLikeGit(writtenName, writtenEmail);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("<.\">")]
    public void A_name_of_which_nothing_is_left_is_none(string name)
    {
        _ada.Git("config", "user.name", name);
        Assert.NotEqual(0, GitProcess.Try(_ada.Folder, "var", "GIT_COMMITTER_IDENT").ExitCode);
        using var session = Sessions.Open(_ada);
        Assert.Equal("IdentityMissing", Assert.Throws<HotfixException>(() => session.Identity).Id);
    }

    // git writes it; the library cannot.
    [Theory]
    [InlineData("")]
    [InlineData("<>")]
    public void An_empty_address_is_refused_and_no_other_is_taken_for_it(string email)
    {
        _ada.Git("config", "user.email", email);
        _environment.Set("EMAIL", "mail@example.com");
        Assert.StartsWith($"{TestHome.UserName} <> ", _ada.Git("var", "GIT_COMMITTER_IDENT"));
        using var session = Sessions.Open(_ada);
        Assert.Equal("IdentityMissing", Assert.Throws<HotfixException>(() => session.Identity).Id);
    }

    [Fact]
    public void Where_nobody_is_configured_nobody_is_made_up()
    {
        Nobody();
        using var repository = new GitService().Open(_ada.Folder);
        Assert.Null(repository.FindIdentity());
        using var session = Sessions.Open(_ada);
        var error = Assert.Throws<HotfixException>(() => session.Identity);
        Assert.Equal("IdentityMissing", error.Id);
        Assert.Contains("git config --global user.name", error.WayOut);
    }

    [Theory]
    [InlineData("user.name", "Ada")]
    [InlineData("user.email", "ada@example.com")]
    public void Half_an_identity_is_none(string setting, string value)
    {
        Nobody();
        _ada.Git("config", setting, value);
        using var repository = new GitService().Open(_ada.Folder);
        Assert.Null(repository.FindIdentity());
    }

    public void Dispose()
    {
        _environment.Dispose();
        _team.Dispose();
    }

    private void Nobody() => _environment.Set("HOME", _team.Root);

    private void AssertLikeGit(string name, string email)
    {
        using var repository = new GitService().Open(_ada.Folder);
        Assert.Equal(new GitIdentity(name, email), repository.FindIdentity());
        Assert.StartsWith($"{name} <{email}> ", _ada.Git("var", "GIT_COMMITTER_IDENT"));
        var head = CommitId.Parse(_ada.Head);
        var written = repository.Write(new NewCommit(repository.TreeOf(head), [head], "Fix\n", repository.FindIdentity()!, DateTimeOffset.UnixEpoch));
        Assert.Contains($"\ncommitter {name} <{email}> 0 +0000\n", _ada.Git("cat-file", "commit", $"{written}"));
    }
}
