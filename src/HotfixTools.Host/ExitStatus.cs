namespace HotfixTools.Host;

/// <summary>What the process tells its caller, beside the numbers that a script chooses with <c>exit</c>.</summary>
internal static class ExitStatus
{
    public const int Success = 0;

    /// <summary>An error ended the command.</summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood: EX_USAGE of sysexits.h.</summary>
    public const int Usage = 64;

    /// <summary>Stopped by Ctrl+C: 128 and the signal's number, as shells report it.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM, as a container runtime or a service manager does.</summary>
    public const int Terminated = 143;
}
