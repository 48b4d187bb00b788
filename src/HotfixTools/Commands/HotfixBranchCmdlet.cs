using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that works with the hotfix branch.</summary>
public abstract class HotfixBranchCmdlet : RepositoryCmdlet
{
    /// <summary>The name of the one hotfix branch. The whole team must use the same.</summary>
    /// <value>Default: hotfix.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Branch { get; set; }

    /// <inheritdoc/>
    protected override HotfixSettings Settings =>
        Branch is null ? base.Settings : base.Settings with { Branch = Branches.Parse(Branch, nameof(Branch)) };

    /// <summary>Plans, asks, runs, and tells what there is afterwards.</summary>
    /// <typeparam name="T">What is emitted.</typeparam>
    /// <param name="session">The repository.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="warn">Said before it is asked.</param>
    private protected void Perform<T>(HotfixSession session, IOperation<T> operation, Action? warn = null)
    {
        var plan = operation.Prepare();
        if (session.Repository.WantsSignedCommits)
            WriteWarning("commit.gpgsign is set, and HotfixTools does not sign: the commits that it makes will be unsigned.");
        warn?.Invoke();
        if (!IsConfirmed(plan))
            return;
        plan.Run(new ProgressWriter(this), Cancellation);
        session.Remote.Keep();
        WriteObject(operation.Result());
    }

    // -WhatIf lists each step; -Confirm asks once, because half a plan is worse than none.
    private bool IsConfirmed(Plan plan)
    {
        if (IsWhatIf())
        {
            foreach (var step in plan.Open)
                ShouldProcess(step.Target, step.Action);
            return false;
        }

        var steps = string.Join("; ", plan.Open.Select(step => step.Action));
        return ShouldProcess($"{plan.Title}: {steps}.", $"{plan.Title}?\n{steps}.", "HotfixTools");
    }

    private bool IsWhatIf() =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
            ? ((SwitchParameter)bound).IsPresent
            : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));
}
