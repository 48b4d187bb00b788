using System.Management.Automation.Host;

namespace HotfixTools.PowerShell.Commands;

/// <summary>How the process of a check is to end: 0 nothing found, 1 something found, 2 something could not be checked.</summary>
internal static class CheckStatus
{
    public const string Name = "ExitStatus";
    public const int Found = 1;
    public const int NotKnown = 2;

    /// <summary>Notes at the host how the process is to end, whatever becomes of output and errors. Only our own host has such a place.</summary>
    public static void Note(PSHost host, int status)
    {
        if (host.PrivateData?.Properties[Name] is { IsSettable: true } place)
            place.Value = status;
    }
}
