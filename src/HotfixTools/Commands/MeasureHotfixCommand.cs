using System.Management.Automation;
using HotfixTools.PowerShell.Fleets;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Measures hotfixes of the past: how many, how long until live and until merged back, as in the DORA figures.</summary>
/// <remarks>
/// <para>
/// Measures the records that it is given, or else reads the history of the repository. Medians are the middle value, or
/// halfway between the middle two; the 90th percentile is the nearest rank: the least time within which at least nine of
/// ten were done. A month is that of the start, in UTC; months without any are there, with none. A hotfix of which nobody
/// knows when it began counts, and is in no month.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone's Git folder, what was fetched is noted
/// (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes.
/// </notes>
/// <example>
/// <code>Measure-Hotfix</code>
/// <para>All hotfixes of the repository together.</para>
/// </example>
/// <example>
/// <code>(Measure-Hotfix -Since '2020-01-01').ByMonth</code>
/// <para>Month by month, since a day.</para>
/// </example>
/// <example>
/// <code>Get-HotfixHistory -Outcome Completed | Measure-Hotfix</code>
/// <para>Those alone that were completed.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem -Directory | Measure-Hotfix -PerRepository -ErrorAction SilentlyContinue</code>
/// <para>Each repository in a folder for itself.</para>
/// </example>
/// <seealso cref="GetHotfixHistoryCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "Hotfix", DefaultParameterSetName = RepositorySet, HelpUri = HelpPages.Commands + "Measure-Hotfix.md")]
[OutputType(typeof(HotfixMeasure))]
public sealed class MeasureHotfixCommand : HotfixBranchCmdlet
{
    private const string RepositorySet = "Repository";
    private const string RecordSet = "Record";

    private readonly List<HotfixRecord> _records = [];
    private readonly List<string> _repositories = [];
    private readonly HashSet<string> _clones = new(StringComparer.Ordinal);
    private bool _hasFailed;

    /// <summary>The hotfixes to measure, from <c>Get-HotfixHistory</c>.</summary>
    /// <value>Default: all of the repository.</value>
    [Parameter(ParameterSetName = RecordSet, Mandatory = true, ValueFromPipeline = true)]
    [RecordOnly]
    public HotfixRecord[] InputObject { get; set; } = [];

    /// <summary>Leaves out hotfixes that were started before this time; without a time zone it is local time.</summary>
    /// <value>Default: no limit.</value>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Leaves out hotfixes that were started after this time; without a time zone it is local time.</summary>
    /// <value>Default: no limit.</value>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Measures each repository for itself.</summary>
    [Parameter]
    public SwitchParameter PerRepository { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        if (ParameterSetName == RecordSet)
        {
            _records.AddRange(HotfixHistory.Within(InputObject, Since, Until));
            _repositories.AddRange(InputObject.Select(record => record.Repository));
            return;
        }

        _hasFailed = true;
        InSession(session =>
        {
            // Two folders may be of one clone.
            if (!_clones.Add(CloneFolder.Of(session.Location)))
                return;
            var view = session.Look(HotfixHistory.Patterns(session));
            _records.AddRange(new HotfixHistory(session).Read(view, Since, Until).ToList());
            _repositories.Add(session.Location);
        });
        _hasFailed = false;
    }

    /// <inheritdoc/>
    protected override void RunAtEnd()
    {
        var repositories = _repositories.Distinct().ToList();
        // Of what could not be read there is nothing to tell; of nothing at all, that it is none.
        if (repositories.Count == 0 && _hasFailed)
            return;
        if (!PerRepository)
            WriteObject(HotfixMeasurement.Of(_records, repositories.Count == 1 ? repositories[0] : null));
        foreach (var repository in PerRepository ? repositories : [])
            WriteObject(HotfixMeasurement.Of(_records.Where(record => record.Repository == repository), repository));
    }
}
