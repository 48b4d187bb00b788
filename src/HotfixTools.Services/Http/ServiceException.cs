namespace HotfixTools.Services;

/// <summary>A web service did not answer as it should. The message is for people, and holds no secret.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class ServiceException(string message, Exception? inner = null) : Exception(message, inner);
