using System.Management.Automation;
using HotfixTools.Host.Terminals;

namespace HotfixTools.Host.Interaction;

/// <summary>Says on stderr what went wrong, what to do about it, and the id to look it up by.</summary>
internal sealed class ErrorReport(ConsoleWriter console)
{
    public void Write(ErrorRecord record)
    {
        // What a native command says on its stderr comes as error records, and is no error by that alone.
        if (record.FullyQualifiedErrorId is "NativeCommandError" or "NativeCommandErrorMessage")
        {
            console.WriteMessage(record.ToString());
            return;
        }

        var message = record.ToString();
        Headline($"{Origin(record)}: {message}");
        if (record.ErrorDetails?.RecommendedAction is { Length: > 0 } action)
            Detail(action);
        // "throw" with a text makes the text the id as well.
        if (record.FullyQualifiedErrorId is { Length: > 0 } id && id != message)
            Detail(id);
        if (record.InvocationInfo?.ScriptName is { Length: > 0 } script)
            Detail($"at {script}:{record.InvocationInfo.ScriptLineNumber}");
    }

    public void Write(ParseException exception)
    {
        foreach (var error in exception.Errors)
        {
            // The position first, with the text around it, as the engine lays it out.
            Headline(error.ToString());
            Detail(error.ErrorId);
        }
    }

    public void Write(string message) => Headline(message);

    private static string Origin(ErrorRecord record) =>
        record.InvocationInfo?.MyCommand?.Name is { Length: > 0 } command ? command : "Error";

    private void Headline(string text) => console.WriteMessage(text, PSStyle.Instance.Formatting.Error);

    private void Detail(string text) => console.WriteMessage("  " + text.ReplaceLineEndings(Environment.NewLine + "  "));
}
