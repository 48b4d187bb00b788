using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets the deploys to an environment from the ledger, newest first.</summary>
/// <remarks>
/// <para>
/// The ledger is what <c>Register-Deploy</c>, <c>Publish-Hotfix</c> and <c>Restore-Deploy</c> write at the remote: an entry for
/// each deploy, which is never changed. Deploys that nobody recorded there are not in it.
/// </para>
/// <para>Entries are read as they are asked for, so the first of a long ledger come at once.</para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone's Git folder, what was fetched is noted
/// (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes.
/// </notes>
/// <example>
/// <code>Get-DeployHistory</code>
/// <para>All deploys to production.</para>
/// </example>
/// <example>
/// <code>Get-DeployHistory staging -First 5</code>
/// <para>The last five deploys to staging.</para>
/// </example>
/// <example>
/// <code>Get-DeployHistory -Since '2020-01-01'</code>
/// <para>The deploys to production since a day, in local time.</para>
/// </example>
/// <output cref="Deploy">One deploy: the commit, the environment, who deployed it and when, and whether it was a hotfix.</output>
/// <seealso cref="GetLastDeployCommand"/>
/// <seealso cref="RegisterDeployCommand"/>
[Cmdlet(VerbsCommon.Get, "DeployHistory", HelpUri = HelpPages.Commands + "Get-DeployHistory.md")]
[OutputType(typeof(Deploy))]
public sealed class GetDeployHistoryCommand : RepositoryCmdlet
{
    /// <summary>
    /// The environments: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case. Wildcards stand for those that match,
    /// of all that are configured or have a ledger.
    /// </summary>
    /// <value>Default: the last of the environments that are configured; else production.</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[] Environment { get; set; } = [];

    /// <summary>How many deploys of each environment to get at the most.</summary>
    /// <value>Default: all.</value>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>Leaves out deploys before this time; without a time zone it is local time.</summary>
    /// <value>Default: no limit.</value>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        // Each on its own: a first look may show that the settings changed, and then it begins again.
        string?[] names = Environment.Length > 0 ? [.. Environment] : [null];
        foreach (var name in names.SelectMany(Expand))
            Guard(() => InSession(session => Write(session, name is null ? session.Settings.LastEnvironment : EnvironmentName.Parse(name))), name);
    }

    private IEnumerable<string?> Expand(string? name)
    {
        if (!EnvironmentPatterns.IsPattern(name))
            return [name];
        string?[] matching = [];
        Guard(() => InSession(session => matching = [.. EnvironmentPatterns.Match(session, name!).Select(environment => environment.ToString())]), name);
        return matching;
    }

    private void Write(HotfixSession session, EnvironmentName environment)
    {
        var view = session.Look(session.Settings.LedgerOf(environment).ToString());
        // Of those that wildcards stand for, one may be configured and never have been deployed to.
        if (view.LedgerTip(environment) is null && Environment.Any(EnvironmentPatterns.IsPattern) && !Environment.Contains(environment.ToString(), StringComparer.OrdinalIgnoreCase))
            return;
        var tip = view.LedgerTip(environment) ?? throw HotfixErrors.NoDeployRecord(environment, "its ledger is empty", new KnownEnvironments(session).Meant(environment));
        var deploys = session.LedgerOf(environment).Read(tip).Where(deploy => Since is not { } since || deploy.DeployedAt >= since).Take(First);
        foreach (var deploy in deploys)
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(deploy);
        }
    }
}
