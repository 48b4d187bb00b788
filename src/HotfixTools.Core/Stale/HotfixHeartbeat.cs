namespace HotfixTools;

/// <summary>Whether a scheduled check still runs, by the heartbeat that it left.</summary>
public sealed record HotfixHeartbeat
{
    // Clocks of two machines are never quite the same.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Where the heartbeat was looked for; of an address, the server alone.</summary>
    public string Location { get; init; } = string.Empty;

    /// <summary>Whether a check ran to its end, not longer ago than <see cref="MaxAge"/>.</summary>
    public bool IsAlive => ExitStatus == 0;

    /// <summary>When the last check ended, in UTC; null where none is known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How long ago that was; null where none is known.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>How long ago it may be.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>The machine that it ran on.</summary>
    public string? By { get; init; }

    /// <summary>What was checked with.</summary>
    public string? Command { get; init; }

    /// <summary>How many repositories it looked at.</summary>
    public int Checked { get; init; }

    /// <summary>How many hotfixes it told of.</summary>
    public int Found { get; init; }

    /// <summary>How many repositories it could not look at.</summary>
    public int Failed { get; init; }

    /// <summary>What there is to say.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>What a process should end with: 0 alive; 1 missing, too old or from the future; 2 could not be found out.</summary>
    public int ExitStatus { get; init; }

    /// <summary>Looks for a heartbeat.</summary>
    /// <param name="place">Where.</param>
    /// <param name="maxAge">How long ago it may be.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellation">Ends it.</param>
    public static HotfixHeartbeat Look(IHeartbeatPlace place, TimeSpan maxAge, DateTimeOffset now, CancellationToken cancellation)
    {
        var nothing = new HotfixHeartbeat { Location = place.Name, MaxAge = maxAge };
        try
        {
            if (place.Find(cancellation) is not { } bytes)
                return nothing with { ExitStatus = 1, Message = $"No check has left a heartbeat at {place.Name}." };
            return bytes.Length <= Heartbeat.MaxBytes && Heartbeat.Read(bytes) is { } heartbeat
                ? Judge(nothing, heartbeat, now)
                : nothing with { ExitStatus = 2, Message = $"What is at {place.Name} is no heartbeat of Get-Hotfix, so whether the check runs cannot be told." };
        }
        catch (HotfixException error)
        {
            return nothing with { ExitStatus = 2, Message = error.Message };
        }
    }

    /// <summary>Whether it is alive, for people.</summary>
    public override string ToString() => Message;

    private static HotfixHeartbeat Judge(HotfixHeartbeat nothing, Heartbeat heartbeat, DateTimeOffset now)
    {
        var age = now - heartbeat.At;
        var last = $"The last check ended at {Clock.Text(heartbeat.At)}{(heartbeat.By.Length > 0 ? $" on {heartbeat.By}" : string.Empty)}";
        var (status, message) = age > nothing.MaxAge ? (1, $"{last}, longer ago than {SettingsDuration.Text(nothing.MaxAge)}: its schedule is dead or late.")
            : age < -Tolerance ? (1, $"{last}, which is in the future: a clock is wrong.")
            : heartbeat.Failed > 0 ? (0, $"{last}, and could not look at {HotfixErrors.Count(heartbeat.Failed, "repository", "repositories")}: run it by hand to see why.")
            : (0, $"{last}.");
        return nothing with
        {
            At = heartbeat.At, Age = age > TimeSpan.Zero ? age : TimeSpan.Zero, By = heartbeat.By, Command = heartbeat.Command,
            Checked = heartbeat.Checked, Found = heartbeat.Found, Failed = heartbeat.Failed, ExitStatus = status, Message = message,
        };
    }
}
