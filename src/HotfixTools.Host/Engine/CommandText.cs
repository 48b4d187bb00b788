using System.Management.Automation.Language;

namespace HotfixTools.Host.Engine;

internal sealed record CommandText(string Text) : ScriptSource
{
    protected override ScriptBlockAst Parse(out ParseError[] errors) => Parser.ParseInput(Text, out _, out errors);

    // As "pwsh -Command" does: whether the last statement succeeded is the exit status. Only $? right behind it knows.
    protected override ScriptBlockAst WithEpilogue(ScriptBlockAst script, string epilogue)
    {
        var longer = Parser.ParseInput(Text + Environment.NewLine + epilogue, out _, out var errors);
        return errors.Length == 0 ? longer : script;
    }
}
