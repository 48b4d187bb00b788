namespace HotfixTools;

/// <summary>A way to make a commit live, as settings have it.</summary>
/// <param name="Timeout">How long it may take.</param>
public abstract record DeploySettings(TimeSpan Timeout)
{
    /// <summary>How long a deploy may take where nothing is said: an hour.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromHours(1);
}
