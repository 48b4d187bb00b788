namespace HotfixTools.Git.Tests.Properties;

/// <summary>git ended by an assertion of its own, and has not said what is right.</summary>
/// <param name="message">Its words.</param>
internal sealed class GitAbortedException(string message) : Exception(message);
