namespace HotfixTools.ModuleTests.Security;

/// <summary>Somebody stands in a folder that others wrote files to, such as a clone: no program in it is started by its name.</summary>
public sealed class ForeignFolderTests : ModuleTest
{
    [Theory]
    // The remote as a path, with a checkout: git.
    [InlineData("New-Hotfix -CheckOut; Get-Hotfix; Get-LastDeploy; Register-Deploy staging master", null)]
    // SSH, with and without a command of the configuration: ssh, sh.
    [InlineData("Get-Hotfix; [Environment]::SetEnvironmentVariable('GIT_SSH', 'ssh'); Get-Hotfix; [Environment]::SetEnvironmentVariable('GIT_SSH_COMMAND', 'ssh -4'); Get-Hotfix", "ssh://127.0.0.1:1/shop.git")]
    public void A_program_of_the_current_folder_is_not_taken_for_the_one_of_the_PATH(string script, string? remote)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are scripts for sh.");
        var ran = Plant(Ada.Folder, "git", "ssh", "sh", "git-upload-pack", "git-receive-pack", "git-credential-store");
        if (remote is not null)
            Ada.Git("remote", "set-url", "origin", remote);

        // The folder is that of the process, as where PowerShell is started in a clone; and the PATH has it in relative ways,
        // but where a shell looks programs up by itself.
        using var host = HostProcess.Start(Ada.Folder, Continuing(script), ("PATH", (remote is null ? $".{Path.PathSeparator}{Path.PathSeparator}" : string.Empty) + Environment.GetEnvironmentVariable("PATH")));
        var (_, output, errors) = host.End();

        Assert.False(File.Exists(ran), File.Exists(ran) ? File.ReadAllText(ran) : string.Empty);
        Assert.True(remote is null ? output.Contains("Started", StringComparison.Ordinal) : errors.Contains("127.0.0.1", StringComparison.Ordinal), output + errors);
    }

    [Fact]
    public void Nor_is_it_asked_for_a_password()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are scripts for sh.");
        var ran = Plant(Ada.Folder, "git", "sh");
        using var server = HttpGitServer.For(Team);
        server.Passwords["ada"] = "s3cret-of-the-helper";
        Ada.Git("remote", "set-url", "origin", server.Url(Team.Remote));
        Ada.Git("config", "credential.helper", "!f() { test \"$1\" = get && echo username=ada && echo password=s3cret-of-the-helper; }; f");

        using var host = HostProcess.Start(Ada.Folder, "(Get-LastDeploy).Commit");

        Assert.Equal([Live], host.Lines());
        Assert.False(File.Exists(ran));
    }

    [Fact]
    public void A_deploy_program_that_is_named_without_a_folder_is_the_one_of_the_PATH()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are scripts for sh.");
        StartAndFix();
        var ran = Plant(Ada.Folder, "true", "deploy-me");

        using var host = HostProcess.Start(Ada.Folder, Continuing("(Publish-Hotfix production -Command true -Confirm:$false).Environment; Publish-Hotfix production -Command deploy-me -Confirm:$false"));
        var (_, output, errors) = host.End();

        Assert.Contains("production", output);
        Assert.Contains("deploy-me' was not found", errors);
        Assert.False(File.Exists(ran));
    }

    // The host ends at the first error.
    private static string Continuing(string script) => string.Join("; ", script.Split("; ").Select(command => $"try {{ {command} }} catch {{ $Host.UI.WriteErrorLine(\"$_\") }}"));

    private string Plant(string folder, params string[] names)
    {
        var ran = Path.Combine(Team.Root, "ran");
        foreach (var name in names)
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, $"#!/bin/sh\necho \"$0 $*\" >> '{ran}'\nexit 1\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.AppendAllText(Path.Combine(Ada.Folder, ".git", "info", "exclude"), $"/{name}\n");
        }

        return ran;
    }
}
