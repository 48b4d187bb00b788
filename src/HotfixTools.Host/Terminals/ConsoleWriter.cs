using System.Management.Automation;
using System.Management.Automation.Host;

namespace HotfixTools.Host.Terminals;

/// <summary>Writes results to stdout and everything else to stderr, with at most one progress line below.</summary>
internal sealed class ConsoleWriter(Terminal terminal)
{
    private const string Erase = "\r\u001b[K";

    // Progress may come from another thread than the pipeline's.
    private readonly Lock _lock = new();
    private string _progress = "";

    public void WriteOutput(string text)
    {
        lock (_lock)
        {
            EraseProgress();
            Console.Out.Write(Rendered(text, terminal.OutputColour));
        }
    }

    /// <summary>A message about the run, in the style that <c>$PSStyle</c> has for its kind.</summary>
    public void WriteMessage(string text, string style = "")
    {
        lock (_lock)
        {
            EraseProgress();
            Console.Error.WriteLine(Decorate(text, style));
        }
    }

    /// <summary>A question: without a line end, so that the answer stands beside it.</summary>
    public void WriteQuestion(string text)
    {
        lock (_lock)
        {
            EraseProgress();
            Console.Error.Write(Decorate(text, ""));
        }
    }

    /// <summary>Shown on a terminal only: in a log, progress is noise.</summary>
    public void ShowProgress(string text)
    {
        if (!terminal.CanRewrite)
            return;

        // A line that reaches the last column would wrap, and could not be written over.
        var line = text.ReplaceLineEndings(" ");
        line = line.Length < terminal.Width ? line : line[..Math.Max(0, terminal.Width - 1)];
        lock (_lock)
        {
            if (line == _progress)
                return;

            Console.Error.Write(Erase + line);
            _progress = line;
        }
    }

    public void ClearProgress()
    {
        lock (_lock)
            EraseProgress();
    }

    private void EraseProgress()
    {
        if (_progress.Length == 0)
            return;

        Console.Error.Write(Erase);
        _progress = "";
    }

    private string Decorate(string text, string style) =>
        !terminal.ErrorColour ? Rendered(text, isColour: false)
        : style.Length == 0 ? text
        : style + text + PSStyle.Instance.Reset;

    // A script may ask for none on a terminal.
    private static string Rendered(string text, bool isColour) => isColour ? PSHostUserInterface.GetOutputString(text, isColour) : PlainText.Of(text);
}
