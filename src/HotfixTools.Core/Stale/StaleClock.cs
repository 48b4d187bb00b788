namespace HotfixTools;

/// <summary>How old things are by the settings, and when a hotfix counts as forgotten.</summary>
/// <param name="settings">The settings in force.</param>
/// <param name="now">The time.</param>
public sealed class StaleClock(HotfixSettings settings, DateTimeOffset now)
{
    /// <summary>How long ago something was; where the settings say when the team works, in working time.</summary>
    /// <param name="time">When it was.</param>
    public TimeSpan Since(DateTimeOffset time) => settings.WorkingTime?.Between(time, now) ?? now - time;

    /// <summary>From when on a hotfix ages; null where nobody knows.</summary>
    /// <param name="start">When it began.</param>
    /// <param name="lastActivity">When something last happened to it.</param>
    public DateTimeOffset? Begin(DateTimeOffset? start, DateTimeOffset? lastActivity) =>
        settings.StaleSince == StaleSince.Start ? start ?? lastActivity : lastActivity;

    /// <summary>Whether it is forgotten.</summary>
    /// <param name="begin">From when on it ages; null where nobody knows.</param>
    public bool IsStale(DateTimeOffset? begin) =>
        begin is { } since && Since(since) > (settings.WorkingTime?.Of(settings.StaleAfter) ?? settings.StaleAfter);

    /// <summary>What there is to say of one that is forgotten: since when, by which clock, and whom to ask.</summary>
    /// <param name="what">What it is called: <c>the hotfix</c>.</param>
    /// <param name="begin">From when on it ages.</param>
    /// <param name="who">Whom to ask; null where nobody is named.</param>
    public string Message(string what, DateTimeOffset? begin, string? who)
    {
        var limit = $"more than {SettingsDuration.Text(settings.StaleAfter)}{(settings.WorkingTime is null ? string.Empty : " of working time")}";
        var since = settings.StaleSince == StaleSince.Start
            ? $"{char.ToUpperInvariant(what[0])}{what[1..]} was started at {Clock.Text(begin)}, and {limit} later it is still open"
            : $"Nothing happened to {what} since {Clock.Text(begin)}, {limit}";
        return $"{since}{(string.IsNullOrEmpty(who) ? string.Empty : $"; ask {who}")}.";
    }
}
