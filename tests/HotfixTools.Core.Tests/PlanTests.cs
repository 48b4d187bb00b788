namespace HotfixTools.Core.Tests;

public class PlanTests
{
    private readonly List<string> _done = [];

    [Fact]
    public void Steps_run_in_order_and_those_that_are_done_are_skipped()
    {
        var plan = new Plan("All", [Step("one"), Step("two", isDone: true), Step("three")]);
        Assert.Equal(["one", "three"], plan.Open.Select(step => step.Action));
        plan.Run(null, CancellationToken.None);
        Assert.Equal(["one", "three"], _done);
    }

    [Fact]
    public void Whether_a_step_is_done_is_asked_when_its_turn_comes()
    {
        var plan = new Plan("All", [Step("one"), new PlanStep("x", "two", () => _done.Contains("one"), () => _done.Add("two"))]);
        Assert.Equal(2, plan.Open.Count);
        plan.Run(null, CancellationToken.None);
        Assert.Equal(["one"], _done);
        Assert.Equal(["one"], plan.Open.Select(step => step.Action));
    }

    [Fact]
    public void A_plan_that_was_interrupted_goes_on_where_it_was()
    {
        var fails = true;
        var plan = new Plan("All", [Done("one"), new PlanStep("x", "two", () => _done.Contains("two"), () =>
        {
            if (fails)
                throw new InvalidOperationException("the network went");
            _done.Add("two");
        })]);
        Assert.Throws<InvalidOperationException>(() => plan.Run(null, CancellationToken.None));
        fails = false;
        plan.Run(null, CancellationToken.None);
        Assert.Equal(["one", "two"], _done);
    }

    [Fact]
    public void A_cancelled_plan_stops_between_two_steps()
    {
        using var cancellation = new CancellationTokenSource();
        var plan = new Plan("All", [new PlanStep("x", "one", () => false, () =>
        {
            cancellation.Cancel();
            _done.Add("one");
        }), Step("two")]);
        Assert.Throws<OperationCanceledException>(() => plan.Run(null, cancellation.Token));
        Assert.Equal(["one"], _done);
    }

    [Fact]
    public void Each_step_is_told_before_and_after_it()
    {
        var report = new Collected();
        new Plan("All", [Step("one"), Step("two", isDone: true), Step("three")]).Run(report, CancellationToken.None);
        Assert.Equal(["begin one 1/3", "end one 1/3", "begin three 3/3", "end three 3/3"], report.Told);
    }

    [Fact]
    public void A_step_that_fails_is_not_told_to_be_done()
    {
        var report = new Collected();
        var plan = new Plan("All", [new PlanStep("x", "one", () => false, () => throw new InvalidOperationException("the network went"))]);
        Assert.Throws<InvalidOperationException>(() => plan.Run(report, CancellationToken.None));
        Assert.Equal(["begin one 1/1"], report.Told);
    }

    private PlanStep Step(string action, bool isDone = false) => new("x", action, () => isDone, () => _done.Add(action));

    private PlanStep Done(string action) => new("x", action, () => _done.Contains(action), () => _done.Add(action));

    private sealed class Collected : IPlanReport
    {
        public List<string> Told { get; } = [];

        public void Begin(PlanStep step, int number, int count) => Told.Add($"begin {step.Action} {number}/{count}");

        public void End(PlanStep step, int number, int count) => Told.Add($"end {step.Action} {number}/{count}");
    }
}
