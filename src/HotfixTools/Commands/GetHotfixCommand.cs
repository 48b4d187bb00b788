using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets the hotfix in progress, or nothing; or finds those that were forgotten, or have another finding.</summary>
/// <remarks>
/// <para>
/// Everything is derived from the remote: the branch, its commits, what is live, and what the journal says of who, when
/// and why. A hotfix that was made with plain Git is seen too; those fields are empty then. <c>NextStep</c> is the command
/// to type next, and <c>Findings</c> says what is wrong, with the way out of each.
/// </para>
/// <para>
/// Where the repository is at a forge that can be asked, <c>PullRequest</c> says who approved exactly the head, and which of
/// its checks fail or are pending. A forge that does not answer is a finding, and the rest is told all the same.
/// </para>
/// <para>
/// Many repositories are looked at side by side, and each hotfix comes as soon as it is there. One that hangs, refuses or is
/// no repository is one error, and holds up nobody.
/// </para>
/// <para>
/// With -Stale or -Finding it is a check, as a schedule runs it. Every other branch whose name begins with <c>hotfix</c> or
/// like the hotfix branch's, in upper or lower case and protected or not, is looked at as a hotfix of its own. Through HotfixTools.Host the
/// exit status is 0 where nothing was found, 1 where something was, and 2 where something could not be checked. In
/// <c>pwsh</c>: <c>$found = Get-Hotfix -Stale -ErrorVariable failed; $found; exit ($failed ? 2 : $found ? 1 : 0)</c>.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone, remote-tracking branches are set as <c>git fetch</c> would set them. What
/// is fetched with -Url is kept in your cache folder, or the one that <c>HOTFIXTOOLS_CACHE</c> names. With -Heartbeat, a
/// file is written, or something is sent to the address.
/// </notes>
/// <example>
/// <code>Get-Hotfix</code>
/// <para>The hotfix in progress in this repository.</para>
/// </example>
/// <example>
/// <code>(Get-Hotfix).Findings</code>
/// <para>What is wrong with it, and what to do about it.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem -Directory | Get-Hotfix -Stale</code>
/// <para>The forgotten hotfixes of all repositories below this folder.</para>
/// </example>
/// <example>
/// <code>Get-Content urls.txt | Get-Hotfix -Ordered -TimeoutSec 20</code>
/// <para>The hotfixes of remotes that were never cloned, one address a line, in the order of the list.</para>
/// </example>
/// <example>
/// <code>Get-Hotfix | ConvertTo-Json -Depth 4</code>
/// <para>Everything about it for another program; with less depth, the commits of a finding are one text, and PowerShell warns.</para>
/// </example>
/// <example>
/// <code>Get-Hotfix -Stale -StaleAfter 36h -Finding PublishedNotMerged, SecondHotfixBranch -Heartbeat last-check.json</code>
/// <para>What a schedule asks for: what was forgotten for a day and a half, is live and not merged back, or is a second hotfix; and the proof that it was asked.</para>
/// </example>
/// <output cref="Hotfix">The hotfix in progress: its state, what is wrong with it, and the command to type next. Nothing where there is none.</output>
/// <input cref="string">The path or URL of a remote that was never cloned.</input>
/// <seealso cref="NewHotfixCommand"/>
/// <seealso cref="CompleteHotfixCommand"/>
/// <seealso cref="TestHotfixHeartbeatCommand"/>
[Cmdlet(VerbsCommon.Get, "Hotfix", DefaultParameterSetName = PathSet, HelpUri = HelpPages.Commands + "Get-Hotfix.md")]
[OutputType(typeof(Hotfix))]
public sealed class GetHotfixCommand : FleetCmdlet
{
    private int _checked;
    private int _found;
    private int _failed;
    private bool _hasError;

    /// <summary>
    /// The repositories: any folder of a working tree, a linked worktree or a bare clone. Wildcards stand for the folders that
    /// match, unless something has that very name.
    /// </summary>
    /// <value>Default: the current location.</value>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    [Alias("PSPath", "FullName", "Repository")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = ["."];

    /// <summary>Only hotfixes that were forgotten. The same as <c>-Finding Stale</c>.</summary>
    [Parameter]
    public SwitchParameter Stale { get; set; }

    /// <summary>
    /// After how long a hotfix counts as forgotten: with units, such as <c>2d</c>, <c>36h</c> or <c>1h30m</c>, or a time span.
    /// Where the settings say when the team works, a day is a working day.
    /// </summary>
    /// <value>Default: what is configured; else 2d.</value>
    [Parameter]
    [ArgumentCompleter(typeof(DurationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? StaleAfter { get; set; }

    /// <summary>Only hotfixes that have one of these findings.</summary>
    /// <value>Default: whatever they have.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public FindingId[]? Finding { get; set; }

    /// <summary>
    /// Where to leave proof that this ran to its end, for <c>Test-HotfixHeartbeat</c>: a path of a file, which is replaced; an
    /// address with https://, to which it is sent by POST; or where either is kept, as <c>env:NAME</c> or <c>vault:NAME</c>,
    /// so that an address that is a secret stands in no list of processes.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Heartbeat { get; set; }

    private bool IsCheck => Stale || Finding is not null;

    private protected override IEnumerable<string> Folders => Path;

    /// <inheritdoc/>
    protected override HotfixSettings Apply(HotfixSettings settings)
    {
        var applied = base.Apply(settings);
        return StaleAfter is null ? applied : applied with { StaleAfter = DurationText.Parse(StaleAfter, nameof(StaleAfter)) };
    }

    private protected override Action? Look(HotfixSession session)
    {
        var second = new SecondBranches(session);
        var view = IsCheck ? second.Look() : session.Look(HotfixReader.Patterns(session.Settings));
        var hotfix = new HotfixReader(session).Read(view);
        if (!IsCheck)
            return Emit(hotfix is null ? [] : [hotfix], second.Warning(view));
        return Emit([.. second.Read(view, Finding?.All(finding => finding == FindingId.Stale) ?? true).Prepend(hotfix).OfType<Hotfix>().Where(IsWanted)], null);
    }

    private protected override Action? NoteQuiet(string url) => Emit([], null);

    private protected override Action? NoteFailure(string repository, HotfixException error) => () => _failed++;

    private protected override void OnError(ErrorRecord error)
    {
        _hasError = true;
        if (!IsCheck)
            return;
        error.Exception.Data[CheckStatus.Name] = CheckStatus.NotKnown;
        CheckStatus.Note(Host, CheckStatus.NotKnown);
    }

    /// <inheritdoc/>
    protected override void RunAtEnd()
    {
        if (Heartbeat is null)
            return;
        var command = $"Get-Hotfix{(Stale ? " -Stale" : string.Empty)}{(Finding is null ? string.Empty : $" -Finding {string.Join(", ", Finding)}")}";
        // An empty list, or a token that shows no repositories, must not look like good news for ever.
        if (_checked == 0 && !_hasError)
            Guard(() => throw HotfixErrors.NothingChecked(command), Heartbeat);
        // What was asked wrongly is no repository that failed, and yet nothing was checked.
        var failed = _hasError ? Math.Max(_failed, 1) : 0;
        Services.CreateHeartbeat(Heartbeat, PlaceOf).Leave(new Heartbeat(DateTimeOffset.UtcNow, System.Environment.MachineName, command, _checked, _found, failed), Cancellation);
    }

    private bool IsWanted(Hotfix hotfix) => (Stale && hotfix.IsStale) || hotfix.Findings.Any(finding => Finding?.Contains(finding.Id) == true);

    private Action Emit(IReadOnlyList<Hotfix> hotfixes, string? warning) => () =>
    {
        _checked++;
        _found += hotfixes.Count;
        if (warning is not null)
            WriteWarning(warning);
        if (IsCheck && hotfixes.Count > 0)
            CheckStatus.Note(Host, CheckStatus.Found);
        foreach (var hotfix in hotfixes)
            WriteObject(hotfix);
    };
}
