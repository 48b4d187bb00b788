namespace HotfixTools;

/// <summary>A place that knows what is live in an environment, as settings have it.</summary>
/// <param name="Name">Its name, as <c>-Source</c> takes it; unique for an environment.</param>
public abstract record DeploySourceSettings(string Name)
{
    private const string Environment = "{environment}";

    /// <summary>How long asking may take where nothing is said, in all tries together.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How long asking may take, in all tries together.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>A text of settings, with the name of an environment for each <c>{environment}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="environment">The environment.</param>
    public static string FillIn(string text, EnvironmentName environment) => text.Replace(Environment, environment.ToString(), StringComparison.OrdinalIgnoreCase);
}
