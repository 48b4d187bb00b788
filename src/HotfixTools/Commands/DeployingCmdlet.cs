using System.Management.Automation;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that makes a commit live, by a program, by a pipeline, or by somebody else.</summary>
public abstract class DeployingCmdlet : HotfixBranchCmdlet
{
    private const int AnHour = 3600;

    /// <summary>
    /// The program that deploys: a path, or the name of one that is on the PATH. It is started as it is, never through a
    /// shell, in the repository's folder, and must end with exit status 0 when the commit is live. Without it, somebody
    /// else deploys, and you confirm when it is live. It finds the variables <c>HOTFIX_COMMIT</c>,
    /// <c>HOTFIX_ENVIRONMENT</c>, <c>HOTFIX_BRANCH</c> and <c>HOTFIX_REPOSITORY</c> in its environment.
    /// </summary>
    /// <value>Default: what is configured for the environment; else none, and somebody else deploys.</value>
    [Parameter]
    [Alias("FilePath")]
    [ValidateNotNullOrEmpty]
    public string? Command { get; set; }

    /// <summary>
    /// The arguments of the program, each as it is; in them <c>{commit}</c>, <c>{environment}</c>, <c>{branch}</c> and
    /// <c>{repository}</c> are filled in.
    /// </summary>
    /// <value>Default: none.</value>
    [Parameter]
    [Alias("Args")]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public string[] ArgumentList { get; set; } = [];

    /// <summary>The folder that the program runs in.</summary>
    /// <value>Default: the repository.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>
    /// How many seconds the deploy may take. Then a program is stopped, with everything that it started; the run of a
    /// pipeline goes on and is not waited for any more, unless the settings say that it is cancelled.
    /// </summary>
    /// <value>Default: what is configured for the environment; else 3600.</value>
    [Parameter]
    [ValidateRange(1, 7 * 24 * AnHour)]
    public int TimeoutSec { get; set; } = AnHour;

    /// <summary>The way to make a commit live: by the parameters, else as it is configured.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="environment">Where.</param>
    private protected IDeployer CreateDeployer(HotfixSession session, EnvironmentName environment)
    {
        var deployer = CreateOwnDeployer(session, environment);
        return Services.CreateNoted(deployer, session, environment, warning => WriteWarning($"{warning.Message} {warning.WayOut}"));
    }

    private IDeployer CreateOwnDeployer(HotfixSession session, EnvironmentName environment)
    {
        if (Command is null && session.Settings.Of(environment).Deploy is { } settings)
        {
            var timeout = MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : settings.Timeout;
            return settings switch
            {
                DeployPipelineSettings pipeline => Services.CreateDeployer(pipeline with { Timeout = timeout }, session, new OutputReport(this)),
                DeployCommandSettings configured => new CommandDeployer(
                    new DeployCommand(
                        RepositoryPaths.Program(configured.Program, session.Location), configured.Arguments,
                        RepositoryPaths.Folder(configured.WorkingDirectory, session.Location), timeout),
                    new OutputReport(this)),
                _ => throw new NotSupportedException(settings.GetType().Name),
            };
        }

        if (Command is null)
            return new RecordDeployer();
        // A path is one of this session, where the user is; a bare name is one of the PATH.
        var program = Command.IndexOfAny(['/', '\\']) >= 0 ? PlaceOf(Command) ?? Command : Command;
        var folder = WorkingDirectory is null || WorkingDirectory.Contains('{') ? WorkingDirectory : PlaceOf(WorkingDirectory) ?? WorkingDirectory;
        // Before anything begins: what cannot start is no deploy that failed.
        if (folder is not null && !folder.Contains('{') && !Directory.Exists(folder))
            throw HotfixErrors.FolderNotFound(folder, nameof(WorkingDirectory));
        return new CommandDeployer(
            new DeployCommand(ProgramFinder.Find(program), ArgumentList, folder, TimeSpan.FromSeconds(TimeoutSec)), new OutputReport(this));
    }
}
