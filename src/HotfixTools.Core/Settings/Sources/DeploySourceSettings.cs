namespace HotfixTools;

/// <summary>A place that knows what is live in an environment, as settings have it.</summary>
/// <param name="Name">Its name, as <c>-Source</c> takes it; unique for an environment.</param>
public abstract record DeploySourceSettings(string Name)
{
    /// <summary>How long asking may take where nothing is said, in all tries together.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How long asking may take, in all tries together.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}
