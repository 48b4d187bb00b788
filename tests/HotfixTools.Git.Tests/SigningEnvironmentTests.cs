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

    [Theory]
    [InlineData("include.path", true)]
    [InlineData("includeIf.gitdir:**/ada/.git.path", true)]
    [InlineData("IncludeIf.gitdir:**/other/.git.path", false)]
    public void An_include_for_one_command_is_followed_as_git_follows_it(string include, bool isSigned)
    {
        Set((include, Signing()));
        AssertLikeGit(_ada, isSigned);
    }

    [Fact]
    public void What_git_was_told_for_one_command_counts_in_what_it_starts()
    {
        var file = Path.Combine(_team.Root, "list");
        _ada.Git("-c", $"include.path={Signing()}", "-c", $"alias.tell=!printenv GIT_CONFIG_PARAMETERS > {file}", "tell");
        _environment.Set("GIT_CONFIG_PARAMETERS", File.ReadAllText(file).Trim());
        AssertLikeGit(_ada, isSigned: true);
    }

    [Theory]
    [InlineData("onbranch:linked", true)]
    [InlineData("onbranch:master", false)]
    [InlineData("gitdir:**/worktrees/linked", true)]
    [InlineData("gitdir:**/ada/.git", false)]
    public void A_condition_is_asked_of_the_linked_worktree_and_not_of_the_main_one(string condition, bool isSigned)
    {
        var linked = Linked();
        _ada.Git("config", $"includeIf.{condition}.path", Signing());
        AssertLikeGit(linked, isSigned);
        AssertLikeGit(_ada, !isSigned);
    }

    [Theory]
    [InlineData("onbranch:linked", "onbranch:master")]
    [InlineData("gitdir:**/worktrees/linked", "gitdir:**/ada/.git")]
    public void The_file_of_a_worktree_may_have_conditions(string ofLinked, string ofMain)
    {
        var linked = Linked();
        _ada.Git("config", "extensions.worktreeConfig", "true");
        _ada.Git("config", "--worktree", $"includeIf.{ofLinked}.path", Signing());
        linked.Git("config", "--worktree", $"includeIf.{ofMain}.path", Signing());
        AssertLikeGit(_ada, isSigned: false);
        AssertLikeGit(linked, isSigned: false);

        _ada.Git("config", "--worktree", $"includeIf.{ofMain}.path", Signing());
        linked.Git("config", "--worktree", $"includeIf.{ofLinked}.path", Signing());
        AssertLikeGit(_ada, isSigned: true);
        AssertLikeGit(linked, isSigned: true);
    }

    [Theory]
    [InlineData("remote", true)]
    [InlineData("another", false)]
    public void A_condition_that_git_alone_knows_is_left_to_it(string name, bool isSigned)
    {
        _ada.Git("config", $"includeIf.hasconfig:remote.*.url:**/{name}.git.path", Signing());
        AssertLikeGit(_ada, isSigned);
    }

    [Theory]
    [InlineData("[gpg \"openpgp\"]\n\tprogram = none", "[gpg]\n\tprogram = SIGNS", true)]
    [InlineData("[gpg]\n\tprogram = none", "[gpg \"openpgp\"]\n\tprogram = SIGNS", true)]
    [InlineData("[gpg \"openpgp\"]\n\tprogram = SIGNS", "[gpg]\n\tprogram = none", false)]
    [InlineData("[gpg]\n\tprogram = SIGNS", "[gpg \"openpgp\"]\n\tprogram = none", false)]
    [InlineData("[gpg]\n\tprogram = SIGNS", "[gpg]\n\tprogram =", false)]
    [InlineData("[gpg \"openpgp\"]\n\tprogram = SIGNS", "[gpg]\n\tprogram", false)]
    public void The_program_that_was_set_last_signs_by_either_name(string first, string then, bool isSigned)
    {
        first = first.Replace("SIGNS", SigningProgram());
        then = then.Replace("SIGNS", SigningProgram());
        _ada.Git("config", "commit.gpgsign", "true");
        var (file, user) = (Path.Combine(_ada.Folder, ".git", "config"), Path.Combine(_team.Root, "global"));
        var before = File.ReadAllText(file);
        foreach (var (ofUser, ofClone) in new[] { (first, then), (string.Empty, first + "\n" + then) })
        {
            File.WriteAllText(user, $"[user]\n\tname = {TestHome.UserName}\n\temail = {TestHome.UserEmail}\n{ofUser}\n");
            File.WriteAllText(file, $"{before}{ofClone}\n");
            _environment.Set("GIT_CONFIG_GLOBAL", user);
            Assert.Equal(isSigned, GitProcess.Try(_ada.Folder, "commit", "--allow-empty", "-m", "By git").ExitCode == 0);
            if (isSigned)
            {
                AssertLikeGit(_ada, isSigned, TestHome.UserName);
                continue;
            }

            using var open = new OpenClone(_ada);
            Assert.Equal("SigningFailed", Assert.Throws<HotfixException>(() => open.Repository.ProveSigning(new GitIdentity("Tess", "tess@example.com"), CancellationToken.None)).Id);
        }
    }

    [Fact]
    public void Settings_that_git_cannot_read_are_refused_in_its_words()
    {
        Set(("include.path", "relative"));
        using var open = new OpenClone(_ada);
        var error = Assert.Throws<HotfixException>(() => open.Repository.WantsSignedCommits);
        Assert.Equal("GitConfigurationInvalid", error.Id);
        Assert.Contains("relative config include", error.Message);
        Assert.Contains("config --list", error.WayOut);
        Assert.Equal(error.Message, Assert.Throws<HotfixException>(open.Repository.FindIdentity).Message);
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

    private Workplace Linked()
    {
        var folder = Path.Combine(_team.Root, "linked");
        _ada.Git("worktree", "add", "--quiet", "-b", "linked", folder);
        return new Workplace(folder);
    }

    // Signs everything, and is believed by git.
    private string SigningProgram() =>
        ProgramRun.Write(Path.Combine(_team.Root, "signs"), "cat > /dev/null; printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nby a test\\n-----END PGP SIGNATURE-----\\n'; printf '\\n[GNUPG:] SIG_CREATED D\\n' >&2");

    // A file that has commits signed, by somebody else.
    private string Signing()
    {
        var file = Path.Combine(_team.Root, "signing");
        File.WriteAllText(file, $"[commit]\n\tgpgsign\n[gpg]\n\tprogram = {SigningProgram()}\n[user]\n\tname = Inc Luded\n");
        return file;
    }

    private static void AssertLikeGit(Workplace clone, bool isSigned, string nameOfSigned = "Inc Luded")
    {
        clone.Git("commit", "--quiet", "--allow-empty", "-m", "By git");
        using var open = new OpenClone(clone);
        var by = open.Repository.FindIdentity()!;
        Assert.Equal(isSigned, open.Repository.WantsSignedCommits);
        open.Repository.ProveSigning(by, CancellationToken.None);
        var head = CommitId.Parse(clone.Head);
        var ours = open.Repository.WriteSigned(new NewCommit(open.Repository.TreeOf(head), [head], "By the module\n", by, DateTimeOffset.UnixEpoch), CancellationToken.None);
        foreach (var commit in new[] { $"{head}", $"{ours}" })
        {
            Assert.Equal(isSigned, clone.Git("cat-file", "commit", commit).Contains("\n by a test\n", StringComparison.Ordinal));
            Assert.Equal(isSigned ? nameOfSigned : TestHome.UserName, clone.Git("log", "-1", "--format=%cn", commit));
        }
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
