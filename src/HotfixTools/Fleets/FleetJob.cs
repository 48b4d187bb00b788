namespace HotfixTools.PowerShell.Fleets;

/// <summary>One repository of a fleet. Its work runs on a thread of its own; what it says is heard on the pipeline's thread.</summary>
internal sealed class FleetJob : IProgress<WorkProgress>
{
    private readonly Fleet _fleet;
    private readonly Action<FleetJob> _work;
    private readonly TimeSpan _limit;
    private readonly Queue<Action> _words = [];
    private readonly CancellationTokenSource _ending;
    private long _beganAt;
    private TimeSpan _waited;
    private bool _isAsking;

    /// <summary>One that waits for its turn.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="name">The repository as people know it, without secrets.</param>
    /// <param name="work">Looks at it.</param>
    /// <param name="limit">How long it may take; infinite for no limit.</param>
    public FleetJob(Fleet fleet, string name, Action<FleetJob> work, TimeSpan limit)
    {
        (_fleet, Name, _work, _limit) = (fleet, name, work, limit);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(fleet.Stopping);
        // What was asked may be answered when the work is over, and its source gone.
        Cancellation = _ending.Token;
    }

    /// <summary>The repository as people know it, without secrets.</summary>
    public string Name { get; }

    /// <summary>Ends the work: its time is over, or the pipeline was stopped.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>What it does at the moment; null: it does not say.</summary>
    public WorkProgress? Progress { get; private set; }

    /// <summary>Whether all is said. What is said later is not heard.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Says something on the pipeline's thread, after what was said before, when the work is done.</summary>
    /// <param name="word">What to do there.</param>
    public void Say(Action word)
    {
        lock (_words)
        {
            if (!IsOver)
                _words.Enqueue(word);
        }
    }

    /// <summary>Asks what can be answered on the pipeline's thread only, and waits for it. The time is not counted.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="question">Run there.</param>
    /// <exception cref="OperationCanceledException">Nobody is there to answer any more.</exception>
    public T Ask<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var askedAt = Environment.TickCount64;
        _isAsking = true;
        _ending.CancelAfter(Timeout.InfiniteTimeSpan);
        _fleet.Post(() =>
        {
            if (Cancellation.IsCancellationRequested)
                return;
            try
            {
                answer.SetResult(question());
            }
            catch (Exception error) when (!Fleet.EndsPipeline(error))
            {
                answer.SetException(error);
            }
        });
        try
        {
            return answer.Task.WaitAsync(Cancellation).GetAwaiter().GetResult();
        }
        finally
        {
            _waited += TimeSpan.FromMilliseconds(Environment.TickCount64 - askedAt);
            _isAsking = false;
            _ending.CancelAfter(HasLimit && Left < TimeSpan.Zero ? TimeSpan.Zero : Left);
        }
    }

    /// <inheritdoc/>
    public void Report(WorkProgress value) => Progress = value;

    /// <summary>Lets its time begin.</summary>
    public void Begin()
    {
        _beganAt = Environment.TickCount64;
        _ending.CancelAfter(_limit);
    }

    /// <summary>Does the work; whatever becomes of it, it is said.</summary>
    public void Run()
    {
        Exception? failure = null;
        try
        {
            _work(this);
        }
        catch (Exception error)
        {
            failure = _ending.IsCancellationRequested ? HotfixErrors.RepositoryTimedOut(Name, _limit, error) : error;
        }

        End(failure);
        _ending.Dispose();
    }

    /// <summary>Whether it did not even end when it was told to, a while ago.</summary>
    /// <param name="grace">How long ago.</param>
    public bool IsLost(TimeSpan grace) => HasLimit && !_isAsking && Left < -grace;

    /// <summary>Gives it up: what its thread still does is nobody's any more.</summary>
    public void GiveUp() => End(HotfixErrors.RepositoryTimedOut(Name, _limit));

    /// <summary>What was said next; null: that was all. For when it is over.</summary>
    public Action? NextWord() => _words.TryDequeue(out var word) ? word : null;

    private bool HasLimit => _limit != Timeout.InfiniteTimeSpan;

    private TimeSpan Left => HasLimit ? _limit + _waited - TimeSpan.FromMilliseconds(Environment.TickCount64 - _beganAt) : _limit;

    private void End(Exception? failure)
    {
        if (failure is not null)
            Say(() => _fleet.Fail(Name, failure));
        lock (_words)
            IsOver = true;
    }
}
