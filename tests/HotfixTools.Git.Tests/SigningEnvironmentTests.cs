using HotfixTools.Testing;
using HotfixTools.Testing.Signing;

namespace HotfixTools.Git.Tests;

/// <summary>What the environment of this session has to do with signatures and names, with the real git as the judge.</summary>
[Collection(AloneCollection.Name)]
public sealed class SigningEnvironmentTests : IDisposable
{
    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly EnvironmentScope _environment = new();

    public SigningEnvironmentTests()
    {
        _team = Team.AtWork(out _ada, out _);
    }

    [Theory]
    [InlineData("commit.gpgsign", "true", "false")]
    [InlineData("Commit.GPGSign", "false", "true")]
    public void A_setting_for_one_command_goes_before_all_files(string name, string file, string environment)
    {
        _ada.Git("config", "commit.gpgsign", file);
        Set(("commit.gpgsign", file), (name, environment), ("user.name", "Envi Ronment"));
        using var open = new OpenClone(_ada);
        Assert.Equal(environment == "true", open.Repository.WantsSignedCommits);
        Assert.Equal(environment, _ada.Git("config", "--type=bool", "commit.gpgsign"));
        Assert.Equal("Envi Ronment", open.Repository.FindIdentity()!.Name);
        Assert.StartsWith("Envi Ronment <", _ada.Git("var", "GIT_COMMITTER_IDENT"));
    }

    [Fact]
    public void The_files_of_the_user_are_read_as_the_session_has_them()
    {
        var file = Path.Combine(_team.Root, "global");
        File.WriteAllText(file, $"[includeIf \"gitdir:{_team.Root}/\"]\n\tpath = signing\n");
        File.WriteAllText(Path.Combine(_team.Root, "signing"), "[commit]\n\tgpgsign\n");
        using (var open = new OpenClone(_ada))
            Assert.False(open.Repository.WantsSignedCommits);
        _environment.Set("GIT_CONFIG_GLOBAL", file);
        using (var open = new OpenClone(_ada))
            Assert.True(open.Repository.WantsSignedCommits);
    }

    [Fact]
    public void What_signs_is_told_no_secret_of_ours()
    {
        _environment.Set("HOTFIX_TOKEN", "s3cret-token");
        _environment.Set("HOTFIX_PASSWORD", "s3cret-password");
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.program", ProgramRun.Write(Path.Combine(_team.Root, "tell"), "env >&2; exit 1"));
        using var open = new OpenClone(_ada);
        var error = Assert.Throws<HotfixException>(() => open.Repository.ProveSigning(new GitIdentity(TestHome.UserName, TestHome.UserEmail), CancellationToken.None));
        Assert.Contains("did not sign: ", error.Message);
        Assert.DoesNotContain("s3cret", error.ToString());
    }

    public void Dispose()
    {
        _environment.Dispose();
        _team.Dispose();
    }

    private void Set(params (string Name, string Value)[] settings)
    {
        _environment.Set("GIT_CONFIG_COUNT", $"{settings.Length}");
        foreach (var (place, (name, value)) in settings.Index())
        {
            _environment.Set($"GIT_CONFIG_KEY_{place}", name);
            _environment.Set($"GIT_CONFIG_VALUE_{place}", value);
        }
    }
}
