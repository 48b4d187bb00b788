namespace HotfixTools.ModuleTests;

/// <summary>
/// How often a command starts a program that serves a remote, and at which: it does so while it reads the settings, where they
/// cannot name another.
/// </summary>
public sealed class RemoteProgramTests : ModuleTest
{
    private readonly string _log;

    public RemoteProgramTests()
    {
        _log = Path.Combine(Team.Root, "served.log");
        // What would be the host is this machine: the last argument of ssh is the command.
        Ada.Git("config", "core.sshCommand", Script($"for last; do :; done\necho \"$@\" >> '{_log}'\nexec sh -c \"$last\""));
        Ada.Git("remote", "set-url", "origin", $"shop:{Team.Remote}");
    }

    [Theory]
    [InlineData("Get-Hotfix")]
    [InlineData("Get-Hotfix -Stale")]
    [InlineData("Test-Hotfix -ErrorAction Ignore")]
    [InlineData("Get-LastDeploy")]
    [InlineData("Get-DeployHistory")]
    [InlineData("Compare-Deploy -Commit master")]
    [InlineData("Test-DeployGate production master")]
    [InlineData("Test-HotfixJournal")]
    [InlineData("Get-HotfixHistory")]
    [InlineData("Measure-Hotfix -WarningAction Ignore")]
    [InlineData("Get-HotfixConfiguration")]
    [InlineData("Test-HotfixConfiguration")]
    [InlineData("New-Hotfix -WhatIf")]
    public void Who_only_looks_starts_one(string command)
    {
        Run(command);

        Assert.Equal(["git-upload-pack"], Served());
    }

    [Fact]
    public void Who_begins_a_hotfix_starts_two()
    {
        Run("New-Hotfix").Single();

        Assert.Equal(["git-upload-pack", "git-receive-pack"], Served());
    }

    [Theory]
    [InlineData("{ 'branch': '")]
    [InlineData("{ 'branch': 7 }")]
    public void Settings_that_cannot_be_used_change_nothing_of_that(string settings)
    {
        Configure(settings);
        Run("Get-Hotfix -ErrorAction Ignore");
        File.Delete(_log);

        Assert.NotEmpty(Run("Get-Hotfix").Errors);

        Assert.Equal(["git-upload-pack"], Served());
    }

    [Fact]
    public void Where_there_are_two_remotes_only_the_one_that_the_settings_name_is_turned_to()
    {
        Ada.Git("remote", "add", "upstream", $"upstream:{Team.Remote}");
        Configure("{ 'remote': 'upstream' }");
        // The first look finds out.
        Run("Get-Hotfix").NoErrors();
        File.Delete(_log);

        Run("Get-Hotfix").NoErrors();

        Assert.Equal("upstream", Assert.Single(File.ReadAllLines(_log)).Split(' ')[0]);
    }

    [Fact]
    public void One_that_a_parameter_names_is_turned_to_once()
    {
        Ada.Git("remote", "add", "upstream", $"upstream:{Team.Remote}");

        Run("Get-Hotfix -Remote upstream").NoErrors();

        Assert.Equal(["git-upload-pack"], Served());
    }

    [Fact]
    public void One_that_is_not_there_is_one_error()
    {
        Ada.Git("remote", "set-url", "origin", $"shop:{Team.Remote}-gone");

        Assert.Equal("RemoteUnreachable", Assert.Single(Run("Get-Hotfix").Errors).FullyQualifiedErrorId.Split(',')[0]);

        Assert.Equal(["git-upload-pack"], Served());
    }

    private string[] Served() => [.. File.ReadAllLines(_log).Select(line => line.Split(' ').First(word => word.StartsWith("git-", StringComparison.Ordinal)))];
}
