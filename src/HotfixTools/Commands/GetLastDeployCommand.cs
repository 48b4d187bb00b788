using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets what is live in an environment: the last commit that was deployed there.</summary>
/// <remarks>
/// <para>
/// Looks at the remote, never at local copies, and asks every source of the settings, side by side: the deploy ledger, tags,
/// a moving ref, a page of the running system, GitHub, GitLab, Azure DevOps, Heroku, a program. Without settings, the
/// ledger (<c>refs/deploys/&lt;environment&gt;</c>) and the tags that a deploy sets. Where two name different commits, or one
/// does not answer, it refuses and shows each answer, when it went live, and how the commits relate; <see cref="Source"/>
/// chooses. A rollback, what is live being older than what was live before, is said in a warning.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone's Git folder, what was fetched is noted
/// (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes.
/// </notes>
/// <example>
/// <code>Get-LastDeploy</code>
/// <para>What is live in production.</para>
/// </example>
/// <example>
/// <code>Get-LastDeploy staging, production</code>
/// <para>What is live in two environments.</para>
/// </example>
/// <example>
/// <code>Get-LastDeploy -Source ledger</code>
/// <para>What the ledger says, whatever the other sources say.</para>
/// </example>
/// <example>
/// <code>Get-LastDeploy | New-Hotfix -Reason 'Orders fail'</code>
/// <para>Starts a hotfix from what is live in production.</para>
/// </example>
/// <output cref="Deploy">What is live: the commit, the environment, who deployed it and when, and the source that says so. One for each environment.</output>
/// <seealso cref="RegisterDeployCommand"/>
/// <seealso cref="NewHotfixCommand"/>
[Cmdlet(VerbsCommon.Get, "LastDeploy", HelpUri = HelpPages.Commands + "Get-LastDeploy.md")]
[OutputType(typeof(Deploy))]
public sealed class GetLastDeployCommand : RepositoryCmdlet
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

    /// <summary>
    /// The sources to believe, by the names that they have in the settings; without settings <c>ledger</c> and <c>tags</c>.
    /// The others are not asked.
    /// </summary>
    /// <value>Default: all that are configured, and they must agree.</value>
    [Parameter]
    [ArgumentCompleter(typeof(SourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <summary>The tags that a deploy sets, with one <c>*</c> at most; <c>{environment}</c> stands for the environment.</summary>
    /// <value>Default: deploy/{environment}/*.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TagPattern { get; set; }

    /// <inheritdoc/>
    protected override HotfixSettings Apply(HotfixSettings settings) =>
        TagPattern is null ? base.Apply(settings) : base.Apply(settings) with { TagPattern = CheckedPattern(TagPattern) };

    /// <inheritdoc/>
    protected override void Run()
    {
        List<string> good = [];
        foreach (var name in Environment)
            Guard(() => good.Add(EnvironmentPatterns.IsPattern(name) ? name : EnvironmentName.Parse(name).ToString()), name);
        if (good.Count > 0 || Environment.Length == 0)
            InSession(session => Find(session, good));
    }

    private void Find(HotfixSession session, IReadOnlyList<string> names)
    {
        List<EnvironmentName> environments = names.Count > 0 ? [] : [session.Settings.LastEnvironment];
        foreach (var name in names)
            environments.AddRange(EnvironmentPatterns.IsPattern(name) ? Matching(session, name) : [EnvironmentName.Parse(name)]);
        if (environments.Count == 0)
            return;
        var finder = new LastDeploy(session);
        var view = session.Look(finder.Patterns(environments, Source));
        foreach (var environment in environments.Distinct())
        {
            Guard(
                () =>
                {
                    if (Live(finder, view, environment, names) is not { } live)
                        return;
                    if (live.IsRollback)
                        WriteWarning($"{environment} was taken back: {CommitId.Parse(live.Commit).Short} is older than what was live there before (Get-DeployHistory {environment}).");
                    WriteObject(live);
                },
                environment.ToString());
        }
    }

    // Of those that wildcards stand for, one may be configured and never have been deployed to.
    private Deploy? Live(LastDeploy finder, RemoteView view, EnvironmentName environment, IReadOnlyList<string> names)
    {
        try
        {
            return finder.Find(view, environment, Source);
        }
        catch (HotfixException error) when (error.Id == nameof(HotfixErrors.NoDeployRecord) && names.Any(EnvironmentPatterns.IsPattern) && !names.Contains(environment.ToString()))
        {
            return null;
        }
    }

    private IReadOnlyList<EnvironmentName> Matching(HotfixSession session, string pattern)
    {
        try
        {
            return EnvironmentPatterns.Match(session, pattern);
        }
        catch (HotfixException error) when (error.Id == nameof(HotfixErrors.InvalidEnvironment))
        {
            Guard(() => throw error, pattern);
            return [];
        }
    }

    private static string CheckedPattern(string pattern)
    {
        return TagSourceSettings.IsPattern(pattern) ? pattern : throw HotfixErrors.InvalidTagPattern(pattern);
    }
}
