namespace HotfixTools.Services;

/// <summary>A web service did not answer as it should. The message is for people, and holds no secret.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class ServiceException(string message, Exception? inner = null) : Exception(message, ShownException.Of(inner))
{
    /// <summary>The status of the answer; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Whether it was refused because it was asked too often: then the status says nothing of what was asked for.</summary>
    public bool IsLimited { get; init; }
}
