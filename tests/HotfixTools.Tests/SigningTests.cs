using System.Diagnostics;
using System.Management.Automation;
using HotfixTools.ModuleTests.Crashing;
using HotfixTools.Testing.Signing;

namespace HotfixTools.ModuleTests;

/// <summary>Every command that writes, where commits are to be signed.</summary>
public sealed class SigningTests : ModuleTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Names => [.. Writers.All.Select(writer => writer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_that_a_command_commits_is_signed_and_what_cannot_be_is_refused_before_anything_changes(string name)
    {
        var writer = Writers.All.Single(writer => writer.Name == name);
        using var ssh = new SshSigning();
        using var scene = Scene.Of(writer);
        using var shell = new ModuleSession(scene.Ada.Folder);
        ssh.SignIn(scene.Ada);
        var known = Commits(scene);
        var told = (scene.Calls, scene.ForgeState);

        scene.Ada.Git("config", "gpg.ssh.program", "no-such-program");
        var now = new Unchanged(scene.Team, scene.Ada);
        Assert.NotEmpty(shell.Run(writer.Command + " -WhatIf").NoErrors().WhatIf);
        var refusal = shell.Run(writer.Command);
        Assert.Single(refusal.Errors).Is("SigningFailed", ErrorCategory.AuthenticationError, $"git -C {scene.Ada.Folder} config commit.gpgsign false");
        Assert.Contains("'no-such-program' was not found", refusal.Errors[0].Exception.Message);
        Assert.Empty(refusal.Output);
        now.Still();
        Assert.Equal(told, (scene.Calls, scene.ForgeState));

        scene.Ada.Git("config", "--unset", "gpg.ssh.program");
        Assert.DoesNotContain(shell.Run(writer.Command).NoErrors().Warnings, warning => warning.Contains("sign", StringComparison.OrdinalIgnoreCase));

        string[] made = [.. Commits(scene).Except(known)];
        Assert.NotEmpty(made);
        Assert.Equal(string.Empty, ssh.Complaint(scene.Team.Remote, [.. made.Where(commit => !IsOfForge(scene, commit))]));
        Assert.All(shell.Run("Test-HotfixJournal").NoErrors().Output, verdict => Assert.Equal(true, verdict.Get("Holds")));
        Assert.Equal(string.Empty, GitProcess.Run(scene.Team.Remote, "fsck", "--strict", "--no-dangling", "--no-progress"));
    }

    // What a second run knows its own work by must not be what a signature changes.
    [Theory]
    [InlineData("New-Hotfix")]
    [InlineData("Add-HotfixCommit")]
    [InlineData("Update-Hotfix")]
    [InlineData("Publish-Hotfix -Force")]
    [InlineData("Complete-Hotfix")]
    public void A_second_run_finishes_what_a_first_left_signed(string name)
    {
        Assert.SkipWhen(GnupgHome.WhyNot() is not null, GnupgHome.WhyNot() ?? string.Empty);
        var writer = Writers.All.Single(writer => writer.Name == name);
        // Its signatures have a time in them, and are never the same.
        using var gpg = GnupgHome.OpenPgp();
        using var scene = Scene.Of(writer);
        gpg.SignIn(scene.Ada);
        var known = Commits(scene).ToHashSet();
        using var undisturbed = scene.Copy();
        using var shell = new ModuleSession(undisturbed.Ada.Folder);
        shell.Run(writer.Command).NoErrors();
        var end = EndState.Of(undisturbed, shell, known);

        using var cutOff = scene.Copy();
        shell.Go(cutOff.Ada.Folder);
        cutOff.Team.AddHook("update", "[ \"$1\" != refs/hotfix/journal ] || { echo 'disk full' >&2; exit 1; }");
        Assert.Single(shell.Run(writer.Command).Errors);
        File.Delete(Path.Combine(cutOff.Team.Remote, "hooks", "update"));
        shell.Run(writer.Command).NoErrors();

        Assert.Equal(end, EndState.Of(cutOff, shell, known));
        Assert.Equal(string.Empty, gpg.Complaint(cutOff.Team.Remote, [.. Commits(cutOff).Except(known)]));
    }

    [Fact]
    public void Settings_for_one_command_do_without()
    {
        Ada.Git("config", "commit.gpgsign", "true");
        Ada.Git("config", "gpg.program", "no-such-program");
        var wayOut = Run("New-Hotfix").Fails("SigningFailed", ErrorCategory.AuthenticationError, "$env:GIT_CONFIG_COUNT = 1; ").ErrorDetails.RecommendedAction;

        var start = wayOut.IndexOf("$env:", StringComparison.Ordinal);
        using var host = HostProcess.Start(Ada.Folder, wayOut[start..] + "; (New-Hotfix).State");

        Assert.Equal(["Started"], host.Lines());
    }

    [Fact]
    public void What_the_program_says_reaches_the_screen_without_its_escapes()
    {
        Ada.Git("config", "commit.gpgsign", "true");
        Ada.Git("config", "gpg.program", Script("printf '\\033]0;title\\007\\033[31mgpg: \\342\\200\\256no key\\n' >&2; exit 2"));
        var now = Now();

        var error = Run("Register-Deploy production master").Fails("SigningFailed", ErrorCategory.AuthenticationError, "user.signingkey");

        Assert.Contains("gpg: \uFFFDno key.", error.Exception.Message);
        Assert.DoesNotContain('\u001b', error.ToString() + error.ErrorDetails.RecommendedAction);
        now.Still();
    }

    [Theory]
    [InlineData("New-Hotfix")]
    [InlineData("Register-Deploy production master")]
    public void Ctrl_C_ends_a_program_that_asks_for_ever(string command)
    {
        var pid = Path.Combine(Team.Root, "pid");
        Ada.Git("config", "commit.gpgsign", "true");
        Ada.Git("config", "gpg.program", Script($"echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 613"));
        var now = Now();
        using var running = Shell.Start(command);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(pid), Patience), "It was not asked.");

        var watch = Stopwatch.StartNew();
        running.Stop();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var result = running.Wait();
        Assert.IsType<PipelineStoppedException>(result.Thrown);
        Assert.Empty(result.Errors);
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{File.ReadAllText(pid).Trim()}"), Patience), "It is still there.");
        now.Still();
    }

    [Fact]
    public void A_key_that_goes_while_something_is_deployed_leaves_what_a_second_run_records()
    {
        using var ssh = new SshSigning();
        var fix = StartAndFix();
        ssh.SignIn(Ada);
        var gone = Path.Combine(Team.Root, "gone");
        Ada.Git("config", "gpg.ssh.program", Script($"[ ! -e {gone} ] || {{ echo 'no key' >&2; exit 1; }}; exec ssh-keygen \"$@\""));
        var deploy = Script($"touch {gone}");

        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", deploy).Fails("DeployNotRecorded", ErrorCategory.AuthenticationError, string.Empty);
        File.Delete(gone);
        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", Script("exit 1")).Single();

        Assert.Equal(fix, LedgerCommits()[0]);
        Assert.Equal(["Published", "Started"], JournalKinds());
        Assert.Equal(string.Empty, ssh.Complaint(Team.Remote, Team.RemoteRef("refs/deploys/production")!, Journal!));
    }

    [Fact]
    public void A_key_that_goes_between_the_proof_and_the_claim_leaves_no_claim()
    {
        using var ssh = new SshSigning();
        ssh.SignIn(Ada);
        var asked = Path.Combine(Team.Root, "asked");
        Ada.Git("config", "gpg.ssh.program", Script($"echo x >> {asked}; [ $(wc -l < {asked}) -ne 2 ] || {{ echo 'no key' >&2; exit 1; }}; exec ssh-keygen \"$@\""));
        var now = Now();

        Run("New-Hotfix -Reason 'First'").Fails("SigningFailed", ErrorCategory.AuthenticationError, "user.signingkey");

        now.Still();
        Assert.Empty(Notes());
        Assert.Equal("Second", Run("New-Hotfix -Reason 'Second'").Single().Text("Reason"));
        Assert.Equal(string.Empty, ssh.Complaint(Team.Remote, Journal!));
    }

    [Fact]
    public void What_this_process_is_given_to_read_is_not_read_by_what_signs()
    {
        using var ssh = new SshSigning();
        ssh.SignIn(Ada);
        var read = Path.Combine(Team.Root, "read");
        Ada.Git("config", "gpg.ssh.program", Script($"cat >> {read}; exec ssh-keygen \"$@\""));
        using var host = Process.Start(new ProcessStartInfo("dotnet", [Paths.Host, "-Command", "(New-Hotfix).State"])
        {
            WorkingDirectory = Ada.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        // It stays open, as that of a pipeline's agent does.
        host.StandardInput.WriteLine("a line for somebody else");
        host.StandardInput.Flush();

        var isOver = host.WaitForExit(TimeSpan.FromMinutes(1.5));
        if (!isOver)
            host.Kill(entireProcessTree: true);

        Assert.True(isOver, "It waits for what is to be read.");
        Assert.Equal("Started", host.StandardOutput.ReadToEnd().Trim());
        Assert.Empty(File.ReadAllText(read));
    }

    [Fact]
    public void One_signature_more_than_commits_is_asked_for_and_none_by_what_only_looks()
    {
        using var ssh = new SshSigning();
        ssh.SignIn(Ada);
        var asked = Path.Combine(Team.Root, "asked");
        Ada.Git("config", "gpg.ssh.program", Script($"echo x >> {asked}; exec ssh-keygen \"$@\""));

        Run("Get-Hotfix; Get-LastDeploy | Out-Null; Test-DeployGate production master | Out-Null; New-Hotfix -WhatIf; Register-Deploy production master -WhatIf").NoErrors();
        Assert.False(File.Exists(asked));
        Run("New-Hotfix").Single();

        Assert.Equal(2, File.ReadAllLines(asked).Length);
    }

    private static string[] Commits(Scene scene) => GitProcess.Run(scene.Team.Remote, "rev-list", "--all").Split('\n');

    private static bool IsOfForge(Scene scene, string commit) =>
        scene.Forge is not null && GitProcess.Run(scene.Team.Remote, "log", "-1", "--format=%cn", commit) != TestHome.UserName;
}
