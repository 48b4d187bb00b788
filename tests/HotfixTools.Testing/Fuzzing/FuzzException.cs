namespace HotfixTools.Testing.Fuzzing;

/// <summary>An input was not read as it should be.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">What was thrown.</param>
public sealed class FuzzException(string message, Exception? inner = null) : Exception(message, inner);
