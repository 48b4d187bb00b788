namespace HotfixTools;

/// <summary>Is told how far a plan is.</summary>
public interface IPlanReport
{
    /// <summary>A step begins.</summary>
    /// <param name="step">The step.</param>
    /// <param name="number">Its place in the plan, from 1.</param>
    /// <param name="count">How many steps the plan has.</param>
    void Begin(PlanStep step, int number, int count);

    /// <summary>A step is done.</summary>
    /// <param name="step">The step.</param>
    /// <param name="number">Its place in the plan, from 1.</param>
    /// <param name="count">How many steps the plan has.</param>
    void End(PlanStep step, int number, int count);
}
