using System.Diagnostics;

namespace HotfixTools.Services;

/// <summary>
/// One deploy by a system of a forge: started at most once, found again where its start was not answered, and waited for.
/// Everything happens on the thread that deploys, so that what is told of it reaches the screen.
/// </summary>
/// <param name="system">The system.</param>
/// <param name="order">What it is to deploy.</param>
/// <param name="cancellation">Ends the waiting, and the run too where the settings say so.</param>
internal sealed class PipelineDeploy(PipelineDeployer system, PipelineOrder order, CancellationToken cancellation)
{
    // A run that was just started may not be shown everywhere yet.
    private const int RefusedLooks = 3;

    // Services write the time of a run in whole seconds, and several machines of one do not agree on it.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly DeployRequest _request = order.Request;
    private HashSet<string> _before = [];
    private DateTimeOffset? _since;
    private DeployRun? _run;
    private string? _said;

    // Whether a run may be under way that is not known.
    private bool _isInDoubt = order.Request.IsResumed;

    /// <summary>Deploys.</summary>
    /// <exception cref="HotfixException"><c>DeployFailed</c>, <c>DeployTimedOut</c>, <c>DeployNotOver</c>.</exception>
    public void Run()
    {
        try
        {
            Follow(Resume() ?? Start());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Leave();
            throw;
        }
    }

    private DeployRun? Resume()
    {
        if (_request.Run is { } known)
        {
            Say(known, "is waited for again");
            return _run = known;
        }

        if (!_request.IsResumed && _request.MayStart)
            return null;
        PipelineOutset outset;
        try
        {
            outset = Ask(token => system.Prepare(order, token));
        }
        catch (HotfixException error) when (IsForge(error))
        {
            throw NotOver($"{Words(error)}, so it cannot be seen whether an earlier command started it", null, error);
        }

        // What this machine takes for the time may be another one there, and may have been another one then; what shows
        // which deploy it is cannot be mistaken, however old it is.
        var age = _request.BegunAt == default ? Day : DateTimeOffset.UtcNow - _request.BegunAt;
        _since = outset.Now - (age > TimeSpan.Zero ? age : TimeSpan.Zero) - (system.HasMarker ? Day : Margin);
        if (Search(system.Pace.Search - age, isAnswered: false) is { } found)
        {
            Say(found, "was started by an earlier command, and is waited for");
            return Known(found);
        }

        _isInDoubt = false;
        return _request.MayStart ? null : throw Failed("no run of it was found, so it was never started");
    }

    private DeployRun Start()
    {
        PipelineOutset outset;
        try
        {
            outset = Ask(token => system.Prepare(order, token));
            RequireCommit(outset.Tip);
            _since = outset.Now - Margin;
            if (!system.HasMarker)
                _before = [.. Ask(token => system.List(order, outset.Now - Margin, token)).Select(candidate => candidate.Run.Id)];
        }
        catch (HotfixException error) when (IsForge(error))
        {
            throw Failed($"{Words(error)}; nothing was started", error);
        }

        cancellation.ThrowIfCancellationRequested();
        var (answer, lost) = SendStart();
        if (answer?.Refusal is { } refusal)
        {
            _isInDoubt = false;
            throw Failed(refusal);
        }

        var run = answer?.Run ?? Search(system.Pace.Search, isAnswered: lost is null) ?? throw NotOver(
            lost is null ? $"{system.Pipeline} was started, and its run cannot be seen yet" : $"{Words(lost)}, and no run is seen yet: it was started, or not", null, lost);
        Say(run, "was started");
        return Known(run);
    }

    private (PipelineStart? Answer, HotfixException? Lost) SendStart()
    {
        // Cut off in the middle, it would not be known what was started.
        using var patience = new CancellationTokenSource();
        using var stop = cancellation.Register(() => patience.CancelAfter(system.Pace.Grace));
        _isInDoubt = true;
        try
        {
            return (system.Start(order, patience.Token).GetAwaiter().GetResult(), null);
        }
        catch (HotfixException error) when (IsForge(error) && IsRefusal(error))
        {
            _isInDoubt = false;
            throw Failed($"{system.Pipeline} was not started: {Words(error)}", error);
        }
        catch (HotfixException error) when (IsForge(error))
        {
            return (null, error);
        }
    }

    private void RequireCommit(CommitId? tip)
    {
        if (system.PinsCommit)
            return;
        if (tip is not { } commit)
            throw Failed($"{system.System} has no branch or tag '{order.Ref}' to run {system.Pipeline} of; nothing was started");
        if (!system.Settings.NamesCommit && commit != _request.Commit)
            throw Failed($"{system.Pipeline} deploys what {order.Ref} is at, which is {commit}, and not {_request.Commit}; nothing was started. Push the commit there, or give the pipeline an input with {DeployPipelineSettings.CommitPlaceholder} that says what it is to deploy");
    }

    // Null: none is found in that time. A run that shows nothing of this deploy, and is told its commit, may be anybody's:
    // it is taken only where the system said that it started one.
    private DeployRun? Search(TimeSpan patience, bool isAnswered)
    {
        string? last = null;
        for (var clock = Stopwatch.StartNew(); ; Pause(system.Pace.First))
        {
            List<PipelineCandidate> found;
            try
            {
                found = Candidates(cancellation);
            }
            catch (HotfixException error) when (IsForge(error))
            {
                if (clock.Elapsed >= patience)
                    throw NotOver($"{Words(error)}, so it cannot be seen which run it is, or whether there is one", null, error);
                continue;
            }

            if (found.Find(candidate => candidate.IsOurs == true) is { } ours)
                return ours.Run;
            if (found.Count > 1)
                throw NotOver($"which of {string.Join(", ", found.Select(one => system.NameOf(one.Run.Id)))} it is cannot be told; so that it can next time, {system.MarkerAdvice}", found[0].Run.Url);
            // Somebody else's may be shown before this one is.
            if (found is [var only] && only.Run.Id == last && (!system.HasMarker || clock.Elapsed >= patience))
            {
                return isAnswered || !system.Settings.NamesCommit ? only.Run : throw NotOver(
                    $"whether {system.NameOf(only.Run.Id)} is this deploy cannot be told; so that it can next time, {system.MarkerAdvice}", only.Run.Url);
            }

            last = found.FirstOrDefault()?.Run.Id;
            if (last is null && clock.Elapsed >= patience)
                return null;
        }
    }

    private List<PipelineCandidate> Candidates(CancellationToken token) =>
        [.. system.List(order, _since!.Value, token).GetAwaiter().GetResult().Where(candidate => candidate.IsOurs != false && !_before.Contains(candidate.Run.Id))];

    private void Follow(DeployRun run)
    {
        Stopwatch? silence = null;
        var (refused, interval) = (0, system.Pace.First);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var state = Ask(token => system.Look(order, run.Id, token));
                (silence, refused) = (null, 0);
                run = Seen(run, state);
                if (state.Phase == PipelinePhase.Succeeded)
                    return;
                if (state.Phase == PipelinePhase.Failed)
                    throw Failed($"{system.NameOf(run.Id)} {state.Words}{At(run)}");
            }
            catch (HotfixException error) when (IsForge(error))
            {
                silence ??= Stopwatch.StartNew();
                refused = (error.InnerException as ServiceException)?.Status is 401 or 404 or 410 ? refused + 1 : 0;
                if (refused >= RefusedLooks || silence.Elapsed >= system.Pace.Tolerance)
                    throw NotOver(Words(error), run.Url, error);
                Say(run, $"cannot be looked at now ({Words(error)}), and is asked for again");
            }

            var left = system.Settings.Timeout - _clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                EndInTime(run);
                return;
            }

            Pause(left < interval ? left : interval);
            interval = Shorter(interval * 1.5, system.Pace.Longest);
        }
    }

    private DeployRun Seen(DeployRun run, PipelineState state)
    {
        var isFirst = _said is null;
        if (state.Url is { } url && url != run.Url)
            run = Known(run with { Url = url });
        if (!system.Settings.NamesCommit && state.Commit is { } commit && commit != _request.Commit)
        {
            var end = state.Phase != PipelinePhase.UnderWay ? "It is over already" : TryCancel(run) is { } why ? $"It could not be stopped ({why}), and goes on" : "It was told to stop";
            throw Failed($"{system.NameOf(run.Id)} is of {commit}, and not of {_request.Commit}: {order.Ref} was moved meanwhile. {end}{At(run)}");
        }

        if (_said != state.Words)
            Say(run, _said = state.Words);
        if (isFirst && state.IsMarked == false)
            Say(run, $"does not show which deploy it is, and could not be found again if an answer were lost; {system.MarkerAdvice}");
        return run;
    }

    // Returns where it succeeded at the last moment.
    private void EndInTime(DeployRun run)
    {
        var waited = $"it was waited for {SettingsDuration.Text(TimeSpan.FromSeconds(Math.Max(1, Math.Round(system.Settings.Timeout.TotalSeconds))))}";
        if (!system.Settings.IsStoppedWithCommand)
            throw NotOver(waited, run.Url);
        if (TryCancel(run) is { } why)
            throw NotOver($"{waited}, and {system.NameOf(run.Id)} could not be stopped: {why}", run.Url);
        Say(run, "was told to stop, because the time is up");
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < system.Pace.Stop; Pause(system.Pace.First))
        {
            try
            {
                var state = Ask(token => system.Look(order, run.Id, token));
                if (state.Phase != PipelinePhase.UnderWay)
                    Say(run, state.Words);
                if (state.Phase == PipelinePhase.Succeeded)
                    return;
                if (state.Phase == PipelinePhase.Failed)
                    throw HotfixErrors.DeployTimedOut(_request.Environment, _request.Commit, system.Settings.Timeout);
            }
            catch (HotfixException error) when (IsForge(error))
            {
                // It is asked again.
            }
        }

        throw NotOver($"{waited}, and {system.NameOf(run.Id)} was told to stop and has not ended yet", run.Url);
    }

    // Whoever stopped the command wants it to end soon.
    private void Leave()
    {
        if (_run is null && !_isInDoubt)
            return;
        if (!system.Settings.IsStoppedWithCommand)
        {
            if (_run is { } left)
                Say(left, "is not stopped; the same command waits for it again");
            else
                system.Say($"{system.Pipeline} may have been started; the same command looks for its run");
            return;
        }

        if ((_run ??= TryFind()) is not { } run)
            system.Say($"{system.Pipeline} may have been started, and no run of it is seen yet that could be stopped; the same command looks for it");
        else if (TryCancel(run) is { } why)
            Say(run, $"could not be stopped ({why}), and goes on");
        else
            Say(run, "was told to stop");
    }

    private DeployRun? TryFind()
    {
        if (_since is null)
            return null;
        using var patience = new CancellationTokenSource(system.Pace.Stop);
        try
        {
            var found = Candidates(patience.Token);
            var ours = found.Find(candidate => candidate.IsOurs == true) ?? (found is [var only] && !system.HasMarker ? only : null);
            return ours is null ? null : Known(ours.Run);
        }
        catch (Exception error) when (error is OperationCanceledException || (error is HotfixException known && IsForge(known)))
        {
            return null;
        }
    }

    // Null: it was told to.
    private string? TryCancel(DeployRun run)
    {
        using var patience = new CancellationTokenSource(system.Pace.Stop);
        try
        {
            system.Cancel(run.Id, patience.Token).GetAwaiter().GetResult();
            return null;
        }
        catch (OperationCanceledException)
        {
            return "there was no answer in time";
        }
        catch (HotfixException error) when (IsForge(error))
        {
            return Words(error);
        }
    }

    private DeployRun Known(DeployRun run)
    {
        _run = run;
        _request.Started(run);
        return run;
    }

    private T Ask<T>(Func<CancellationToken, Task<T>> ask) => ask(cancellation).GetAwaiter().GetResult();

    private void Pause(TimeSpan time)
    {
        cancellation.WaitHandle.WaitOne(time);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Say(DeployRun run, string words) => system.Say($"{system.NameOf(run.Id)} {words}{At(run)}");

    private HotfixException Failed(string how, Exception? inner = null) => HotfixErrors.DeployFailed(_request.Environment, _request.Commit, how, inner);

    private HotfixException NotOver(string why, string? url, Exception? inner = null) => HotfixErrors.DeployNotOver(_request.Environment, _request.Commit, why, url, inner);

    private static string At(DeployRun run) => run.Url is { } url ? $": {url}" : string.Empty;

    private static bool IsForge(HotfixException error) => error.Id == nameof(HotfixErrors.ForgeFailed);

    // What was refused was not done; what was not answered, or by a server that broke down, may have been.
    private static bool IsRefusal(HotfixException error) => (error.InnerException as ServiceException)?.Status is 203 or (>= 300 and < 500 and not 408);

    private static string Words(HotfixException error) => (error.InnerException as ServiceException)?.Message ?? error.Message.TrimEnd('.');

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
