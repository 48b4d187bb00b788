using System.Management.Automation;
using HotfixTools.PowerShell.Completers;
using HotfixTools.PowerShell.Fleets;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Writes one HTML page about the hotfixes of one repository or of many.</summary>
/// <remarks>
/// <para>
/// Findings come first, worst first, each with its way out. Then comes every repository, with the next step, also those
/// without a hotfix, and those that could not be looked at, with the reason. Of each hotfix in progress there is all that
/// <c>Get-Hotfix</c> knows.
/// </para>
/// <para>
/// The page is one file that needs nothing but itself: it asks no server for anything, opens from a file, a share or a mail,
/// in light and dark, on a phone and on paper, and works by keyboard and with a screen reader. Without script everything is
/// there; only filtering, sorting and copying are missing.
/// </para>
/// <para>
/// A repository that cannot be looked at is an error, and stands in the page with that error; the page is written all the same.
/// </para>
/// </remarks>
/// <notes>
/// Writes one file, whole or not at all, and nothing to the remote. In each clone, remote-tracking branches are set as
/// <c>git fetch</c> would set them; what is fetched with -Url is kept in your cache folder.
/// </notes>
/// <example>
/// <code>Export-HotfixReport hotfixes.html</code>
/// <para>A page about this repository.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem -Directory | Export-HotfixReport ../hotfixes.html -Title 'Hotfixes of the shop'</code>
/// <para>A page about all repositories below this folder.</para>
/// </example>
/// <example>
/// <code>Get-Hotfix | Export-HotfixReport hotfixes.html -NoClobber</code>
/// <para>A page about the repositories that have a hotfix in progress, unless the file is there.</para>
/// </example>
/// <example>
/// <code>Export-HotfixReport hotfixes.html -WhatIf</code>
/// <para>Looks, and tells what would be written where.</para>
/// </example>
/// <input cref="string">The path or URL of a remote that was never cloned.</input>
/// <output cref="FileInfo">The file that was written; none with -WhatIf, or where -NoClobber kept what was there.</output>
/// <seealso cref="GetHotfixCommand"/>
[Cmdlet(VerbsData.Export, "HotfixReport", DefaultParameterSetName = PathSet, SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "Export-HotfixReport.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportHotfixReportCommand : FleetCmdlet
{
    private readonly Dictionary<string, RepositoryReport> _reports = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private string? _file;

    /// <summary>The file to write. One that is there is replaced.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>
    /// The repositories: any folders of working trees, linked worktrees or bare clones; or the URLs of remotes that were
    /// never cloned, as <c>Get-Hotfix -Url</c> names them. Wildcards stand for the folders that match, unless something has that
    /// very name. One that is named twice is looked at once.
    /// </summary>
    /// <value>Default: the current location.</value>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    [Alias("FullName", "PSPath")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Repository { get; set; } = ["."];

    /// <summary>What the page is called.</summary>
    /// <value>Default: of one repository, its name; else Hotfixes.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Keeps a file that is there, and writes nothing.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>
    /// Leaves past hotfixes out. For them, all commits of a remote that was never cloned and has a journal are fetched, the
    /// first time.
    /// </summary>
    [Parameter]
    public SwitchParameter NoHistory { get; set; }

    private protected override string FolderParameter => nameof(Repository);

    private protected override IEnumerable<string> Folders => Repository.Where(name => !IsRemote(name) && _asked.Add(PlaceOf(name) ?? name));

    private protected override IEnumerable<string> Remotes => (ParameterSetName == UrlSet ? Addresses : Repository.Where(IsRemote)).Where(_asked.Add);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Guard(CheckFile, Path);
    }

    /// <inheritdoc/>
    protected override void Run()
    {
        if (_file is not null)
            base.Run();
    }

    /// <inheritdoc/>
    protected override void RunAtEnd()
    {
        // Of no repository too: what was written yesterday is not true any more.
        if (_file is null || !ShouldProcess(_file, $"Write a report of {(_reports.Count == 1 ? "1 repository" : $"{_reports.Count} repositories")}"))
            return;
        ReportFile.Check(_file, NoClobber);
        ReportFile.Write(_file, new ReportPage(Title ?? ReportPage.TitleOf(_reports.Values), TimeProvider.System.GetLocalNow(), _reports.Values), Cancellation);
        WriteObject(new FileInfo(_file));
    }

    private protected override bool LooksAtHistory => !NoHistory;

    private protected override Action? Look(HotfixSession session)
    {
        var report = new RepositoryReporter(session).Read(withHistory: !NoHistory);
        // Several working trees may be of one clone.
        var clone = session.Remote.Name is null ? report.Repository : CloneFolder.Of(session.Location);
        return () => Keep(clone, report);
    }

    private protected override Action? NoteQuiet(string url) => () => Keep(url, new RepositoryReport { Repository = url, LacksHistory = true });

    private protected override Action? NoteFailure(string repository, HotfixException error) => () => Keep(repository, new RepositoryReport { Repository = repository, Failure = error });

    private void CheckFile()
    {
        // Before a whole fleet is looked at for nothing.
        var file = PlaceOf(Path) ?? throw HotfixErrors.FolderNotFound(Path, nameof(Path));
        ReportFile.Check(file, NoClobber);
        _file = file;
    }

    private void Keep(string place, RepositoryReport report) => _reports[place] = report;

    // A folder has the first say, and a drive of PowerShell the second: "host:path" looks like both.
    private bool IsRemote(string name)
    {
        if (PlaceOf(name) is { } place)
            return CloneFolder.IsShared(place);
        return !SessionState.Drive.GetAll().Any(drive => name.StartsWith(drive.Name + ":", StringComparison.OrdinalIgnoreCase)) && RemoteUrl.IsRemote(name);
    }
}
