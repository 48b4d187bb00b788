using System.Diagnostics;
using System.Text;
using HotfixTools.Git.Signing;
using HotfixTools.Testing;
using HotfixTools.Testing.Signing;

namespace HotfixTools.Git.Tests;

/// <summary>Commits are signed as git signs them, with the real git as the judge.</summary>
public sealed class SigningTests : IDisposable
{
    private static readonly GitIdentity Tess = new(TestHome.UserName, TestHome.UserEmail);
    private static readonly DateTimeOffset Noon = new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly Team _team;
    private readonly Workplace _ada;

    public SigningTests()
    {
        _team = Team.AtWork(out _ada, out _);
    }

    public static TheoryData<string> Messages =>
    [
        "Fix the orders\n", "No line end", "Many line ends\n\n\n", string.Empty, "Zürich fällt aus 漢字 \U0001F525\n\nHotfix-Id: 20260329-0123abcd\n",
        "Lines of Windows\r\nsecond\r\n", "A line that begins with a space\n\n gpgsig -----BEGIN\n", "-----BEGIN SSH SIGNATURE-----\nnot really\n",
    ];

    // A signature of this kind of key is the same each time: what git makes of the same is the same commit.
    [Theory]
    [MemberData(nameof(Messages))]
    public void A_commit_signed_with_ssh_is_to_the_byte_what_git_makes(string message)
    {
        using var ssh = new SshSigning();
        ssh.SignIn(_ada);

        var signed = WriteSigned(message);

        Assert.Equal(string.Empty, ssh.Complaint(_ada.Folder, signed));
        var file = Path.Combine(_team.Root, "message");
        File.WriteAllText(file, message);
        Assert.Equal(GitCommitTree("-S", "-F", file), signed);
    }

    [Fact]
    public void Authors_parents_and_text_are_those_of_the_unsigned_one()
    {
        using var ssh = new SshSigning();
        using var open = new OpenClone(_ada);
        var original = open.Repository.Find(CommitId.Parse(_ada.Git("rev-parse", "feature1")))! with { Author = new GitIdentity("Zoë Ünal 漢字", "zoe@example.com"), AuthoredAt = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(9.5)) };
        var commit = New("Pick\n", open) with { Original = original, Parents = [.. new[] { "master", "feature1", "feature2" }.Select(name => CommitId.Parse(_ada.Git("rev-parse", name)))] };
        var plain = open.Repository.Write(commit);
        ssh.SignIn(_ada);

        var signed = open.Repository.WriteSigned(commit, CancellationToken.None);

        Assert.Equal(string.Empty, ssh.Complaint(_ada.Folder, $"{signed}"));
        var (before, after) = (Raw(plain).Split('\n'), Raw(signed).Split('\n'));
        var signature = Array.FindIndex(after, line => line.StartsWith("gpgsig ", StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', before), string.Join('\n', after[..signature].Concat(after[signature..].SkipWhile(line => line.StartsWith("gpgsig ", StringComparison.Ordinal) || line.StartsWith(' ')))));
        Assert.Equal(0, GitProcess.Try(_ada.Folder, "fsck", "--strict", "--no-dangling").ExitCode);
    }

    [Fact]
    public void Drafts_are_signed_from_the_first_to_the_last_and_grow_from_the_same()
    {
        using var ssh = new SshSigning();
        using var open = new OpenClone(_ada);
        var since = CommitId.Parse(_ada.Head);
        // An author whom git takes, and the library does not write.
        _ada.Git("commit", "--quiet", "--allow-empty", "--author", "Ann <>", "-m", "Import");
        var one = open.Repository.Write(New("One ß\n", open) with { Parents = [since], Original = open.Repository.Find(CommitId.Parse(_ada.Head)) });
        var two = open.Repository.Write(New("Two\n", open) with { Parents = [one, CommitId.Parse(_ada.Git("rev-parse", "feature1"))] });
        Assert.Equal(two, open.Repository.Sign(two, since, CancellationToken.None));
        ssh.SignIn(_ada);

        var signed = open.Repository.Sign(two, since, CancellationToken.None);

        var line = _ada.Git("rev-list", "--first-parent", $"{since}..{signed}").Split('\n');
        Assert.Equal(2, line.Length);
        Assert.Equal(string.Empty, ssh.Complaint(_ada.Folder, line));
        Assert.Equal(_ada.Git("log", "--first-parent", "-3", "--format=%an <%ae> %aI %cn %cI %T %B", $"{two}"), _ada.Git("log", "--first-parent", "-3", "--format=%an <%ae> %aI %cn %cI %T %B", $"{signed}"));
        Assert.Equal(_ada.Git("rev-parse", $"{two}^2"), _ada.Git("rev-parse", $"{signed}^2"));
        Assert.Equal(since, open.Repository.Sign(since, since, CancellationToken.None));
    }

    [Fact]
    public void A_draft_is_not_signed()
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.program", Program("touch asked"));
        using var open = new OpenClone(_ada);

        Assert.DoesNotContain("gpgsig", Raw(open.Repository.Write(New("Draft\n", open))));

        Assert.False(File.Exists(Path.Combine(_ada.Folder, "asked")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GnuPG_signs_with_the_key_of_the_committer_or_the_one_that_is_configured(bool isConfigured)
    {
        Assert.SkipWhen(GnupgHome.WhyNot() is not null, GnupgHome.WhyNot() ?? string.Empty);
        using var gpg = GnupgHome.OpenPgp();
        gpg.SignIn(_ada);
        if (isConfigured)
        {
            _ada.Git("config", "user.name", "Somebody Else");
            _ada.Git("config", "user.signingkey", TestHome.UserEmail);
            _ada.Git("config", "gpg.format", "openpgp");
        }

        Assert.Equal(string.Empty, gpg.Complaint(_ada.Folder, WriteSigned("Zürich fällt aus 漢字\n"), WriteSigned("No line end")));
    }

    [Fact]
    public void GnuPG_signs_with_a_certificate()
    {
        Assert.SkipWhen(GnupgHome.WhyNot("gpgsm") is not null, GnupgHome.WhyNot("gpgsm") ?? string.Empty);
        using var gpgsm = GnupgHome.X509();
        gpgsm.SignIn(_ada);
        Assert.Equal(string.Empty, gpgsm.Complaint(_ada.Folder, WriteSigned("Zürich fällt aus\n")));
    }

    [Theory]
    [InlineData("key::")]
    [InlineData("")]
    public void A_public_key_itself_is_a_key_whose_other_half_the_agent_has(string mark)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The agent is handed over by a shell script.");
        using var ssh = new SshSigning();
        using var agent = new SshAgent(_team.Root, ssh.Key);
        ssh.SignIn(_ada);
        _ada.Git("config", "gpg.ssh.program", agent.SshKeygen);
        _ada.Git("config", "user.signingkey", mark + ssh.PublicKey);

        Assert.Equal(string.Empty, ssh.Complaint(_ada.Folder, WriteSigned("Fix\n")));
    }

    [Fact]
    public void A_command_finds_the_key_where_none_is_configured()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The agent is handed over by a shell script.");
        using var ssh = new SshSigning();
        using var agent = new SshAgent(_team.Root, ssh.Key);
        ssh.SignIn(_ada);
        _ada.Git("config", "--unset", "user.signingkey");
        _ada.Git("config", "gpg.ssh.program", agent.SshKeygen);
        var command = ProgramRun.Write(Path.Combine(_team.Root, "which key"), "[ \"$1$2\" = 'a b\"c' ] || exit 1; echo 'key::" + ssh.PublicKey + "'; echo 'ssh-rsa another'");
        _ada.Git("config", "gpg.ssh.defaultKeyCommand", $"'{command}' 'a b' \\\"c");

        Assert.Equal(string.Empty, ssh.Complaint(_ada.Folder, WriteSigned("Fix\n")));
        Assert.Equal(GitCommitTree("-S", "-m", "Fix"), WriteSigned("Fix\n"));
    }

    [Fact]
    public void A_key_may_be_named_from_the_home_folder_and_from_the_root_of_the_repository()
    {
        using var ssh = new SshSigning();
        ssh.SignIn(_ada);
        var name = $"key-{Path.GetRandomFileName()}";
        // With its permissions, without which ssh-keygen does not read it.
        File.Copy(ssh.Key, Path.Combine(_ada.Folder, "own"));
        File.Copy(ssh.Key, Path.Combine(TestHome.Folder, name));
        List<string> keys = ["own", "~/" + name];
        // No drive to leave, and a home that is known by the name of who lives there.
        if (!OperatingSystem.IsWindows())
            keys.Add($"~{Environment.UserName}/{string.Concat(Enumerable.Repeat("../", 20))}{ssh.Key.TrimStart('/')}");
        foreach (var key in keys)
        {
            _ada.Git("config", "user.signingkey", key);
            using var open = new OpenClone(Directory.CreateDirectory(Path.Combine(_ada.Folder, "below")).FullName);
            Assert.Equal(string.Empty, ssh.Complaint(_ada.Folder, $"{open.Repository.WriteSigned(New("Fix\n", open), CancellationToken.None)}"));
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("yes")]
    [InlineData("ON")]
    [InlineData("1")]
    [InlineData("-3")]
    [InlineData("2k")]
    [InlineData("-1G")]
    [InlineData("+1M")]
    [InlineData("0m")]
    [InlineData("false")]
    [InlineData("No")]
    [InlineData("off")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData(null)]
    public void What_counts_as_demanded_is_what_counts_for_git(string? setting)
    {
        if (setting is null)
            File.AppendAllText(Path.Combine(_ada.Folder, ".git", "config"), "[commit]\n\tgpgsign\n");
        else
            _ada.Git("config", "commit.gpgsign", setting);
        using var open = new OpenClone(_ada);
        Assert.Equal(_ada.Git("config", "--type=bool", "commit.gpgsign") == "true", open.Repository.WantsSignedCommits);
    }

    [Fact]
    public void A_setting_of_a_linked_worktree_is_one_of_that_alone()
    {
        var linked = Path.Combine(_team.Root, "linked");
        _ada.Git("worktree", "add", "--quiet", "--detach", linked);
        _ada.Git("config", "extensions.worktreeConfig", "true");
        GitProcess.Run(linked, "config", "--worktree", "commit.gpgsign", "true");

        using (var open = new OpenClone(linked))
            Assert.True(open.Repository.WantsSignedCommits);
        using (var open = new OpenClone(_ada))
            Assert.False(open.Repository.WantsSignedCommits);
        _ada.Git("config", "--worktree", "commit.gpgsign", "true");
        GitProcess.Run(linked, "config", "--worktree", "commit.gpgsign", "false");
        using (var open = new OpenClone(_ada))
            Assert.True(open.Repository.WantsSignedCommits);
        using (var open = new OpenClone(linked))
            Assert.False(open.Repository.WantsSignedCommits);
    }

    [Fact]
    public void A_repository_of_our_own_signs_nothing()
    {
        var home = File.ReadAllText(Path.Combine(TestHome.Folder, ".gitconfig"));
        Assert.DoesNotContain("gpgsign", home);
        using var own = new GitService().OpenStore(Path.Combine(_team.Root, "store.git"));
        GitProcess.Run(own.Location, "config", "commit.gpgsign", "true");
        Assert.False(own.WantsSignedCommits);
    }

    [Theory]
    [InlineData("gpg.program", "no-such-program", "the program 'no-such-program' was not found")]
    [InlineData("gpg.program", "./no-such-program", "the program './no-such-program' was not found")]
    [InlineData("gpg.openpgp.program", "~/no-such-program", "no-such-program' was not found")]
    [InlineData("gpg.format", "sha3", "gpg.format is 'sha3', which is none of openpgp, x509 and ssh")]
    [InlineData("gpg.format", "ssh", "user.signingkey names no key")]
    [InlineData("commit.gpgsign", "maybe", "commit.gpgsign is 'maybe', which is neither true nor false")]
    [InlineData("commit.gpgsign", "2G", "commit.gpgsign is '2G', which is neither true nor false")]
    [InlineData("commit.gpgsign", "2kk", "commit.gpgsign is '2kk', which is neither true nor false")]
    [InlineData("commit.gpgsign", "k", "commit.gpgsign is 'k', which is neither true nor false")]
    public void What_cannot_be_is_refused(string name, string value, string why)
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", name, value);
        Refuses(why);
    }

    [Theory]
    [InlineData("echo 'gpg: no secret key' >&2; echo '[GNUPG:] INV_SGNR 9 x' >&2; exit 2", "did not sign: gpg: no secret key.")]
    [InlineData("exit 3", "did not sign: it ended with exit status 3.")]
    [InlineData("cat; exit 0", "did not sign: it ended with exit status 0.")]
    [InlineData("echo '-----BEGIN PGP SIGNATURE-----'; echo 'x[GNUPG:] SIG_CREATED D' >&2", "did not sign: x[GNUPG:] SIG_CREATED D.")]
    [InlineData("echo '[GNUPG:] SIG_CREATED D' >&2", "said that it signed, and gave no signature.")]
    [InlineData("printf 'hello'; echo '[GNUPG:] SIG_CREATED D' >&2", "said that it signed, and gave no signature.")]
    [InlineData("printf -- '-----BEGIN PGP\\000SIGNATURE'; echo '[GNUPG:] SIG_CREATED D' >&2", "said that it signed, and gave no signature.")]
    [InlineData("printf '\\033[2J\\342\\200\\256evil https://ada:s3cret@example.com/' >&2; exit 1", "did not sign: \uFFFD[2J\uFFFDevil https://example.com/.")]
    public void A_program_that_does_not_sign_is_heard_and_cleaned(string body, string why)
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.program", Program(body));
        Refuses(why);
    }

    [Fact]
    public void A_key_that_is_not_there_is_refused_in_the_words_of_the_program()
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.format", "ssh");
        _ada.Git("config", "user.signingkey", Path.Combine(_team.Root, "nobody"));
        Refuses("No such file or directory");
    }

    [Fact]
    public void A_key_of_GnuPG_that_is_not_there_is_refused_in_its_words()
    {
        Assert.SkipWhen(GnupgHome.WhyNot() is not null, GnupgHome.WhyNot() ?? string.Empty);
        using var gpg = GnupgHome.OpenPgp();
        gpg.SignIn(_ada);
        _ada.Git("config", "user.signingkey", "0123456789ABCDEF");
        Refuses("No secret key");
    }

    [Fact]
    public void A_key_with_a_passphrase_that_nobody_can_be_asked_for_is_refused()
    {
        Assert.SkipWhen(GnupgHome.WhyNot() is not null, GnupgHome.WhyNot() ?? string.Empty);
        using var gpg = GnupgHome.OpenPgp("s3cret words");
        ProgramRun.Require("gpgconf", ["--homedir", Path.GetDirectoryName(gpg.Program)!, "--kill", "gpg-agent"]);
        gpg.SignIn(_ada);
        Assert.DoesNotContain("s3cret", Refuses("did not sign: gpg: signing failed").Message);
    }

    [Fact]
    public void A_key_of_ssh_with_a_passphrase_that_nobody_can_be_asked_for_is_refused()
    {
        Assert.SkipUnless(ProgramRun.IsInstalled("setsid"), "setsid, which takes the terminal away, is not installed.");
        using var ssh = new SshSigning("s3cret words");
        ssh.SignIn(_ada);
        _ada.Git("config", "gpg.ssh.program", Program("unset DISPLAY SSH_ASKPASS SSH_AUTH_SOCK; exec setsid -w ssh-keygen \"$@\""));
        Assert.DoesNotContain("s3cret", Refuses("did not sign: ").Message);
    }

    [Fact]
    public void An_ssh_keygen_that_cannot_sign_says_which_can()
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.format", "ssh");
        _ada.Git("config", "user.signingkey", "key::ssh-ed25519 AAAA");
        _ada.Git("config", "gpg.ssh.program", Program("echo 'unknown option -- Y' >&2; echo 'usage: ssh-keygen' >&2; exit 1"));
        Refuses("OpenSSH 8.2");
    }

    [Theory]
    [InlineData("exit 1", "gpg.ssh.defaultKeyCommand failed: it ended with exit status 1.")]
    [InlineData("echo nothing", "gpg.ssh.defaultKeyCommand printed no key.")]
    public void A_command_that_finds_no_key_is_refused_without_its_arguments(string body, string why)
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.format", "ssh");
        _ada.Git("config", "gpg.ssh.defaultKeyCommand", Program(body) + " --token s3cret");
        Assert.DoesNotContain("s3cret", Refuses(why).Message);
        _ada.Git("config", "gpg.ssh.defaultKeyCommand", "'s3cret");
        Assert.DoesNotContain("s3cret", Refuses("a quotation mark that is not closed").Message);
    }

    [Fact]
    public void A_script_that_names_nothing_to_run_it_is_run_by_the_shell()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "What a file is there is told by its name.");
        var script = WithFirstLine(Program("echo \"$1 of $(basename \"$0\")\"; cat; exit 3"), string.Empty);

        var answer = new SigningProgram(script, _ada.Folder, TimeSpan.FromSeconds(60)).Run(["one"], "two"u8.ToArray(), CancellationToken.None);

        Assert.Equal((3, $"one of {Path.GetFileName(script)}\ntwo"), (answer.ExitStatus, answer.Output));
    }

    [Fact]
    public void A_script_whose_interpreter_is_missing_is_refused_in_the_words_of_the_system()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "What a file is there is told by its name.");
        _ada.Git("config", "commit.gpgsign", "true");
        var script = WithFirstLine(Program("exit 0"), "#!/no/such/interpreter");
        _ada.Git("config", "gpg.program", script);
        Refuses($"the program '{script}' could not be started: No such file or directory.");
    }

    [Fact]
    public void A_program_that_prints_without_end_and_reads_nothing_stands_in_nobodys_way()
    {
        var program = new SigningProgram(Program("yes error >&2 & yes output & sleep 1; kill %1 %2; exit 4"), _ada.Folder, TimeSpan.FromSeconds(60));

        var answer = program.Run([], new byte[10_000_000], CancellationToken.None);

        Assert.Equal(4, answer.ExitStatus);
        Assert.InRange(answer.Output.Length, 1000, 300_000);
        Assert.InRange(answer.Errors.Length, 1000, 300_000);
    }

    [Fact]
    public void All_that_a_program_is_given_reaches_it_and_all_that_it_prints_comes_back()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number} ß\n")));
        var answer = new SigningProgram("cat", _ada.Folder, TimeSpan.FromSeconds(60)).Run([], content, CancellationToken.None);
        Assert.Equal(Encoding.UTF8.GetString(content), answer.Output);
    }

    [Fact]
    public void A_program_that_leaves_another_behind_is_not_waited_for()
    {
        var program = new SigningProgram(Program("sleep 60 & echo $! > left; exit 0"), _ada.Folder, TimeSpan.FromSeconds(60));
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, program.Run([], [], CancellationToken.None).ExitStatus);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        using var left = Process.GetProcessById(int.Parse(File.ReadAllText(Path.Combine(_ada.Folder, "left")), System.Globalization.CultureInfo.InvariantCulture));
        left.Kill();
    }

    [Fact]
    public void A_program_that_hangs_is_stopped_with_its_children_at_the_time_limit()
    {
        var program = new SigningProgram(Program("sleep 611 & echo $! > child; wait"), _ada.Folder, TimeSpan.FromSeconds(1.5));
        var error = Assert.Throws<SigningException>(() => program.Run([], [], CancellationToken.None));
        Assert.Contains("within 1.5 seconds", error.Message);
        AssertGone();
    }

    [Fact]
    public void A_program_that_hangs_is_stopped_with_its_children_by_whoever_waits()
    {
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.program", Program("sleep 612 & echo $! > child.new; mv child.new child; wait"));
        using var open = new OpenClone(_ada);
        using var stop = new CancellationTokenSource();
        var commit = New("Fix\n", open);
        var writing = Task.Run(() => open.Repository.WriteSigned(commit, stop.Token));
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(_ada.Folder, "child")), TimeSpan.FromSeconds(30)), "It did not begin.");

        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => writing.GetAwaiter().GetResult());
        AssertGone();
    }

    [Fact]
    public void A_program_of_the_current_folder_is_not_the_one_that_is_meant()
    {
        var mark = Path.Combine(_team.Root, "ran");
        ProgramRun.Write(Path.Combine(_ada.Folder, "gpg-of-nobody"), $"touch {mark}");
        _ada.Git("config", "commit.gpgsign", "true");
        _ada.Git("config", "gpg.program", "gpg-of-nobody");
        Refuses("'gpg-of-nobody' was not found");
        Assert.False(File.Exists(mark));
    }

    public void Dispose() => _team.Dispose();

    private string Program(string body) => ProgramRun.Write(Path.Combine(_team.Root, $"program-{Guid.NewGuid():n}"), body);

    private static string WithFirstLine(string script, string line)
    {
        ProgramRun.Require("sh", ["-c", "text=$(tail -n +2 \"$1\") && printf '%s\\n%s\\n' \"$2\" \"$text\" > \"$1\"", "sh", script, line]);
        return script;
    }

    private NewCommit New(string message, OpenClone open) =>
        new(open.Repository.TreeOf(CommitId.Parse(_ada.Head)), [CommitId.Parse(_ada.Head)], message, Tess, Noon);

    private string WriteSigned(string message)
    {
        using var open = new OpenClone(_ada);
        return open.Repository.WriteSigned(New(message, open), CancellationToken.None).ToString();
    }

    private string GitCommitTree(params string[] options)
    {
        var date = $"{Noon.ToUnixTimeSeconds()} +0000";
        var start = new ProcessStartInfo("git", ["commit-tree", .. options, "-p", "HEAD", "HEAD^{tree}"]) { WorkingDirectory = _ada.Folder, RedirectStandardInput = true, RedirectStandardOutput = true };
        (start.Environment["GIT_AUTHOR_DATE"], start.Environment["GIT_COMMITTER_DATE"]) = (date, date);
        using var git = Process.Start(start)!;
        // An empty message makes it read one.
        git.StandardInput.Close();
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private string Raw(CommitId commit) => _ada.Git("cat-file", "commit", commit.ToString());

    private HotfixException Refuses(string why)
    {
        using var open = new OpenClone(_ada);
        var before = _ada.Git("count-objects", "-v");
        var commit = New("Fix\n", open);
        var error = Assert.Throws<HotfixException>(() => open.Repository.ProveSigning(Tess, CancellationToken.None));
        Assert.Equal("SigningFailed", error.Id);
        Assert.Contains(why, error.Message);
        Assert.DoesNotContain("..", error.Message.Replace("./", string.Empty));
        Assert.Contains("config commit.gpgsign false", error.WayOut);
        Assert.Equal(error.Message, Assert.Throws<HotfixException>(() => open.Repository.WriteSigned(commit, CancellationToken.None)).Message);
        Assert.Equal(before, _ada.Git("count-objects", "-v"));
        return error;
    }

    private void AssertGone()
    {
        var child = int.Parse(File.ReadAllText(Path.Combine(_ada.Folder, "child")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => !IsThere(child), TimeSpan.FromSeconds(10)), "It is still there.");
    }

    private static bool IsThere(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
