using System.Runtime.InteropServices;

namespace HotfixTools.Host.Terminals;

/// <summary>A Windows console shows escape sequences as rubbish until it is asked to follow them.</summary>
internal static class VirtualTerminal
{
    private const int StandardOutput = -11;
    private const int StandardError = -12;
    private const uint EnableVirtualTerminalProcessing = 0x0004;

    /// <returns>Whether escape sequences are followed, wherever a stream is a terminal at all.</returns>
    public static bool Enable() =>
        !OperatingSystem.IsWindows()
        || ((Console.IsOutputRedirected || Enable(StandardOutput)) && (Console.IsErrorRedirected || Enable(StandardError)));

    private static bool Enable(int stream)
    {
        var handle = GetStdHandle(stream);
        return GetConsoleMode(handle, out var mode)
            && SetConsoleMode(handle, mode | EnableVirtualTerminalProcessing);
    }

    [DllImport("kernel32.dll")]
    private static extern nint GetStdHandle(int stream);

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetConsoleMode(nint handle, out uint mode);

    [DllImport("kernel32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetConsoleMode(nint handle, uint mode);
}
