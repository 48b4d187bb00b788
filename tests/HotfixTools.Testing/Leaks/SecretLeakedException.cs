namespace HotfixTools.Testing;

/// <summary>A secret was found where none may be.</summary>
public sealed class SecretLeakedException(string message) : Exception(message);
