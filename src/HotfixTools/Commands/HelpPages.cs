namespace HotfixTools.PowerShell.Commands;

/// <summary>Where the project is on the web.</summary>
internal static class HelpPages
{
    /// <summary>The pages about the cmdlets, each named like its cmdlet: <c>Get-Help -Online</c> opens them.</summary>
    public const string Commands = "https://github.com/HotfixTools/HotfixTools/blob/main/docs/commands/";
}
