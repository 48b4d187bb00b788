namespace HotfixTools.Host.Engine;

/// <summary>The module is not there, or not built.</summary>
internal sealed class ModuleNotFoundException(string message, Exception? inner = null) : Exception(message, inner);
