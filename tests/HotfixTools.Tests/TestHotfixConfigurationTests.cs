using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class TestHotfixConfigurationTests : ModuleTest
{
    [Fact]
    public void Where_all_is_well_it_says_nothing()
    {
        Run("Test-HotfixConfiguration").Nothing();
        Configure("{ 'environments': { 'production': { 'sources': ['ledger'] } } }");
        Run("Test-HotfixConfiguration").Nothing();
        Assert.True((bool)Run("Test-HotfixConfiguration -Quiet").Single().BaseObject);
    }

    [Fact]
    public void Every_fault_is_a_finding_with_its_place_all_at_once()
    {
        Ada.Write("new.json", "{\n  \"brnach\": \"x\",\n  \"staleAfter\": 3,\n  \"notify\": [{ \"type\": \"slack\", \"url\": \"https://hooks.slack.com/services/T0/B0/s3cret\" }]\n}");

        var findings = Run("Test-HotfixConfiguration -ConfigurationPath new.json").NoErrors().Output;

        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Equal(("ConfigurationInvalid", "Error"), (finding.Text("Id"), finding.Text("Severity"))));
        Assert.Equal(["2:3", "3:17", "4:40"], findings.Select(finding => string.Join(':', finding.Text("Message")!.Split(':')[1..3])));
        Assert.DoesNotContain("s3cret", string.Concat(findings.Select(finding => finding.Text("Message") + finding.Text("WayOut"))));
        Assert.False((bool)Run("Test-HotfixConfiguration -ConfigurationPath new.json -Quiet").Single().BaseObject);
    }

    [Fact]
    public void What_cannot_be_reached_is_found_each()
    {
        Configure(
            """
            { 'environments': {
                'staging': { 'deploy': { 'command': './no-such-deploy.sh' } },
                'production': { 'sources': ['ledger', { 'type': 'version', 'url': 'http://127.0.0.1:9/version', 'timeout': '2s' }] } },
              'notify': [
                { 'name': 'chat', 'type': 'slack', 'url': 'env:HOTFIX_TEST_NOT_SET' },
                { 'name': 'hook', 'type': 'webhook', 'url': 'http://127.0.0.1:9/hook', 'timeout': '2s' } ] }
            """);

        var findings = Run("Test-HotfixConfiguration").NoErrors().Output.Select(finding => $"{finding.Text("Severity")} {finding.Text("Id")} {finding.Text("Message")}").ToList();

        Assert.Equal(5, findings.Count);
        Assert.Contains(findings, finding => finding.StartsWith("Error CannotVerify What is live in production cannot be verified", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.StartsWith("Error ConfigurationInvalid ", StringComparison.Ordinal) && finding.Contains("no-such-deploy.sh", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Contains("env:HOTFIX_TEST_NOT_SET", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Contains("'hook'", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.StartsWith("Warning ", StringComparison.Ordinal) && finding.Contains("staging", StringComparison.Ordinal));
    }

    [Fact]
    public void The_secret_of_the_forge_is_looked_for()
    {
        Configure("{ 'review': { 'forge': 'gitlab', 'url': 'https://git.example.com/api/v4', 'token': 'env:HOTFIX_TEST_NOT_SET' } }");

        Assert.StartsWith("For review: The secret env:HOTFIX_TEST_NOT_SET", Run("Test-HotfixConfiguration").Single().Text("Message"));
    }

    [Fact]
    public void The_secret_of_a_pipeline_is_looked_for()
    {
        Configure("{ 'environments': { 'production': { 'sources': ['ledger'], 'deploy': { 'type': 'github-actions', 'workflow': 'deploy.yml', 'url': 'https://git.example.com/api/v3', 'token': 'env:HOTFIX_TEST_NOT_SET' } } } }");

        Assert.StartsWith("For deploy of production: The secret env:HOTFIX_TEST_NOT_SET", Run("Test-HotfixConfiguration").Single().Text("Message"));
    }

    [Fact]
    public void The_secret_that_a_pipeline_has_from_the_forge_is_told_once()
    {
        Configure(
            """
            { 'review': { 'forge': 'github', 'url': 'https://git.example.com/api/v3', 'token': 'env:HOTFIX_TEST_NOT_SET' },
              'environments': { 'production': { 'sources': ['ledger'], 'deploy': { 'type': 'github-deployment' } } } }
            """);

        Assert.StartsWith("For review: The secret env:HOTFIX_TEST_NOT_SET", Run("Test-HotfixConfiguration").Single().Text("Message"));
    }

    [Fact]
    public void Sources_that_disagree_are_found()
    {
        Ada.Git("push", "--quiet", "origin", $"{Master}:refs/tags/live-production");
        Configure("{ 'environments': { 'production': { 'sources': ['ledger', { 'type': 'ref', 'ref': 'refs/tags/live-{environment}' }] } } }");

        Assert.Equal("SourcesDisagree", Run("Test-HotfixConfiguration").Single().Text("Id"));
    }

    [Fact]
    public void Nobody_is_told_anything()
    {
        using var chat = new WebStandIn(_ => new WebReply(404));
        Configure($"{{ 'notify': [{{ 'type': 'webhook', 'url': '{chat.Address}hook' }}] }}");
        Run("New-Hotfix").Single();
        var asked = chat.Requests.Count;

        Run("Test-HotfixConfiguration").Nothing();

        Assert.Equal(asked, chat.Requests.Count);
    }

    [Fact]
    public void A_new_environment_has_no_deploy_yet_and_that_is_no_error()
    {
        Configure("{ 'environments': { 'staging': {}, 'production': {} } }");

        Assert.Equal("Warning", Run("Test-HotfixConfiguration").Single().Text("Severity"));
        Assert.True((bool)Run("Test-HotfixConfiguration -Quiet").Single().BaseObject);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_change_that_is_not_merged_yet_is_said(bool hasMainlineSome)
    {
        if (hasMainlineSome)
            Configure("{ 'staleAfter': '3d' }");
        Ada.Write(".hotfix.json", "{ \"staleAfter\": \"4d\" }");

        var finding = Run("Test-HotfixConfiguration").Single();

        Assert.Equal(("ConfigurationNotMerged", "Info"), (finding.Text("Id"), finding.Text("Severity")));
        Assert.True((bool)Run("Test-HotfixConfiguration -Quiet").Single().BaseObject);
    }

    [Fact]
    public void It_writes_nothing()
    {
        Configure("{ 'environments': { 'production': { 'sources': ['ledger', 'tags'] } } }");
        Run("Test-HotfixConfiguration");
        var now = Now();
        Run("Test-HotfixConfiguration");
        now.Still();
    }

    [Fact]
    public void A_secret_of_another_host_is_not_sent()
    {
        using var system = new WebStandIn(_ => new WebReply(200, Live));
        Configure($"{{ 'environments': {{ 'production': {{ 'sources': [{{ 'type': 'version', 'url': '{system.Address}check', 'token': 'env:HEROKU_API_KEY' }}] }} }} }}");

        // Whatever is in it, and also where it is not set.
        var finding = Run("Test-HotfixConfiguration").Single();

        Assert.Contains("HEROKU_API_KEY", finding.Text("Message"));
        Assert.Empty(system.Requests);
    }

    [Fact]
    public void The_schema_is_in_the_module()
    {
        Assert.Equal(
            File.ReadAllText(Path.Combine(Paths.Root, "docs", "hotfix.schema.json")),
            Run("[IO.File]::ReadAllText([IO.Path]::Combine((Get-Module HotfixTools).ModuleBase, 'bin', 'hotfix.schema.json'))").Single().ToString());
    }
}
