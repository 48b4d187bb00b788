using System.Management.Automation.Language;

namespace HotfixTools.Host.Engine;

internal sealed record CommandText(string Text) : ScriptSource
{
    protected override ScriptBlockAst Parse(out ParseError[] errors) => Parser.ParseInput(Text, out _, out errors);
}
