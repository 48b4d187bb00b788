namespace HotfixTools;

/// <summary>
/// Has a forge merge a pull request, and waits until it has. Whatever is answered, what is read afterwards decides: an answer
/// may be lost, and a queue may take its time.
/// </summary>
/// <param name="session">The repository.</param>
/// <param name="number">The pull request.</param>
/// <param name="head">The head that may be merged, and no other.</param>
/// <param name="into">Where it is to be merged, and nowhere else.</param>
internal sealed class PullRequestMerge(HotfixSession session, int number, CommitId head, BranchName into)
{
    // A mainline that moves this often between a look and a merge needs a queue.
    private const int MostRepeats = 20;
    private const int MostFailures = 4;
    private const int MostReturns = 2;
    private const int MostComputing = 15;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly DateTimeOffset _deadline = session.Now + session.Settings.Reviews.Timeout;
    private int _repeats;
    private int _failures;
    private int _lost;
    private int _returns;
    private bool _isWaiting;
    private int _computing;
    private int _pauses;

    /// <summary>Merges.</summary>
    /// <param name="title">The subject of the commit that it makes.</param>
    /// <param name="message">The rest of its message.</param>
    /// <returns>The pull request, merged.</returns>
    /// <exception cref="HotfixException"><c>MergeRefused</c>, <c>MergeNotOver</c>, <c>HotfixMoved</c>, <c>MergeConflict</c>, <c>ForgeFailed</c>.</exception>
    public PullRequest Run(string title, string message)
    {
        while (true)
        {
            if (Read() is not { } request)
                continue;
            if (request.State == PullRequestState.Merged)
                return request;
            Require(request);
            if (request.Waits is { } words)
            {
                _isWaiting = true;
                Pause(request, words);
                continue;
            }

            // Thrown out of a queue, it would be again, and all who wait there with it.
            if (_isWaiting && ++_returns > MostReturns)
                throw Refused(request, "it was taken out of the queue, or auto-merge was ended; its checks there say why");
            _isWaiting = false;

            // A forge that has not found out yet refuses for that alone.
            if (request.IsMergeable is null && _computing++ < MostComputing)
            {
                Pause(request, "whether it can be merged is being found out");
                continue;
            }

            var answer = Ask(request, title, message);
            switch (answer?.Kind)
            {
                case MergeAnswerKind.Merged when answer.Commit is not null:
                    return request with { State = PullRequestState.Merged, MergeCommit = answer.Commit };
                case MergeAnswerKind.Merged:
                    Pause(request, "it is merged, and not yet shown as that");
                    break;
                case MergeAnswerKind.Waits:
                    _isWaiting = true;
                    Pause(request, answer.Words);
                    break;
                case MergeAnswerKind.NotYet or MergeAnswerKind.HeadMoved:
                    if (++_repeats == MostRepeats)
                        throw Refused(request, answer.Words.Length > 0 ? answer.Words : $"{request.Into} moves all the time");
                    Pause(request, answer.Words.Length > 0 ? answer.Words : "it is tried again");
                    break;
                case MergeAnswerKind.Conflict or MergeAnswerKind.Refused or MergeAnswerKind.Forbidden when Read() is { State: PullRequestState.Merged } merged:
                    // An answer before was lost, and it is merged since.
                    return merged;
                case MergeAnswerKind.Conflict:
                    throw HotfixErrors.MergeConflict(session.Settings.Branch, request.Into, [answer.Words.Length > 0 ? answer.Words : "files that the forge does not name"], session.Typed.CompleteByHand(request.Into));
                case MergeAnswerKind.Refused or MergeAnswerKind.Forbidden:
                    throw Refused(request, answer.Words);
            }
        }
    }

    private PullRequest? Read()
    {
        try
        {
            var request = session.Forge.Ask((forge, cancellation) => forge.Read(number, cancellation));
            _failures = 0;
            return request;
        }
        catch (HotfixException error) when (error.Id == nameof(HotfixErrors.ForgeFailed))
        {
            if (++_failures == MostFailures)
                throw HotfixErrors.MergeNotOver(session.Forge.Require().Name, number, error.Message, string.Empty, error);
            session.Pause(TimeSpan.FromSeconds(_failures));
            return null;
        }
    }

    // What nobody has deployed is not merged.
    private void Require(PullRequest request)
    {
        if (request.State == PullRequestState.Closed)
            throw HotfixErrors.PullRequestClosed(session.Forge.Require().Name, number, request.Url);
        if (request.Head is { } now && now != head)
            throw HotfixErrors.HotfixMoved(session.Settings.Branch, head, now, "Nothing was merged.");
        if (request.Into != into)
            throw Refused(request, $"it is to be merged into {request.Into} now, and not into {into}");
        if (request.IsDraft)
            throw Refused(request, "it is a draft");
    }

    private MergeAnswer? Ask(PullRequest request, string title, string message)
    {
        try
        {
            return session.Forge.Ask((forge, cancellation) => forge.Merge(request, head, session.Settings.Reviews.Method, title, message, cancellation));
        }
        catch (HotfixException error) when (error.Id == nameof(HotfixErrors.ForgeFailed))
        {
            // It may be done all the same: what is read next tells.
            if (++_lost == MostFailures)
                throw HotfixErrors.MergeNotOver(session.Forge.Require().Name, number, error.Message, request.Url, error);
            session.Pause(TimeSpan.FromMilliseconds(200));
            return null;
        }
    }

    private void Pause(PullRequest request, string why)
    {
        if (session.Now >= _deadline)
            throw HotfixErrors.MergeNotOver(session.Forge.Require().Name, number, $"it was waited for {SettingsDuration.Text(session.Settings.Reviews.Timeout)}, and {why}", request.Url);
        session.Progress?.Report(new WorkProgress($"Pull request #{number}: {DisplayText.Clean(why)}"));
        var pause = TimeSpan.FromMilliseconds(500 * Math.Pow(1.5, _pauses++));
        session.Pause(pause < LongestPause ? pause : LongestPause);
    }

    private HotfixException Refused(PullRequest request, string words) => HotfixErrors.MergeRefused(session.Forge.Require().Name, number, words, request.Url);
}
