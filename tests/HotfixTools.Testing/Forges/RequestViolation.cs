namespace HotfixTools.Testing.Forges;

/// <summary>A request that the real service would not take.</summary>
public sealed class RequestViolation(string message) : Exception(message);
