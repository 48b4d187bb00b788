using System.Management.Automation.Host;
using HotfixTools.Host.Terminals;

namespace HotfixTools.Host.Interaction;

/// <summary>The screen as far as the formatting of views needs it: its width.</summary>
/// <remarks>Nothing can be painted or read back: neither is possible in a log, and no view needs it.</remarks>
internal sealed class ConsoleRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    private const int Height = 50;

    public bool OutputColour => terminal.OutputColour;

    public override Size BufferSize { get; set; } = new(terminal.Width, Height);

    public override Size WindowSize { get; set; } = new(terminal.Width, Height);

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition { get; set; }

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; }

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override string WindowTitle { get; set; } = "HotfixTools.Host";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotOffered();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotOffered();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotOffered();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotOffered();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotOffered();

    private static NotSupportedException NotOffered() => new("This host reads lines and writes lines, nothing else.");
}
