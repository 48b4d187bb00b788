using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets the changes of the mainline that are not live, and tells whether a hotfix is needed at all.</summary>
/// <remarks>
/// <para>
/// Reads the first-parent line of the mainline since the last deploy: merge commits, commits that a forge squashed from a
/// pull request (<c>… (#123)</c>), and direct commits. The number of the pull request and the branch are read from the
/// commit's message, so they are there only where it tells them.
/// </para>
/// <para>With nothing in between, a normal deploy of the mainline ships the fix alone: no hotfix is needed.</para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone's Git folder, what was fetched is noted
/// (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes. The sentence that tells whether a hotfix is
/// needed goes to the information stream (6).
/// </notes>
/// <example>
/// <code>Compare-Deploy</code>
/// <para>What the mainline has that is not live in production.</para>
/// </example>
/// <example>
/// <code>Compare-Deploy staging</code>
/// <para>The same for staging.</para>
/// </example>
/// <example>
/// <code>Compare-Deploy production -Commit master~1</code>
/// <para>What would go live with the commit before the newest one of master.</para>
/// </example>
/// <output cref="UndeployedChange">One change of the mainline that is not live: its commit, kind, pull request, branch, author and date. Nothing where all is live.</output>
/// <seealso cref="GetLastDeployCommand"/>
[Cmdlet(VerbsData.Compare, "Deploy", HelpUri = HelpPages.Commands + "Compare-Deploy.md")]
[OutputType(typeof(UndeployedChange))]
public sealed class CompareDeployCommand : RepositoryCmdlet
{
    /// <summary>The environment: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case.</summary>
    /// <value>Default: the last of the environments that are configured; else production.</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    public string? Environment { get; set; }

    /// <summary>
    /// The commit to compare instead of the mainline: an id or its first digits, a branch or tag, which are looked up at
    /// the remote first, or any expression of <c>git rev-parse</c>.
    /// </summary>
    /// <value>Default: the newest commit of the mainline.</value>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(CommitCompleter))]
    [ValidateNotNull]
    public string? Commit { get; set; }

    /// <summary>The sources to believe about what is live, by the names that they have in the settings. The others are not asked.</summary>
    /// <value>Default: all that are configured, and they must agree.</value>
    [Parameter]
    [ArgumentCompleter(typeof(SourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        EnvironmentName? named = Environment is null ? null : EnvironmentName.Parse(Environment);
        InSession(session => Compare(session, named ?? session.Settings.LastEnvironment));
    }

    private void Compare(HotfixSession session, EnvironmentName environment)
    {
        var finder = new LastDeploy(session);
        var view = session.Look([.. finder.Patterns([environment], Source), .. Commit is null ? [] : session.PatternsFor(Commit)]);
        var (mainline, newest) = view.RequireMainline(session.Remote.Url);
        var live = CommitId.Parse(finder.Find(view, environment, Source).Commit);
        var tip = Commit is null ? newest : session.Resolve(Commit, view.Refs);

        var count = 0;
        foreach (var change in new UndeployedChanges(session).Find(environment, live, tip))
        {
            Cancellation.ThrowIfCancellationRequested();
            WriteObject(change);
            count++;
        }

        Tell(Sentence(count, Commit is null ? mainline.ToString() : tip.Short, environment));
    }

    private static string Sentence(int count, string what, EnvironmentName environment) => count switch
    {
        0 => $"Everything of {what} is live in {environment}: no hotfix is needed, a normal deploy ships the fix alone.",
        1 => $"1 change of {what} is not live in {environment}: a hotfix ships a fix without it.",
        _ => $"{count} changes of {what} are not live in {environment}: a hotfix ships a fix without them.",
    };

    private void Tell(string sentence) => WriteInformation(new HostInformationMessage { Message = sentence }, ["PSHOST"]);
}
