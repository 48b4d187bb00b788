using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>What all systems have in common that run pipelines.</summary>
public abstract class PipelineDeployerTests : PipelineTest
{
    /// <summary>The call that starts a run.</summary>
    protected abstract string StartCall { get; }

    /// <summary>The call that looks at a run.</summary>
    protected abstract string LookCall { get; }

    /// <summary>The call that tells a run to stop.</summary>
    protected abstract string CancelCall { get; }

    /// <summary>The calls that come before a start.</summary>
    protected abstract string PrepareCall { get; }

    /// <summary>What is run.</summary>
    protected abstract string Pipeline { get; }

    /// <summary>The input that has the id of the deploy.</summary>
    protected abstract string IdInput { get; }

    private protected DeployRequest Resumed => Request with { IsResumed = true };

    private protected IReadOnlyDictionary<string, string> Marked(string id) => new Dictionary<string, string> { [IdInput] = id };

    [Fact]
    public void Exactly_the_commit_is_deployed_and_it_is_told_how_far_it_is_and_where()
    {
        Deploy();
        Assert.Equal([Fix.ToString()], Forge.Deployed);
        var run = Assert.Single(Started);
        Assert.Equal(Forge.Run.Id.ToString(), run.Id);
        Assert.Contains(run.Id, run.Url);
        Assert.True(Lines.All.Count >= 3);
        Assert.All(Lines.All, line => Assert.EndsWith(run.Url!, line));
        Assert.Contains("was started", Lines.All[0]);
        Assert.Contains("succeeded", Lines.All[^1]);
        Assert.True(Deployer.CanResume);
        Assert.Contains(Pipeline, Deployer.Description);
    }

    [Fact]
    public void Placeholders_are_filled_in()
    {
        Change = settings => settings with { Inputs = settings.Inputs.ToDictionary(input => input.Key, input => input.Key == IdInput ? "{id} {branch} {commit} {environment} {repository} {x}" : input.Value) };
        Deploy();
        Assert.Equal($"{Id} hotfix {Fix} production {Forge.Repository} {{x}}", Forge.Run.Inputs[IdInput]);
    }

    [Theory]
    [InlineData("failure", "ended with 'fail")]
    [InlineData("cancelled", "ended with 'cancel")]
    public void What_does_not_succeed_is_a_failure_with_its_result_and_its_page(string state, string says)
    {
        Forge.States = ["queued", "running", state];
        var error = Fails("DeployFailed", says);
        Assert.Contains(Started[0].Url!, error.Message);
        Assert.Empty(Forge.Deployed);
    }

    [Fact]
    public void An_approval_is_said_to_be_missing_and_waited_for()
    {
        Forge.States = ["queued", "waiting", "waiting", "waiting", "running", "success"];
        Deploy();
        Assert.Equal([Fix.ToString()], Forge.Deployed);
        Assert.Single(Lines.All, line => line.Contains(" waits for somebody to ", StringComparison.Ordinal));
    }

    [Fact]
    public void At_the_time_limit_the_run_is_left()
    {
        (Forge.States, Timeout) = (["running"], TimeSpan.FromMilliseconds(200));
        var error = Fails("DeployNotOver", "it was waited for 1s");
        Assert.Contains(Started[0].Url!, error.WayOut);
        Assert.False(Forge.Run.IsCancelled);
    }

    [Fact]
    public void Or_stopped_where_the_settings_say_so()
    {
        (Forge.States, Timeout, Change) = (["running"], TimeSpan.FromMilliseconds(200), Cancelling);
        Fails("DeployTimedOut");
        Assert.True(Forge.Run.IsCancelled);
        Assert.Contains("was told to stop, because the time is up", Lines.Text);
    }

    [Fact]
    public void A_run_that_does_not_stop_is_not_said_to_be_over()
    {
        (Forge.States, Timeout, Change, Forge.IgnoresCancel) = (["running"], TimeSpan.FromMilliseconds(200), Cancelling, true);
        StopTime = TimeSpan.FromSeconds(1);
        Fails("DeployNotOver", "was told to stop and has not ended yet");
    }

    [Fact]
    public void A_run_that_succeeds_while_it_is_told_to_stop_succeeded()
    {
        (Forge.States, Timeout, Change, Forge.IgnoresCancel) = (["running"], TimeSpan.FromMilliseconds(200), Cancelling, true);
        Forge.OnLook = _ =>
        {
            if (Forge.Runs[0].IsCancelled)
                Forge.Runs[0].States = ["success"];
        };
        Deploy();
        Assert.Contains("succeeded", Lines.All[^1]);
    }

    [Fact]
    public void A_run_that_cannot_be_stopped_is_said_to_go_on()
    {
        (Forge.States, Timeout, Change) = (["running"], TimeSpan.FromMilliseconds(200), Cancelling);
        Forge.Break(CancelCall, Broken, times: 9);
        Fails("DeployNotOver", "could not be stopped: 127.0.0.1 refused (status 502): bad gateway");
    }

    [Fact]
    public void Who_stops_the_command_leaves_the_run_and_is_told_where_it_is()
    {
        Forge.States = ["running"];
        Forge.OnLook = look => StopAt(look, 3);
        IsStopped();
        Assert.False(Forge.Run.IsCancelled);
        Assert.Contains("is not stopped; the same command waits for it again: " + Started[0].Url, Lines.All[^1]);
    }

    [Fact]
    public void Or_stops_it_where_the_settings_say_so()
    {
        (Forge.States, Change) = (["running"], Cancelling);
        Forge.OnLook = look => StopAt(look, 3);
        IsStopped();
        Assert.True(Forge.Run.IsCancelled);
        Assert.Contains("was told to stop: " + Started[0].Url, Lines.All[^1]);
    }

    [Fact]
    public void Who_cannot_stop_it_is_told_that_it_goes_on()
    {
        (Forge.States, Change) = (["running"], Cancelling);
        Forge.Break(CancelCall, Broken, times: 9);
        Forge.OnLook = look => StopAt(look, 3);
        IsStopped();
        Assert.Contains("could not be stopped (127.0.0.1 refused (status 502): bad gateway), and goes on: " + Started[0].Url, Lines.All[^1]);
    }

    [Fact]
    public void Nothing_is_started_for_who_stopped_the_command_before()
    {
        Stop();
        IsStopped();
        Assert.Empty(Forge.Runs);
        Assert.Empty(Lines.All);
    }

    [Fact]
    public void A_start_that_is_stopped_before_its_answer_is_found_and_stopped()
    {
        (Forge.States, Change) = (["running"], Cancelling);
        Forge.Break(StartCall, Broken with { Delay = TimeSpan.FromSeconds(20) }, isDone: true);
        Forge.BeforeRun = Stop;
        IsStopped();
        Assert.True(Forge.Run.IsCancelled);
        Assert.Equal(Forge.Run.Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void Or_it_is_said_that_it_may_have_been_started()
    {
        Forge.Break(StartCall, Broken with { Delay = TimeSpan.FromSeconds(20) }, isDone: true);
        Forge.BeforeRun = Stop;
        IsStopped();
        Assert.Contains("may have been started; the same command looks for its run", Lines.All[^1]);
    }

    [Fact]
    public void A_run_that_is_known_is_waited_for_and_no_other_is_started()
    {
        var run = Forge.StartBy(Pipeline, "hotfix", Marked(Id));
        Deploy(Resumed with { Run = new DeployRun(run.Id.ToString(), "https://known.example/run") });
        Assert.Single(Forge.Runs);
        Assert.Equal([Fix.ToString()], Forge.Deployed);
        Assert.Contains("is waited for again: https://known.example/run", Lines.All[0]);
    }

    [Fact]
    public void A_run_that_is_known_and_failed_meanwhile_failed()
    {
        Forge.States = ["failure"];
        var run = Forge.StartBy(Pipeline, "hotfix", Marked(Id));
        Fails("DeployFailed", $"{run.Id} ", Resumed with { Run = new DeployRun(run.Id.ToString(), null) });
        Assert.Single(Forge.Runs);
    }

    [Fact]
    public void A_run_that_is_known_and_gone_is_not_started_again()
    {
        Fails("DeployNotOver", "404", Resumed with { Run = new DeployRun("777", null) });
        Assert.Empty(Forge.Runs);
    }

    [Fact]
    public void A_run_that_is_not_known_is_found_by_what_it_shows()
    {
        Forge.StartBy(Pipeline, "hotfix", Marked("0123456789abcdef0123456789abcdef"));
        var ours = Forge.StartBy(Pipeline, "hotfix", Marked(Id));
        Forge.StartBy(Pipeline, "hotfix", Marked("a-third"));
        Deploy(Resumed);
        Assert.Equal(3, Forge.Runs.Count);
        Assert.Equal(ours.Id.ToString(), Started.Single().Id);
        Assert.Contains("was started by an earlier command", Lines.All[0]);
    }

    [Fact]
    public void Where_there_is_none_it_is_started()
    {
        Forge.StartBy(Pipeline, "hotfix", Marked("0123456789abcdef0123456789abcdef"));
        Deploy(Resumed);
        Assert.Equal(2, Forge.Runs.Count);
        Assert.Equal(Id, Forge.Runs[1].Inputs[IdInput]);
    }

    [Fact]
    public void Or_not_where_it_may_not_be()
    {
        Forge.StartBy(Pipeline, "hotfix", Marked("0123456789abcdef0123456789abcdef"));
        Fails("DeployFailed", "no run of it was found, so it was never started", Resumed with { MayStart = false });
        Assert.Single(Forge.Runs);
    }

    [Fact]
    public void Where_nobody_answers_whether_there_is_one_none_is_started()
    {
        Forge.Break(PrepareCall, Broken, times: 9);
        Fails("DeployNotOver", "so it cannot be seen whether an earlier command started it", Resumed);
        Assert.Empty(Forge.Runs);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(+3)]
    [InlineData(-3)]
    public void A_start_whose_answer_is_lost_is_found_whatever_the_clocks_say(int hours)
    {
        Forge.ClockSkew = TimeSpan.FromHours(hours);
        Search = TimeSpan.FromSeconds(20);
        Forge.StartBy(Pipeline, "hotfix", Marked("0123456789abcdef0123456789abcdef"));
        Forge.Break(StartCall, Broken, isDone: true);
        Deploy();
        Assert.Equal(2, Forge.Runs.Count);
        Assert.Equal(Forge.Runs[1].Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void Also_where_the_connection_breaks_and_lists_have_it_later()
    {
        (Forge.HidesNewRuns, Search) = (3, TimeSpan.FromSeconds(20));
        Forge.Break(StartCall, WebReply.Json("""{"id":1,"x":"yyyyyyyyy"}""") with { CutAfter = 5 }, isDone: true);
        Deploy();
        Assert.Equal(Forge.Run.Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void A_start_that_is_neither_answered_nor_found_may_have_happened()
    {
        Forge.Break(StartCall, Broken);
        var error = Fails("DeployNotOver", "refused (status 502): bad gateway, and no run is seen yet: it was started, or not");
        Assert.Contains("Run the command again in this clone", error.WayOut);
        Deploy(Resumed);
        Assert.Single(Forge.Runs);
    }

    [Theory]
    [InlineData(-5, -2)]
    [InlineData(+5, -2)]
    [InlineData(0, +120)]
    public void A_clock_that_is_wrong_does_not_hide_what_an_earlier_command_started(int hours, int minutes)
    {
        Forge.ClockSkew = TimeSpan.FromHours(hours);
        Forge.StartBy(Pipeline, "hotfix", Marked(Id));
        Deploy(Resumed with { BegunAt = DateTimeOffset.UtcNow.AddMinutes(minutes) });
        Assert.Single(Forge.Runs);
    }

    [Fact]
    public void Who_is_not_accepted_is_told_so_and_nothing_is_started()
    {
        Token = "t0ken-that-is-wrong-11";
        Fails("DeployFailed", "did not accept who asks");
        Assert.Empty(Forge.Runs);
    }

    [Fact]
    public void Where_nobody_answers_nothing_is_started_and_that_is_said()
    {
        Forge.Break(PrepareCall, Broken, times: 9);
        Fails("DeployFailed", "bad gateway; nothing was started");
        Assert.Empty(Forge.Runs);
    }

    [Fact]
    public void A_service_that_does_not_answer_for_a_while_is_asked_again()
    {
        Forge.OnLook = look =>
        {
            if (look == 1)
                Forge.Break(LookCall, Broken, times: 4);
        };
        Deploy();
        Assert.Equal([Fix.ToString()], Forge.Deployed);
        Assert.Contains("cannot be looked at now", Lines.Text);
    }

    [Fact]
    public void But_not_for_ever()
    {
        (Forge.States, Tolerance) = (["running"], TimeSpan.FromMilliseconds(300));
        Forge.OnLook = _ => Forge.Break(LookCall, Broken, times: 10_000);
        var error = Fails("DeployNotOver", "bad gateway");
        Assert.Contains(Started[0].Url!, error.WayOut);
    }

    [Fact]
    public void An_answer_of_another_shape_is_none()
    {
        Forge.Break(LookCall, WebReply.Json("[]"), times: 2);
        Deploy();
        Assert.Contains("its answer is of a shape that is not known", Lines.Text);
    }

    private void StopAt(int look, int which)
    {
        if (look == which)
            Stop();
    }
}
