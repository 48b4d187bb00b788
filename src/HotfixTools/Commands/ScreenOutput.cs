using System.Management.Automation;
using System.Management.Automation.Language;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Whether what a command emits goes to the screen, as far as its line tells.</summary>
internal static class ScreenOutput
{
    /// <summary>False where the line keeps it: in a file, in a variable, in another text or as an argument.</summary>
    /// <param name="invocation">The call.</param>
    public static bool IsDirect(InvocationInfo invocation)
    {
        if (invocation.PipelinePosition != invocation.PipelineLength)
            return false;
        var line = Parser.ParseInput(invocation.Line ?? string.Empty, out _, out _);
        return line.Find(node => node is CommandAst && node.Extent.StartColumnNumber == invocation.OffsetInLine, searchNestedScriptBlocks: true) is CommandAst command
            && !command.Redirections.OfType<FileRedirectionAst>().Any()
            && !Above(command).Any(node => node is AssignmentStatementAst or ExpressionAst or CommandBaseAst);
    }

    private static IEnumerable<Ast> Above(Ast node)
    {
        // A block that a command runs, such as that of ForEach-Object, is an argument of it too, and its output is seen.
        for (var above = node.Parent; above is not null and not ScriptBlockExpressionAst; above = above.Parent)
            yield return above;
    }
}
