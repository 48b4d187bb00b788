namespace HotfixTools;

/// <summary>Tells people.</summary>
public interface INotifier
{
    /// <summary>Tells of one event.</summary>
    /// <param name="notice">What happened.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="HotfixException"><c>NoticeFailed</c>.</exception>
    Task Tell(Notice notice, CancellationToken cancellation);
}
