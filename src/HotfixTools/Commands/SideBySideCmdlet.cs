using System.Management.Automation;
using HotfixTools.PowerShell.Errors;
using HotfixTools.PowerShell.Fleets;
using HotfixTools.PowerShell.Loading;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that looks at several repositories at the same time.</summary>
public abstract class SideBySideCmdlet : RemoteCmdlet
{
    private Fleet? _fleet;

    /// <summary>How many repositories are looked at side by side.</summary>
    /// <value>Default: 8.</value>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>
    /// How long one repository may take, in seconds. One that takes longer is an error, and the rest goes on. 0: as long as
    /// it takes.
    /// </summary>
    /// <value>Default: 60; for the repository of the current location, as long as it takes.</value>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>Results in the order of the input. Without it, each comes as soon as it is there.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    /// <summary>A repository that could not be looked at.</summary>
    /// <param name="repository">The folder or the remote, without secrets.</param>
    /// <param name="error">Why not.</param>
    /// <returns>What to do on the pipeline's thread; an error record is written all the same.</returns>
    private protected virtual Action? NoteFailure(string repository, HotfixException error) => null;

    /// <summary>Whether repositories are named, and not that of the current location taken.</summary>
    private protected abstract bool IsNamed { get; }

    /// <summary>Hands in a repository.</summary>
    /// <param name="name">The repository as people know it, without secrets.</param>
    /// <param name="prepare">Gathers on the pipeline's thread what the work needs of it, and returns the work.</param>
    private protected void HandIn(string name, Func<Action<FleetJob>> prepare)
    {
        Action<FleetJob> work;
        try
        {
            work = prepare();
        }
        catch (HotfixException error)
        {
            // An error has its place among the results.
            work = _ => throw error;
        }

        InFleet(() => Fleet.Add(name, work));
    }

    /// <summary>What the work on a repository needs. A vault is asked on the pipeline's thread, and what is logged is told there.</summary>
    /// <param name="job">The repository.</param>
    private protected (HotfixServices Services, SessionRunner Runner) ToolsFor(FleetJob job)
    {
        var services = new HotfixServices(reference => job.Ask(() => new SecretVault(this).Find(reference)), TimeProvider.System);
        return (services, new SessionRunner(services, line => job.Say(() => WriteVerbose(line))));
    }

    /// <summary>Does something on the pipeline's thread with what was seen of a repository.</summary>
    /// <param name="job">The repository.</param>
    /// <param name="seen">What to do; null: nothing.</param>
    private protected void Say(FleetJob job, Action? seen)
    {
        if (seen is not null)
            job.Say(() => Guard(seen, job.Name));
    }

    /// <inheritdoc/>
    private protected sealed override void FinishItems() => InFleet(() => _fleet?.Finish());

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _fleet?.Dispose();
        base.Dispose(disposing);
    }

    private Fleet Fleet => _fleet ??= new Fleet(
        new FleetLimits(ThrottleLimit, HasLimit ? TimeSpan.FromSeconds(TimeoutSec) : Timeout.InfiniteTimeSpan, Ordered),
        WriteFailure,
        new FleetProgress(new ProgressWriter(this)),
        Cancellation);

    // Who waits for the one repository that he is in may have a long first fetch before him.
    private bool HasLimit => TimeoutSec != 0 && (IsNamed || MyInvocation.BoundParameters.ContainsKey(nameof(TimeoutSec)));

    // A fleet that has failed works no more, and who goes on would take what was not looked at for quiet.
    private void InFleet(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (!Cancellation.IsCancellationRequested && !Fleet.IsOfPipeline(error))
        {
            EndWith(HotfixErrors.Unexpected(error, this));
        }
    }

    private void WriteFailure(string repository, Exception failure)
    {
        HotfixException[] errors = failure switch
        {
            HotfixException error => [error],
            SettingsException settings => [.. settings.Errors],
            _ => [HotfixErrors.Unexpected(failure, repository)],
        };
        if (NoteFailure(repository, errors[0]) is { } note)
            Guard(note, repository);
        foreach (var error in errors)
            WriteError(ErrorRecords.Of(error));
    }
}
