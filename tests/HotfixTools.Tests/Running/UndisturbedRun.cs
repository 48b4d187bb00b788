namespace HotfixTools.ModuleTests.Running;

/// <summary>A run over a good network.</summary>
/// <param name="Traffic">What went through.</param>
/// <param name="IsPush">Of each request, whether it pushed.</param>
/// <param name="Picture">What was at the remote afterwards.</param>
internal sealed record UndisturbedRun(NetworkTraffic Traffic, IReadOnlyList<bool> IsPush, string Picture)
{
    // Answers differ by a few bytes from run to run: where progress is told, and how often. This is in the head of one.
    private const int Beginning = 40;

    /// <summary>
    /// Faults along one direction, the same in every run of the tests: of a push, at its end and within; of what only looks,
    /// at its end or within.
    /// </summary>
    public IEnumerable<NetworkFault> Faults(NetworkDirection direction)
    {
        var random = new Random(20260501);
        var ends = Traffic.Ends(direction);
        for (var message = 0; message < ends.Count; message++)
        {
            var start = message == 0 ? 0 : ends[message - 1];
            var within = random.NextInt64(start + 1, ends[message]);
            var (one, other) = message % 2 == 0 ? (NetworkTrouble.Cut, NetworkTrouble.Reset) : (NetworkTrouble.Reset, NetworkTrouble.Cut);
            yield return new NetworkFault(one, direction, IsPush[message] || message % 3 == 0 ? within : ends[message]);
            if (!IsPush[message])
                continue;
            yield return new NetworkFault(other, direction, ends[message]);
            // A request that came whole is worked on while its client has gone; an answer that is lost was the same in all of it.
            yield return new NetworkFault(one, direction, direction == NetworkDirection.ToServer ? ends[message] : start + Beginning);
        }
    }

    /// <summary>The end of the first request that pushes; the server works on it then.</summary>
    public long EndOfFirstPush => Traffic.Requests[IsPush.Index().First(request => request.Item).Index];

    /// <summary>Within the last request, which pushes.</summary>
    public long InLastPush => Traffic.Requests[^1] - 200;

    /// <summary>At the beginning of the last answer: what was pushed is written.</summary>
    public long InLastAnswer => Traffic.Answers[^2] + Beginning;
}
