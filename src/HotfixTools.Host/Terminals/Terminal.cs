namespace HotfixTools.Host.Terminals;

/// <summary>What the standard streams are connected to.</summary>
/// <param name="OutputColour">Whether stdout takes escape sequences.</param>
/// <param name="ErrorColour">Whether stderr takes colour.</param>
/// <param name="CanRewrite">Whether a line on stderr can be written over.</param>
/// <param name="Width">How many columns the views may fill.</param>
internal sealed record Terminal(bool OutputColour, bool ErrorColour, bool CanRewrite, int Width)
{
    /// <summary>Wide enough for the tables, in a file or a log that has no width of its own.</summary>
    private const int DefaultWidth = 120;

    public static Terminal Detect()
    {
        var understands = VirtualTerminal.Enable() && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var colour = understands && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Terminal(
            OutputColour: colour && !Console.IsOutputRedirected,
            ErrorColour: colour && !Console.IsErrorRedirected,
            CanRewrite: understands && !Console.IsErrorRedirected,
            Width: DetectWidth());
    }

    private static int DetectWidth()
    {
        // A terminal that does not know its size says 0.
        if (!Console.IsOutputRedirected && Console.WindowWidth is var width and > 0)
            return width;

        return int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0
            ? columns
            : DefaultWidth;
    }
}
