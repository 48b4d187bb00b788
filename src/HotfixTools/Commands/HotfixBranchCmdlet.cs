using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that works with the hotfix branch.</summary>
public abstract class HotfixBranchCmdlet : RepositoryCmdlet
{
    /// <summary>The name of the one hotfix branch. The whole team must use the same.</summary>
    /// <value>Default: what is configured; else hotfix.</value>
    [Parameter]
    [ArgumentCompleter(typeof(HotfixBranchCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Branch { get; set; }

    /// <inheritdoc/>
    protected override HotfixSettings Apply(HotfixSettings settings)
    {
        var applied = base.Apply(settings);
        return Branch is null ? applied : applied with { Branch = Branches.Parse(Branch, nameof(Branch)) };
    }

    /// <summary>Plans, asks, runs, and tells what there is afterwards.</summary>
    /// <typeparam name="T">What is emitted.</typeparam>
    /// <param name="session">The repository.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="confirmOnceMore">What is asked once more before it runs; null: nothing.</param>
    /// <returns>Whether it is done.</returns>
    private protected bool Perform<T>(HotfixSession session, IOperation<T> operation, Func<string?>? confirmOnceMore = null)
    {
        var plan = operation.Prepare();
        foreach (var finding in operation.Concerns)
            WriteWarning($"{finding.Message} {finding.WayOut}");
        if (plan.Open.Count > 0)
        {
            if (!IsConfirmed(plan, confirmOnceMore?.Invoke()))
                return false;
            session.ProveSigning();
            try
            {
                plan.Run(new PlanReport(this), Cancellation);
            }
            finally
            {
                foreach (var warning in operation.Warnings)
                    WriteWarning($"{warning.Message} {warning.WayOut}");
                // At once, and also where it failed: the next environment may take its time.
                TellTeam(session);
            }

            session.Remote.Keep();
        }

        WriteObject(operation.Result());
        return true;
    }

    /// <summary>Whether a plan may run. -WhatIf lists each step; -Confirm asks once, because half a plan is worse than none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="onceMore">What is asked once more; null: nothing.</param>
    private protected bool IsConfirmed(Plan plan, string? onceMore = null)
    {
        var open = plan.Open;
        if (IsWhatIf())
        {
            foreach (var step in open)
                ShouldProcess(step.Target, step.Action);
            return false;
        }

        var steps = string.Join("; ", open.Select(step => step.Action));
        return ShouldProcess($"{plan.Title}: {steps}.", $"{plan.Title}?\n{steps}.", "HotfixTools")
            && (onceMore is null || ShouldProcess(onceMore, onceMore, "HotfixTools: passing a refusal"));
    }
}
