using System.Management.Automation.Language;

namespace HotfixTools.Host.Engine;

/// <remarks>
/// It is parsed here rather than called by its path: in a called file <c>exit</c> would only
/// return to the caller, and its number would look the same as that of a native command.
/// </remarks>
internal sealed record ScriptFile(string Path, IReadOnlyList<string> Words) : ScriptSource
{
    public override ScriptArguments Arguments => ScriptArguments.Parse(Words);

    protected override ScriptBlockAst Parse(out ParseError[] errors) => Parser.ParseFile(Path, out _, out errors);
}
