using System.Management.Automation;
using System.Text.Json;
using HotfixTools.ModuleTests.Crashing;

namespace HotfixTools.ModuleTests;

/// <summary>What happens to a hotfix is told to the team, by a server on the loopback.</summary>
public sealed class NoticesTests : ModuleTest
{
    private readonly WebStandIn _chat = new(_ => new WebReply(200, "ok"));
    private readonly string _variable = "HOTFIX_TEST_" + Guid.NewGuid().ToString("N");

    public NoticesTests()
    {
        Environment.SetEnvironmentVariable(_variable, $"{_chat.Address}services/T0/B0/s3cret");
        Notify("{ 'type': 'webhook', 'url': '{url}hook' }");
    }

    [Fact]
    public void A_start_says_who_what_why_and_what_is_affected()
    {
        Run("New-Hotfix -Reason 'Orders fail'").Single();

        var notice = Assert.Single(Told());
        Assert.Equal(("Started", "Tess Tester", "Orders fail", Live), (Text(notice, "event"), Text(notice.GetProperty("by"), "name"), Text(notice, "reason"), Text(notice, "base")));
        Assert.StartsWith("Tess Tester started a hotfix", Text(notice, "title"));
        Assert.StartsWith("No normal deploys to production until ", Text(notice, "consequence"));
        Assert.Contains("Test-DeployGate", Text(notice, "consequence"));
    }

    [Fact]
    public void Every_event_of_the_journal_is_told_once()
    {
        var script = Script("[ -e \"$0.broken\" ] && exit 1\nexit 0");
        var fix = StartAndFix();
        Ada.Commit("later.txt", "later", "Later");
        Ada.Git("push", "--quiet", "origin", "HEAD:refs/heads/later");
        Run("Add-HotfixCommit later").Single();
        File.WriteAllText(script + ".broken", string.Empty);
        Assert.Single(Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Errors);
        File.Delete(script + ".broken");
        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Single();
        Run("Restore-Deploy production -Command $args[0] -Confirm:$false", script).Single();
        Run("Test-DeployGate production master -Force -Reason 'The legal notice' -Confirm:$false").Single();
        Run("Register-Deploy production master").Single();
        Run("Update-Hotfix").Single();
        Run("Complete-Hotfix -RollIn").Single();
        Run("New-Hotfix").Single();
        Run("Stop-Hotfix -Reason 'No need' -Confirm:$false").Single();

        Assert.Equal(JournalKinds().Reverse(), Told().Select(notice => Text(notice, "event")));
        Assert.Equal(["Started", "Picked", "PublishFailed", "Published", "RolledBack", "GatePassed", "Updated", "Completed", "Started", "Abandoned"], Told().Select(notice => Text(notice, "event")));
        Assert.All(Told(), notice => Assert.False(string.IsNullOrEmpty(Text(notice, "consequence"))));
        Assert.Equal(Told().Count, Told().Select(notice => Text(notice, "id")).Distinct().Count());
        Assert.NotNull(fix);
    }

    [Fact]
    public void A_second_run_tells_nothing_again_and_WhatIf_tells_nothing_at_all()
    {
        Run("New-Hotfix -WhatIf").Nothing();
        Assert.Empty(_chat.Requests);
        StartAndPublish();
        Run("Complete-Hotfix -WhatIf").Nothing();
        Run("Complete-Hotfix").Single();
        Run("Complete-Hotfix").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");
        Run("Get-Hotfix").Nothing();

        Assert.Equal(["Started", "Completed"], Told().Select(notice => Text(notice, "event")));
    }

    [Fact]
    public void Only_the_events_that_are_wanted_are_told()
    {
        Notify("{ 'type': 'webhook', 'url': '{url}hook', 'events': ['completed'] }");
        StartAndPublish();
        Run("Complete-Hotfix").Single();

        Assert.Equal(["Completed"], Told().Select(notice => Text(notice, "event")));
    }

    [Fact]
    public void Slack_and_Teams_are_told_by_addresses_that_are_secrets()
    {
        Notify($"{{ 'type': 'slack', 'url': 'env:{_variable}' }}, {{ 'type': 'teams', 'url': 'env:{_variable}' }}");

        var result = Run("New-Hotfix -Reason 'See <!channel> & @here' -Verbose");

        result.Single();
        Assert.Empty(result.Warnings);
        Assert.Equal(2, _chat.Requests.Count);
        Assert.All(_chat.Requests, request => Assert.Equal("/services/T0/B0/s3cret", request.Path));
        Assert.DoesNotContain("<!channel>", string.Concat(_chat.Requests.Where(request => request.Body.Contains("blocks", StringComparison.Ordinal)).Select(request => request.Body)));
        Assert.DoesNotContain("s3cret", Everything(result));
        Assert.DoesNotContain("s3cret", GitProcess.Run(Team.Remote, "log", "--all", "-p", "--format=%B"));
    }

    [Fact]
    public void Who_cannot_be_told_is_a_warning_and_is_owed_and_the_next_command_tells()
    {
        _chat.Answer = _ => new WebReply(404, "no_service");

        var result = Run("New-Hotfix -Reason 'Orders fail'");

        Assert.Equal("Started", result.Single().Text("State"));
        Assert.Contains("The team was not told by 'webhook'", Assert.Single(result.Warnings));
        Assert.Equal(["NoticeOwed", "Started"], JournalKinds());
        _chat.Answer = _ => new WebReply(202);

        Run("Get-Hotfix").Single();

        Assert.Equal(["Started", "Started"], Told().Select(notice => Text(notice, "event")));
        Assert.Equal(Text(Told()[0], "id"), Text(Told()[1], "id"));
        Assert.Equal(["NoticeSent", "NoticeOwed", "Started"], JournalKinds());
        Run("Get-Hotfix").Single();
        Assert.Equal(2, Told().Count);
        Assert.Empty(Notes());
    }

    [Theory]
    [InlineData("Get-LastDeploy")]
    [InlineData("Get-DeployHistory -First 1")]
    [InlineData("Compare-Deploy")]
    [InlineData("Test-Hotfix -Quiet")]
    [InlineData("Test-DeployGate production master")]
    [InlineData("Register-Deploy staging master")]
    [InlineData("Stop-Hotfix -Reason 'No need' -Confirm:$false")]
    public void Whatever_command_is_next_in_the_clone_tells_what_is_owed(string command)
    {
        _chat.Answer = _ => new WebReply(404);
        Run("New-Hotfix").Single();
        _chat.Answer = _ => new WebReply(200);

        Run(command).NoErrors();

        Assert.Equal(["Started", "Started"], Told().Take(2).Select(notice => Text(notice, "event")));
        Assert.Contains("NoticeSent", JournalKinds());
    }

    [Fact]
    public void Another_clone_tells_what_is_owed_when_it_writes_and_not_when_it_reads()
    {
        _chat.Answer = _ => new WebReply(404);
        StartAndFix();
        _chat.Answer = _ => new WebReply(200);
        var cleo = Team.Clone("cleo");
        using var shell = new ModuleSession(cleo.Folder);

        shell.Run("Get-Hotfix").Single();
        Assert.Single(Told());
        shell.Run("Register-Deploy production hotfix").Single();

        Assert.Equal(["Started", "Started"], Told().Select(notice => Text(notice, "event")));
        Run("Get-Hotfix").Single();
        Assert.Equal(2, Told().Count);
    }

    [Fact]
    public void What_stays_owed_warns_no_more_and_is_journalled_once()
    {
        _chat.Answer = _ => new WebReply(404);
        StartAndFix();

        Assert.Empty(Run("Get-Hotfix").Warnings);
        Assert.Empty(Run("Register-Deploy production hotfix").Warnings);

        Assert.Equal(["NoticeOwed", "Started"], JournalKinds());
    }

    [Fact]
    public void A_server_that_hangs_delays_the_work_by_its_time_limit_and_no_more()
    {
        Notify("{ 'type': 'webhook', 'url': '{url}hook', 'timeout': '1s' }");
        _chat.Answer = _ => new WebReply(200) { Delay = TimeSpan.FromMinutes(30) };

        using var running = Shell.Start("New-Hotfix");
        Assert.True(running.EndsWithin(TimeSpan.FromMinutes(2)));

        var result = running.Wait();
        result.Single();
        Assert.Contains("within 1s", Assert.Single(result.Warnings));
    }

    [Fact]
    public void Who_is_stopped_while_telling_owes_it()
    {
        using var asked = new ManualResetEventSlim();
        Notify("{ 'type': 'webhook', 'url': '{url}hook', 'timeout': '1m' }");
        _chat.Answer = _ =>
        {
            asked.Set();
            return new WebReply(200) { Delay = TimeSpan.FromMinutes(30) };
        };
        using (var running = Shell.Start("New-Hotfix"))
        {
            Assert.True(asked.Wait(TimeSpan.FromMinutes(1)));
            running.Stop();
        }

        Assert.Equal(["Started"], JournalKinds());
        _chat.Answer = _ => new WebReply(200);
        Run("Get-Hotfix").Single();

        Assert.Equal(["Started", "Started"], Told().Select(notice => Text(notice, "event")));
        Assert.Equal(["Started"], JournalKinds());
        Run("Get-Hotfix").Single();
        Assert.Equal(2, Told().Count);
    }

    [Fact]
    public void Who_is_killed_between_the_journal_and_the_telling_owes_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        using var scene = Scene.Of(new Writer("Notices", "New-Hotfix", null, (scene, shell) =>
        {
            scene.Ada.Commit(".hotfix.json", $$"""{ "notify": [{ "type": "webhook", "url": "{{_chat.Address}}killed" }] }""", "Say who is told");
            scene.Ada.Git("push", "--quiet", "origin", "master");
        }));
        // The first push has the journal in it.
        new Crash("at the journal", 0, 1).Happen(scene, "New-Hotfix");
        Assert.Empty(_chat.Requests);

        using var shell = new ModuleSession(scene.Ada.Folder);
        shell.Run("Get-Hotfix").Single();

        Assert.Equal(["Started"], Told().Select(notice => Text(notice, "event")));
    }

    [Fact]
    public void What_is_told_of_another_clone_is_told_by_that_one_alone()
    {
        using var shell = new ModuleSession(Team.Clone("cleo").Folder);
        shell.Run("New-Hotfix").Single();
        Run("Get-Hotfix").Single();
        Run("Test-Hotfix -Quiet").Single();

        Assert.Single(Told());
    }

    [Fact]
    public void A_secret_that_is_missing_is_a_warning_and_the_work_is_done()
    {
        Notify("{ 'type': 'slack', 'url': 'env:HOTFIX_TEST_NOT_SET' }");

        var result = Run("New-Hotfix");

        result.Single();
        Assert.Contains("env:HOTFIX_TEST_NOT_SET", Assert.Single(result.Warnings));
        Assert.Equal(["NoticeOwed", "Started"], JournalKinds());
    }

    [Fact]
    public void An_answer_that_repeats_the_secret_does_not_give_it_away()
    {
        Notify($"{{ 'type': 'slack', 'url': 'env:{_variable}' }}");
        _chat.Answer = request => new WebReply(403, $"invalid_token {_chat.Address.AbsoluteUri.TrimEnd('/')}{request.Path}");

        var result = Run("New-Hotfix -Verbose");

        result.Single();
        Assert.DoesNotContain("s3cret", Everything(result));
        Assert.DoesNotContain("s3cret", GitProcess.Run(Team.Remote, "log", "--all", "-p", "--format=%B"));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_keeps_what_is_owed_in_the_clone()
    {
        _chat.Answer = _ =>
        {
            Team.AddHook("pre-receive", "exit 1");
            return new WebReply(404);
        };

        var result = Run("New-Hotfix");

        result.Single();
        Assert.Equal(["Started"], JournalKinds());
        _chat.Answer = _ => new WebReply(200);
        Run("Get-Hotfix").Single();
        Assert.Equal(2, Told().Count);
        Run("Get-Hotfix").Single();
        Assert.Equal(2, Told().Count);
    }

    [Fact]
    public void Several_are_told_side_by_side_and_one_failure_keeps_nobody_else_from_it()
    {
        Notify("{ 'name': 'one', 'type': 'webhook', 'url': '{url}one' }, { 'name': 'two', 'type': 'webhook', 'url': '{url}two' }");
        _chat.Answer = request => new WebReply(request.Path == "/one" ? 410 : 200);

        Assert.Contains("'one'", Assert.Single(Run("New-Hotfix").Warnings));
        _chat.Answer = _ => new WebReply(200);
        Run("Get-Hotfix").Single();

        Assert.Equal(["/one", "/one", "/two"], _chat.Requests.Select(request => request.Path).Order());
    }

    [Fact]
    public void A_bad_reason_reaches_no_one_as_it_is()
    {
        Run("New-Hotfix -Reason $args[0]", "evil\u001b[2J\u202e\n@channel").Single();

        var body = Assert.Single(_chat.Requests).Body;
        Assert.DoesNotContain("\\u001b", body);
        Assert.DoesNotContain('\u202e', body);
    }

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable(_variable, null);
        _chat.Dispose();
        base.Dispose(disposing);
    }

    private static string Everything(RunResult result) =>
        string.Join("\n", [.. result.Verbose, .. result.Warnings, .. result.Screen, .. result.Errors.Select(error => error.ToString()), .. result.Output.Select(one => one.ToString())]);

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();

    private List<JsonElement> Told() => [.. _chat.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement)];

    private void Notify(string targets) => Configure("{ 'notify': [" + targets.Replace("{url}", _chat.Address.AbsoluteUri) + "] }");
}
