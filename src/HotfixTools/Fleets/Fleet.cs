using System.Management.Automation;

namespace HotfixTools.PowerShell.Fleets;

/// <summary>
/// Works on many repositories side by side, for the pipeline's thread, which alone may speak to people. That thread hands
/// them in, and while it waits it says what is finished and answers what is asked. No thread of a repository ever waits
/// for it without being told when the pipeline is stopped, so neither can hold up the other.
/// </summary>
/// <param name="limits">How many at once, how long each, in which order.</param>
/// <param name="fail">Told on the pipeline's thread of a repository that could not be looked at, and why.</param>
/// <param name="progress">Told on the pipeline's thread how far all is.</param>
/// <param name="cancellation">Stops everything.</param>
internal sealed class Fleet(FleetLimits limits, Action<string, Exception> fail, FleetProgress progress, CancellationToken cancellation) : IDisposable
{
    // Results that one before them holds up are kept, and memory must stay flat.
    private const int MostHeld = 1000;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly Queue<FleetJob> _waiting = [];
    private readonly List<FleetJob> _running = [];
    private readonly Queue<Action> _questions = [];

    // In the order in which they are told: that of the input, or that in which they are finished.
    private readonly Queue<FleetJob> _told = [];
    private FleetJob? _telling;
    private FleetJob? _unheard;
    private int _threads;
    private int _handedIn;
    private int _done;
    private bool _isComplete;
    private bool _isStopped;

    /// <summary>Ends all work.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Whether an error says that the pipeline has enough, or that somebody stopped it.</summary>
    /// <param name="error">What was thrown on its thread.</param>
    public static bool EndsPipeline(Exception error) => error is PipelineStoppedException or FlowControlException;

    /// <summary>Whether an error is PowerShell's own and for whoever runs the pipeline, as one that is to stop it.</summary>
    /// <param name="error">What was thrown on the pipeline's thread.</param>
    public static bool IsOfPipeline(Exception error) => EndsPipeline(error) || error is IContainsErrorRecord;

    /// <summary>Hands in a repository. Says what is finished; waits only where enough are under way.</summary>
    /// <param name="name">The repository as people know it, without secrets.</param>
    /// <param name="work">Looks at it, on a thread of its own.</param>
    /// <exception cref="OperationCanceledException">It was stopped, by whatever, and works no more.</exception>
    public void Add(string name, Action<FleetJob> work)
    {
        // One waiting for each that is worked on, so that nobody is idle while the pipeline's thread is elsewhere.
        Serve(() => _waiting.Count < limits.AtOnce && _told.Count < MostHeld);
        lock (_gate)
        {
            var job = new FleetJob(this, name, work, limits.Each);
            _handedIn++;
            _waiting.Enqueue(job);
            if (limits.IsOrdered)
                _told.Enqueue(job);
            StartThread();
        }

        Serve(() => true);
    }

    /// <summary>Waits for all, and says what is finished.</summary>
    /// <exception cref="OperationCanceledException">It was stopped, by whatever, and works no more.</exception>
    public void Finish()
    {
        _isComplete = true;
        Serve(() => _done == _handedIn);
    }

    /// <summary>Has something done on the pipeline's thread.</summary>
    /// <param name="question">What.</param>
    public void Post(Action question)
    {
        lock (_gate)
        {
            _questions.Enqueue(question);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Tells of a repository that could not be looked at; on the pipeline's thread.</summary>
    /// <param name="name">The repository.</param>
    /// <param name="error">Why not.</param>
    public void Fail(string name, Exception error) => fail(name, error);

    /// <summary>Ends what is under way. Waits for that, but not for what does not listen.</summary>
    public void Dispose()
    {
        Stop();
        // What does not listen may still look at it.
        if (_threads == 0)
            _stopping.Dispose();
    }

    private void Serve(Func<bool> isEnough)
    {
        try
        {
            while (true)
            {
                _stopping.Token.ThrowIfCancellationRequested();
                Action? next;
                FleetJob? oldest;
                lock (_gate)
                {
                    GiveUpLost();
                    next = Next();
                    if (next is null && isEnough())
                        return;
                    if (next is null)
                        Monitor.Wait(_gate, Glance);
                    oldest = _running.FirstOrDefault();
                }

                if (next is not null)
                    next();
                progress.Show(_done, _handedIn, _isComplete, oldest);
            }
        }
        catch
        {
            Stop();
            throw;
        }
    }

    private Action? Next()
    {
        if (_questions.TryDequeue(out var question))
            return question;
        while (true)
        {
            if (_telling is { } job && job.NextWord() is { } word)
                return () => Hear(job, word);
            if (_telling is not null)
                _done++;
            _telling = _told.TryPeek(out var first) && first.IsOver ? _told.Dequeue() : null;
            if (_telling is null)
                return null;
        }
    }

    private void Hear(FleetJob job, Action word)
    {
        try
        {
            word();
        }
        // Where one cannot be heard, all others still can; that it failed is said once.
        catch (Exception error) when (!_stopping.IsCancellationRequested && !IsOfPipeline(error))
        {
            if (_unheard == job)
                return;
            _unheard = job;
            Fail(job.Name, error);
        }
    }

    private void GiveUpLost()
    {
        foreach (var job in _running.Where(job => job.IsLost(Grace)).ToList())
        {
            job.GiveUp();
            _threads--;
            Settle(job);
            if (_waiting.Count > 0)
                StartThread();
        }
    }

    private void StartThread()
    {
        if (_threads == limits.AtOnce)
            return;
        _threads++;
        // Threads of the pool are for those who do not wait: the library waits for the network, and its HTTP needs that pool.
        new Thread(Work) { IsBackground = true, Name = "HotfixTools fleet" }.Start();
    }

    private void Work()
    {
        while (Take() is { } job)
        {
            job.Run();
            lock (_gate)
            {
                // Given up meanwhile, and another thread has its place.
                if (!_running.Contains(job))
                    return;
                Settle(job);
            }
        }
    }

    private FleetJob? Take()
    {
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested && _waiting.TryDequeue(out var job))
            {
                job.Begin();
                _running.Add(job);
                return job;
            }

            _threads--;
            Monitor.PulseAll(_gate);
            return null;
        }
    }

    private void Settle(FleetJob job)
    {
        _running.Remove(job);
        if (!limits.IsOrdered)
            _told.Enqueue(job);
        Monitor.PulseAll(_gate);
    }

    private void Stop()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        try
        {
            _stopping.Cancel();
        }
        catch (AggregateException)
        {
            // What could not be ended so is waited for all the same.
        }

        var until = Environment.TickCount64 + (long)Grace.TotalMilliseconds;
        lock (_gate)
        {
            _waiting.Clear();
            while (_threads > 0 && until - Environment.TickCount64 is > 0 and var left)
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
        }
    }
}
