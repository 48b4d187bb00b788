namespace HotfixTools.Services;

/// <summary>How often, and how long, a system that deploys is asked.</summary>
/// <param name="First">How long after the first look the second comes; later ones take longer.</param>
/// <param name="Longest">The longest time between two looks.</param>
internal sealed record PipelinePace(TimeSpan First, TimeSpan Longest)
{
    /// <summary>What is kind to the services, and quick enough for people who wait.</summary>
    public static PipelinePace Usual { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));

    /// <summary>How long a run is looked for that was just started, or may have been.</summary>
    public TimeSpan Search { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nobody may answer before it is no longer waited for.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a run has to end that was told to stop, and how long telling it may take.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long whoever stops the command waits for the answer to a start that is under way: it tells what was started.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
