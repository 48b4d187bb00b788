namespace HotfixTools.Services;

/// <summary>A program could not be started.</summary>
/// <param name="message">Which, and why.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class ProgramException(string message, Exception inner) : Exception(message, inner);
