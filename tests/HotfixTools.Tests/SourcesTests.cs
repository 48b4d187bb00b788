using System.Collections;
using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>What is live, by several sources that must agree. The system itself is played by a server on the loopback.</summary>
public sealed class SourcesTests : ModuleTest
{
    private readonly WebStandIn _system;

    public SourcesTests()
    {
        _system = new WebStandIn(_ => new WebReply(200, Live + "\n"));
        Ask("{ 'type': 'version', 'url': '{url}/{environment}/check' }");
    }

    [Fact]
    public void Agreement_is_one_deploy_that_lists_who_agreed()
    {
        var deploy = Run("Get-LastDeploy").Single();

        Assert.Equal((Live, "ledger, version"), (deploy.Text("Commit"), deploy.Text("Source")));
        Assert.Equal("Ben <ben@example.com>", deploy.Text("DeployedBy"));
        var asked = Assert.Single(_system.Requests);
        Assert.Equal("/production/check", asked.Path);
        Assert.Equal("no-cache, no-store", asked.Header("Cache-Control"));
        Assert.NotEmpty(asked.Query);
    }

    [Fact]
    public void Nobody_asks_twice_by_the_same_address()
    {
        Run("Get-LastDeploy").Single();
        Run("Get-LastDeploy").Single();

        Assert.NotEqual(_system.Requests[0].Query, _system.Requests[1].Query);
    }

    [Fact]
    public void Disagreement_shows_each_answer_and_how_far_they_are_apart()
    {
        Says(Master);
        var now = Now();

        var error = Run("Get-LastDeploy").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "-Source ledger or -Source version");

        Assert.Contains($"ledger: {Short(Live)} at ", error.Exception.Message);
        Assert.Contains($"version: {Short(Master)} at ", error.Exception.Message);
        Assert.Contains("commits ahead of it", error.Exception.Message);
        Assert.Equal([Live, Master], ((IEnumerable)error.TargetObject).Cast<object>().Select(answer => PSObject.AsPSObject(PSObject.AsPSObject(answer).Get("Deploy")).Text("Commit")));
        now.Still();
    }

    [Theory]
    [InlineData("New-Hotfix")]
    [InlineData("Compare-Deploy")]
    public void Who_acts_on_what_is_live_refuses_too(string command)
    {
        Says(Master);
        var now = Now();
        Run(command).Fails("SourcesDisagree", ErrorCategory.InvalidResult, "-Source");
        now.Still();
    }

    [Fact]
    public void Commits_that_diverged_are_said_to_have()
    {
        Ada.Git("switch", "--quiet", "-c", "aside", Live);
        var aside = Ada.Commit("aside.txt", "aside", "Aside");
        Ada.Git("push", "--quiet", "origin", "aside");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production master").Single();
        Says(aside);

        Assert.Contains("diverged from it: 1 commit ahead and ", Run("Get-LastDeploy").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "-Source").Exception.Message);
    }

    [Fact]
    public void A_commit_pushed_since_the_last_fetch_is_known()
    {
        var ben = new Workplace(Path.Combine(Team.Root, "ben"));
        var newer = ben.Commit("newer.txt", "newer", "Newer");
        ben.Git("push", "--quiet", "origin", "master");
        Says(newer);

        Assert.Equal(newer, Run("Get-LastDeploy -Source version").Single().Text("Commit"));
    }

    [Fact]
    public void A_source_that_was_chosen_is_asked_alone_and_the_choice_is_journalled_by_who_acts_on_it()
    {
        Says(Master);

        Assert.Equal(Live, Run("New-Hotfix -Source ledger").Single().Text("Base"));

        Assert.Empty(_system.Requests);
        Assert.Contains("Source: ledger", GitProcess.Run(Team.Remote, "log", "-1", "--format=%B", "refs/hotfix/journal"));
        Assert.Contains("\"source\": \"ledger\"", GitProcess.Run(Team.Remote, "show", "refs/hotfix/journal:entry.json"));
    }

    [Fact]
    public void Who_publishes_is_shown_each_answer_too()
    {
        StartAndFix();
        _system.Answer = _ => new WebReply(404);

        var error = Run("Publish-Hotfix production -Confirm:$false").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger");

        Assert.Contains($"ledger: {Short(Live)} at ", error.Exception.Message);
        Assert.Contains("version: no answer (", error.Exception.Message);
        Says(Master);
        Assert.Contains($"version: {Short(Master)} at ", Run("Test-Hotfix -For Publish").NoErrors().Output[0].Text("Message"));
    }

    [Fact]
    public void A_choice_goes_through_a_pipe()
    {
        Says(Master);

        Assert.Equal(Master, Run("Get-LastDeploy -Source version | New-Hotfix").Single().Text("Base"));

        Assert.Contains("Source: version", GitProcess.Run(Team.Remote, "log", "-1", "--format=%B", "refs/hotfix/journal"));
    }

    [Fact]
    public void Without_a_choice_none_is_journalled()
    {
        Run("Get-LastDeploy | New-Hotfix").Single();
        Assert.DoesNotContain("Source:", GitProcess.Run(Team.Remote, "log", "-1", "--format=%B", "refs/hotfix/journal"));
    }

    [Fact]
    public void Publishing_and_updating_journal_what_was_chosen()
    {
        var fix = StartAndFix();
        Says(Master);

        Run("Publish-Hotfix production -Confirm:$false").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "Get-LastDeploy production -Source");
        Run("Test-Hotfix -For Publish -Source ledger").Nothing();
        Run("Publish-Hotfix production -Source ledger -Confirm:$false").Single();

        Assert.Contains("Source: ledger", GitProcess.Run(Team.Remote, "log", "-1", "--format=%B", "refs/hotfix/journal"));
        Assert.Equal([fix, Live], LedgerCommits());

        Run("Update-Hotfix").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "-Source");
        Assert.Equal(Master, Run("Update-Hotfix -Source version").Single().Text("Base"));
        Assert.Contains("Source: version", GitProcess.Run(Team.Remote, "log", "-1", "--format=%B", "refs/hotfix/journal"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("0123456")]
    [InlineData("{commit} {other}")]
    [InlineData("Version: {commit}")]
    [InlineData("0000000000000000000000000000000000000000")]
    public void What_is_not_exactly_one_commit_is_no_answer(string body)
    {
        Says(body.Replace("{commit}", Live).Replace("{other}", Master));
        var now = Now();

        var error = Run("New-Hotfix").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger");

        Assert.Contains($"ledger: {Short(Live)}", error.Exception.Message);
        Assert.Contains("version: no answer (", error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void A_commit_that_the_remote_does_not_have_is_no_answer()
    {
        Says("0123456789012345678901234567890123456789");
        Assert.Contains("no such commit", Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message);
    }

    [Fact]
    public void An_answer_out_of_a_cache_is_none()
    {
        _system.Answer = _ => new WebReply(200, Live) { Headers = new Dictionary<string, string> { ["Age"] = "86400", ["Cache-Control"] = "max-age=31536000, public, immutable" } };
        Assert.Contains("from a cache", Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message);
    }

    [Fact]
    public void What_passes_is_asked_again_and_what_does_not_is_not()
    {
        var left = 2;
        _system.Answer = _ => left-- > 0 ? new WebReply(503) : new WebReply(200, Live);
        Run("Get-LastDeploy").Single();
        Assert.Equal(3, _system.Requests.Count);

        _system.Answer = _ => new WebReply(404);
        Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger");
        Assert.Equal(4, _system.Requests.Count);
    }

    [Fact]
    public void A_slow_one_is_given_up_and_the_others_are_shown()
    {
        Ask("{ 'type': 'version', 'url': '{url}/check', 'timeout': '1s' }");
        _system.Answer = _ => new WebReply(200, Live) { Delay = TimeSpan.FromMinutes(1) };

        Assert.Contains("did not answer within 1s", Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message);
    }

    [Fact]
    public void Sources_are_asked_side_by_side()
    {
        using var arrived = new CountdownEvent(2);
        Ask("{ 'name': 'one', 'type': 'version', 'url': '{url}/one' }, { 'name': 'two', 'type': 'version', 'url': '{url}/two' }");
        // Each waits for the other: one after the other, neither would be answered.
        _system.Answer = _ =>
        {
            arrived.Signal();
            return arrived.Wait(TimeSpan.FromSeconds(10)) ? new WebReply(200, Live) : new WebReply(404);
        };

        Assert.Equal("ledger, one, two", Run("Get-LastDeploy").Single().Text("Source"));
    }

    [Fact]
    public void A_rollback_is_recognised_and_said()
    {
        Run("Register-Deploy production master").Single();
        Run("Register-Deploy production $args[0]", Live).Single();

        var result = Run("Get-LastDeploy").NoErrors();

        Assert.Equal(true, Assert.Single(result.Output).Get("IsRollback"));
        Assert.Contains($"taken back: {Short(Live)} is older", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_rollback_that_the_ledger_does_not_know_of_is_said_where_it_disagrees()
    {
        Run("Register-Deploy production master").Single();

        Assert.Contains("was it rolled back?", Run("Get-LastDeploy").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "-Source").Exception.Message);
    }

    [Fact]
    public void A_moving_ref_and_a_program_are_sources()
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/tags/live-production");
        var script = Script("echo \"$HOTFIX_ENVIRONMENT\" > asked.txt\necho " + Live);
        Ask($"{{ 'type': 'ref', 'ref': 'refs/tags/live-{{environment}}' }}, {{ 'type': 'command', 'command': '../{Path.GetFileName(script)}' }}");

        Assert.Equal("ledger, ref, command", Run("Get-LastDeploy").Single().Text("Source"));
        Assert.Equal("production", File.ReadAllText(Path.Combine(Ada.Folder, "asked.txt")).Trim());
    }

    [Fact]
    public void A_program_that_fails_is_no_answer()
    {
        var script = Script("echo 'no route to host' >&2\nexit 3");
        Ask($"{{ 'type': 'command', 'command': '../{Path.GetFileName(script)}' }}");

        Assert.Contains("exit status 3: no route to host", Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message);
    }

    [Fact]
    public void JSON_and_patterns_are_read()
    {
        _system.Answer = request => request.Path == "/json"
            ? WebReply.Json($$$"""{"version":{"message":"Version: {{{Live}}}","success":true}}""")
            : new WebReply(200, $"<p>Commit <b>{Live}</b>, base <i>{Master}</i></p>", "text/html");
        Ask("{ 'name': 'json', 'type': 'version', 'url': '{url}/json', 'path': 'version.message' }, { 'name': 'page', 'type': 'version', 'url': '{url}/page', 'pattern': 'Commit <b>([0-9a-f]{40})' }");

        Assert.Equal("ledger, json, page", Run("Get-LastDeploy").Single().Text("Source"));
    }

    [Fact]
    public void A_token_goes_with_the_question_and_nowhere_else()
    {
        var variable = "HOTFIX_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(variable, "s3cret-t0ken");
        using var other = new WebStandIn(_ => new WebReply(200, Live));
        _system.Answer = _ => WebReply.MovedTo(other.OtherAddress + "check");
        Ask($"{{ 'type': 'version', 'url': '{{url}}/check', 'token': 'env:{variable}' }}");

        var result = Run("Get-LastDeploy -Verbose -Debug").NoErrors();

        Assert.Equal("Bearer s3cret-t0ken", _system.Requests.Single().Header("Authorization"));
        Assert.Null(other.Requests.Single().Header("Authorization"));
        Assert.DoesNotContain("s3cret", string.Join("\n", [.. result.Verbose, .. result.Warnings, .. result.Screen]));
        Assert.DoesNotContain("s3cret", string.Join("\n", Run("Get-HotfixConfiguration").Single().All("Values")));
        Assert.Contains($"env:{variable}", string.Join("\n", Run("Get-HotfixConfiguration").Single().All("Values")));
    }

    [Fact]
    public void A_secret_that_is_not_set_is_said_by_name()
    {
        Ask("{ 'type': 'version', 'url': '{url}/check', 'token': 'env:HOTFIX_TEST_NOT_SET' }");
        Assert.Contains("env:HOTFIX_TEST_NOT_SET", Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message);
        Assert.Empty(_system.Requests);
    }

    [Fact]
    public void A_vault_that_is_not_there_is_said()
    {
        Ask("{ 'type': 'version', 'url': '{url}/check', 'token': 'vault:shop' }");
        Assert.Contains("SecretManagement", Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message);
    }

    [Fact]
    public void Terminal_escapes_of_a_server_do_not_reach_the_screen()
    {
        Says("\u001b[2Jevil\u202e");
        var message = Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message;
        Assert.DoesNotContain('\u001b', message);
        Assert.DoesNotContain('\u202e', message);
    }

    [Fact]
    public void Stopping_does_not_wait_for_a_slow_source()
    {
        using var asked = new ManualResetEventSlim();
        _system.Answer = _ =>
        {
            asked.Set();
            return new WebReply(200, Live) { Delay = TimeSpan.FromMinutes(5) };
        };
        Ask("{ 'type': 'version', 'url': '{url}/check', 'timeout': '5m' }");

        using var running = Shell.Start("Get-LastDeploy");
        Assert.True(asked.Wait(TimeSpan.FromSeconds(30)));
        running.Stop();

        Assert.Equal(PSInvocationState.Stopped, running.State);
    }

    [Fact]
    public void A_program_of_settings_that_changed_at_the_remote_is_not_missed()
    {
        Configure("{ 'environments': { 'production': { 'deploy': { 'command': './gone.sh' } } } }");
        StartAndFix();
        Run("Publish-Hotfix production -Confirm:$false").Fails("CommandNotFound", ErrorCategory.NotInstalled, "-Command");

        Configure("{ 'environments': { 'production': { 'deploy': 'record' } } }");

        Run("Publish-Hotfix production -Confirm:$false").Single();
    }

    [Fact]
    public void An_unknown_source_names_those_that_there_are()
    {
        Run("Get-LastDeploy -Source nowhere").Fails("SourceUnknown", ErrorCategory.InvalidArgument, "ledger, version");
    }

    protected override void Dispose(bool disposing)
    {
        _system.Dispose();
        base.Dispose(disposing);
    }

    private void Says(string body) => _system.Answer = _ => new WebReply(200, body);

    private void Ask(string sources) =>
        Configure("{ 'environments': { 'production': { 'sources': ['ledger', " + sources.Replace("{url}", _system.Address.AbsoluteUri.TrimEnd('/')) + "] } } }");
}
