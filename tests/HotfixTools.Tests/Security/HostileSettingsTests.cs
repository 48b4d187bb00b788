namespace HotfixTools.ModuleTests.Security;

/// <summary>Settings that somebody wrote to harm those whose commands obey them.</summary>
public sealed class HostileSettingsTests : ModuleTest
{
    private readonly string _variable = "HOTFIX_TEST_" + Guid.NewGuid().ToString("N");
    private readonly WebStandIn _server = new(_ => new WebReply(404));

    private string Mark => Path.Combine(Team.Root, "ran");

    [Theory]
    [InlineData("Get-Hotfix -Url $args[0]")]
    [InlineData("Export-HotfixReport report.html -Url $args[0]; [IO.File]::ReadAllText($args[1] + '/report.html')")]
    public void Of_a_remote_that_was_never_cloned_no_program_is_run_nobody_is_told_and_no_secret_of_the_environment_is_sent(string command)
    {
        Environment.SetEnvironmentVariable(_variable, "s3cret-of-the-machine");
        StartAndPublish();
        var program = Script($"touch '{Mark}'");
        Configure($$"""
            {
              'environments': { 'production': {
                'sources': ['ledger', { 'type': 'command', 'command': '{{program}}' }, { 'type': 'version', 'url': '{{_server.Address}}', 'token': 'env:{{_variable}}' }],
                'deploy': { 'command': '{{program}}' } } },
              'review': { 'forge': 'gitea', 'url': '{{_server.Address}}', 'repository': 'acme/shop', 'token': 'env:{{_variable}}' },
              'notify': [{ 'type': 'webhook', 'url': '{{_server.Address}}' }]
            }
            """);

        var result = Run(command, Team.Remote, Ada.Folder);

        Assert.NotEmpty(result.Output);
        Assert.False(File.Exists(Mark));
        Assert.Empty(_server.Requests);
        Assert.Contains(result.Everything(), text => text.Contains(_variable + "_HOST", StringComparison.Ordinal));

        // Whoever bound it to the host meant it for that.
        Environment.SetEnvironmentVariable(_variable + "_HOST", "127.0.0.1");
        Run(command, Team.Remote, Ada.Folder);
        Assert.Contains(_server.Requests, seen => seen.Header("Authorization") == "token s3cret-of-the-machine");
        Assert.False(File.Exists(Mark));
        Assert.All(_server.Requests, seen => Assert.Equal("GET", seen.Method));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_branch_that_nobody_merged_they_are_not_in_force_whatever_is_checked_out(bool hasMainlineSome)
    {
        var program = Script($"touch '{Mark}'");
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Commit(".hotfix.json", $$"""{ "environments": { "production": { "sources": [{ "type": "command", "command": "{{program}}" }], "deploy": { "command": "{{program}}" } } }, "notify": [{ "type": "webhook", "url": "{{_server.Address}}" }] }""", "Take over");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        if (hasMainlineSome)
            Configure("{ }");

        foreach (var command in new[] { "Get-LastDeploy", "Get-Hotfix", "Test-Hotfix", "Test-HotfixConfiguration", "Publish-Hotfix production -Confirm:$false" })
            Run(command).NoErrors();

        Assert.False(File.Exists(Mark));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void Those_who_only_look_at_a_clone_and_those_who_complete_a_line_run_no_program()
    {
        StartAndFix();
        var program = Script($"touch '{Mark}'");
        Configure($"{{ 'environments': {{ 'production': {{ 'sources': ['ledger', {{ 'type': 'command', 'command': '{program}' }}], 'deploy': {{ 'command': '{program}' }} }} }} }}");

        foreach (var command in new[] { "Get-Hotfix", "Get-DeployHistory", "Get-HotfixHistory", "Measure-Hotfix", "Test-DeployGate production hotfix", "Test-HotfixJournal", "Get-HotfixConfiguration", "Publish-Hotfix production -WhatIf -Source ledger" })
            Run(command).NoErrors();
        foreach (var line in new[] { "Get-LastDeploy ", "Publish-Hotfix ", "New-Hotfix -Base ", "Restore-Deploy production -To ", "Get-LastDeploy -Source " })
            Run("[System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null)", line).NoErrors();

        Assert.False(File.Exists(Mark));
        // It was one to be run.
        Run("Get-LastDeploy");
        Assert.True(File.Exists(Mark));
    }

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable(_variable, null);
        Environment.SetEnvironmentVariable(_variable + "_HOST", null);
        _server.Dispose();
        base.Dispose(disposing);
    }
}
