namespace HotfixTools;

/// <summary>What a command is going to do: small steps, each safe to do again.</summary>
/// <param name="Title">The whole, for a person who is asked to confirm it.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record Plan(string Title, IReadOnlyList<PlanStep> Steps)
{
    /// <summary>The steps that are not done yet.</summary>
    public IReadOnlyList<PlanStep> Open => [.. Steps.Where(step => !step.IsDone())];

    /// <summary>Runs the steps that are not done yet.</summary>
    /// <param name="report">Told before and after each step.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public void Run(IPlanReport? report, CancellationToken cancellation)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var step = Steps[i];
            if (step.IsDone())
                continue;
            report?.Begin(step, i + 1, Steps.Count);
            step.Run();
            report?.End(step, i + 1, Steps.Count);
        }
    }
}
