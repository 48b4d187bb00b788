using HotfixTools.Host.Engine;

namespace HotfixTools.Host.Arguments;

/// <param name="Script">What to run.</param>
/// <param name="Manifest">The module to import; null for the one that belongs to this host.</param>
/// <param name="NonInteractive">Whether a question is an error even where someone could answer it.</param>
internal sealed record RunScript(ScriptSource Script, string? Manifest, bool NonInteractive) : Request;
