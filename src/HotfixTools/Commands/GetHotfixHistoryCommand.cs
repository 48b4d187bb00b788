using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets the hotfixes of the past, and the one in progress, the last first: how long they took and how they ended.</summary>
/// <remarks>
/// <para>
/// From the journal: who started each and why, when it was live and merged back, whether something else was deployed
/// meanwhile. Of hotfixes that are older than the journal, or were made by plain Git, as much as Git tells: a merge on the
/// mainline whose message names the hotfix branch, or one whose name begins so (hotfix/orders, hotfix-2). Such a one began
/// when its first commit was made, by the date of the committer. Where a forge squashed, or its message names no branch, the
/// merge looks like any other, and is not guessed at.
/// </para>
/// <para>
/// A hotfix was live when one of its commits was first deployed to the environment that it was made for, by the journal, the
/// ledger or an annotated tag. It was superseded when it had to be moved, or something was deployed while it was open that
/// does not have it. Records are emitted as they are found, so the first of a long history come soon.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone's Git folder, what was fetched is noted
/// (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes.
/// </notes>
/// <example>
/// <code>Get-HotfixHistory</code>
/// <para>All hotfixes that are known.</para>
/// </example>
/// <example>
/// <code>Get-HotfixHistory -Since '2020-01-01' -Outcome Completed</code>
/// <para>What was completed of those that were started since a day, in local time.</para>
/// </example>
/// <example>
/// <code>Get-HotfixHistory -Id 20*</code>
/// <para>Those with such an id, and none that is known from Git alone. Tab completes an id.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem -Directory | Get-HotfixHistory -First 1 -ErrorAction SilentlyContinue</code>
/// <para>The last hotfix of each repository in a folder.</para>
/// </example>
/// <seealso cref="MeasureHotfixCommand"/>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="GetDeployHistoryCommand"/>
[Cmdlet(VerbsCommon.Get, "HotfixHistory", HelpUri = HelpPages.Commands + "Get-HotfixHistory.md")]
[OutputType(typeof(HotfixRecord))]
public sealed class GetHotfixHistoryCommand : HotfixBranchCmdlet
{
    /// <summary>Leaves out hotfixes that were started before this time; without a time zone it is local time.</summary>
    /// <value>Default: no limit.</value>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Leaves out hotfixes that were started after this time; without a time zone it is local time.</summary>
    /// <value>Default: no limit.</value>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>
    /// Their ids, as the journal has them. One that is known from Git alone has none.
    /// </summary>
    /// <value>Default: all, with or without an id.</value>
    [Parameter]
    [ArgumentCompleter(typeof(HotfixIdCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Id { get; set; }

    /// <summary>How they ended.</summary>
    /// <value>Default: however they ended, and the one that is open.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public HotfixOutcome[]? Outcome { get; set; }

    /// <summary>How many hotfixes of each repository to get at the most.</summary>
    /// <value>Default: all.</value>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    protected override void Run() => InSession(session =>
    {
        var view = session.Look(HotfixHistory.Patterns(session));
        foreach (var record in new HotfixHistory(session).Read(view, Since, Until).Where(IsWanted).Take(First))
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(record);
        }
    });

    private bool IsWanted(HotfixRecord record) =>
        (Outcome is null || Outcome.Contains(record.Outcome))
        && (Id is null || (record.Id is { } id && Id.Any(wanted => WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase).IsMatch(id))));
}
