namespace HotfixTools.Testing.Forges;

/// <summary>A run of a pipeline of a stand-in.</summary>
public sealed class StandInRun
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>What it is a run of: the file of a workflow, the number of a pipeline, an environment.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The branch or tag that it was started for.</summary>
    public required string Ref { get; init; }

    /// <summary>The commit that it runs for.</summary>
    public required string Commit { get; init; }

    /// <summary>What it was given.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>When it was made, by the clock of the forge.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who, or what, started it: <c>manual</c>, <c>push</c>.</summary>
    public string Reason { get; init; } = "manual";

    /// <summary>The states that it goes through, one for each look; the last stays.</summary>
    public required IReadOnlyList<string> States { get; set; }

    /// <summary>How many times it was looked at.</summary>
    public int Looks { get; set; }

    /// <summary>How many times it was run.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>How many lists do not have it yet.</summary>
    public int HiddenFor { get; set; }

    /// <summary>Whether it was told to stop.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Its state, as it was seen last.</summary>
    public string State => States[Math.Clamp(Looks - 1, 0, States.Count - 1)];
}
