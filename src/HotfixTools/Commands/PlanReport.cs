using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Tells how far a plan is: each step on the verbose stream, and as progress.</summary>
internal sealed class PlanReport(Cmdlet cmdlet) : IPlanReport
{
    private readonly ProgressWriter _progress = new(cmdlet);

    public void Begin(PlanStep step, int number, int count)
    {
        cmdlet.WriteVerbose($"Step {number} of {count} begins: {step.Action}");
        _progress.Report(new WorkProgress(step.Action, 100 * (number - 1) / count));
    }

    public void End(PlanStep step, int number, int count) => cmdlet.WriteVerbose($"Step {number} of {count} is done: {step.Action}");
}
