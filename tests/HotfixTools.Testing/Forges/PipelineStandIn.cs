using System.Text.Json;

namespace HotfixTools.Testing.Forges;

/// <summary>What deploys at a forge: runs that go through their states as they are looked at.</summary>
public abstract class PipelineStandIn : ForgeStandIn
{
    /// <summary>Begins to listen.</summary>
    /// <param name="repository">The bare repository, as the team pushes to it.</param>
    protected PipelineStandIn(string repository)
        : base(repository)
    {
    }

    /// <summary>The states that new runs go through: queued, running, waiting, success, failure, cancelled.</summary>
    public IReadOnlyList<string> States { get; set; } = ["queued", "running", "success"];

    /// <summary>The runs, oldest first.</summary>
    public List<StandInRun> Runs { get; } = [];

    /// <summary>The only run.</summary>
    public StandInRun Run => Locked(() => Runs.Single());

    /// <summary>What a run deploys; by default the commit that it runs for.</summary>
    public Func<StandInRun, string> WhatItDeploys { get; set; } = run => run.Commit;

    /// <summary>What was made live, in order.</summary>
    public List<string> Deployed { get; } = [];

    /// <summary>How many lists do not have a new run yet.</summary>
    public int HidesNewRuns { get; set; }

    /// <summary>Whether a run goes on although it is told to stop.</summary>
    public bool IgnoresCancel { get; set; }

    /// <summary>Done right before a run is made: somebody may push at that moment.</summary>
    public Action BeforeRun { get; set; } = () => { };

    /// <summary>Done at each look at a run, with the number of the look.</summary>
    public Action<int> OnLook { get; set; } = _ => { };

    /// <summary>Somebody else starts a run.</summary>
    /// <param name="pipeline">Of what.</param>
    /// <param name="branch">For which branch.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="reason">What started it.</param>
    public StandInRun StartBy(string pipeline, string branch, IReadOnlyDictionary<string, string>? inputs = null, string reason = "manual") =>
        Locked(() => AddRun(pipeline, RefOf(branch), Git.Tip(branch)!, inputs ?? new Dictionary<string, string>(), reason));

    /// <summary>Somebody runs a run again.</summary>
    public void RunAgain(StandInRun run, params string[] states) => Locked(() => (run.Attempt, run.Looks, run.States, run.IsCancelled) = (run.Attempt + 1, 0, states, false));

    /// <inheritdoc/>
    protected sealed override WebReply Handle(WebRequestSeen seen)
    {
        var reply = HandleRuns(seen);
        // As the clock of the forge has it, and not that of this machine.
        return reply with { Headers = new Dictionary<string, string>(reply.Headers) { ["Date"] = Later().ToString("R") } };
    }

    /// <summary>Answers a request that has its turn alone.</summary>
    protected abstract WebReply HandleRuns(WebRequestSeen seen);

    /// <summary>What a run has as the ref of a branch.</summary>
    protected virtual string RefOf(string branch) => branch;

    /// <summary>Makes a run.</summary>
    protected StandInRun AddRun(string pipeline, string reference, string commit, IReadOnlyDictionary<string, string> inputs, string reason = "manual")
    {
        var run = new StandInRun { Id = NextId(), Pipeline = pipeline, Ref = reference, Commit = commit, Inputs = inputs, At = Later(), States = States, HiddenFor = HidesNewRuns, Reason = reason };
        Runs.Add(run);
        return run;
    }

    /// <summary>A run of a number; null for none.</summary>
    protected StandInRun? Find(string id) => Runs.Find(run => run.Id.ToString() == id);

    /// <summary>A look at a run: it goes one state further.</summary>
    protected string LookAt(StandInRun run)
    {
        OnLook(++run.Looks);
        if (run.State == "success" && run.Looks == run.States.ToList().IndexOf("success") + 1)
            Deployed.Add(WhatItDeploys(run));
        return run.State;
    }

    /// <summary>The runs that a list has, newest first.</summary>
    protected List<StandInRun> Listed(Func<StandInRun, bool> fits) => [.. Enumerable.Reverse(Runs).Where(run => run.HiddenFor-- <= 0 && fits(run))];

    /// <summary>Tells a run to stop; false where it is over.</summary>
    protected bool Stop(StandInRun run)
    {
        if (run.State is "success" or "failure" or "cancelled")
            return false;
        run.IsCancelled = true;
        if (!IgnoresCancel)
            (run.States, run.Looks) = (["cancelled"], 0);
        return true;
    }

    /// <summary>The texts of an object's members, which must all be texts.</summary>
    protected static Dictionary<string, string> Texts(JsonElement value)
    {
        Demand(value.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String), "an input is no text");
        return value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);
    }

    /// <summary>JSON of anything.</summary>
    protected static WebReply Json(object value, int status = 200) => WebReply.Json(JsonSerializer.Serialize(value), status);
}
