using System.Management.Automation;
using System.Text;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Writes a first settings file, with comments, from what is to be seen in the repository.</summary>
/// <remarks>
/// <para>
/// Looks at the host of the remote, at the environments that workflow files name, at ledgers, and at tags that look like
/// deploys. What it writes is a proposal: look it through, test it, and merge it into the mainline; from then on it is in
/// force for everybody.
/// </para>
/// </remarks>
/// <notes>Writes one file, and nothing to the remote or to Git.</notes>
/// <example>
/// <code>New-HotfixConfiguration</code>
/// <para>Writes <c>.hotfix.json</c> to the root of the working tree.</para>
/// </example>
/// <example>
/// <code>New-HotfixConfiguration -Destination proposal.json -WhatIf</code>
/// <para>Tells what would be written where.</para>
/// </example>
/// <example>
/// <code>New-HotfixConfiguration -Force; Get-HotfixConfiguration -ConfigurationPath .hotfix.json</code>
/// <para>Replaces the file, and shows the settings that it makes.</para>
/// </example>
/// <output cref="FileInfo">The file that was written; none with -WhatIf.</output>
/// <seealso cref="TestHotfixConfigurationCommand"/>
/// <seealso cref="GetHotfixConfigurationCommand"/>
[Cmdlet(VerbsCommon.New, "HotfixConfiguration", SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "New-HotfixConfiguration.md")]
[OutputType(typeof(FileInfo))]
public sealed class NewHotfixConfigurationCommand : RepositoryCmdlet
{
    /// <summary>The file to write.</summary>
    /// <value>Default: .hotfix.json at the root of the working tree.</value>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Run() => InSession(session =>
    {
        if (Destination is null && session.Repository.IsBare)
            throw HotfixErrors.DestinationRequired(session.Location);
        var file = Destination is null ? System.IO.Path.Combine(session.Location, SettingsReader.FileName) : PlaceOf(Destination) ?? throw HotfixErrors.FolderNotFound(Destination, nameof(Destination));
        if (File.Exists(file) && !Force)
            throw HotfixErrors.ConfigurationExists(file);
        if (System.IO.Path.GetDirectoryName(file) is not { } folder || !Directory.Exists(folder))
            throw HotfixErrors.FolderNotFound(System.IO.Path.GetDirectoryName(file) ?? file, nameof(Destination));
        var text = new ConfigurationStarter(session).Write();
        if (!ShouldProcess(file, "Write a first settings file"))
            return;
        Write(file, text);
        WriteObject(new FileInfo(file));
    });

    // Whole or not at all: a file that was half written would be a fault for everybody.
    private static void Write(string file, string text)
    {
        try
        {
            PlainFile.Write(file, target => target.Write(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw HotfixErrors.FileNotWritten(file, error);
        }
    }
}
