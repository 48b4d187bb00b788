namespace HotfixTools.PowerShell.Views;

/// <summary>What the format views of settings show.</summary>
public static class ConfigurationView
{
    private const int WidestKey = 40;

    /// <summary>The repository, and the file in force.</summary>
    /// <param name="configuration">The settings.</param>
    public static string Heading(HotfixConfiguration configuration) => $"{configuration.Repository}: {configuration.File ?? "no settings file; defaults"}";

    /// <summary>One line for each value, with where it comes from.</summary>
    /// <param name="configuration">The settings.</param>
    public static string[] Lines(HotfixConfiguration configuration)
    {
        var width = Math.Min(WidestKey, configuration.Values.Select(value => value.Key.Length).DefaultIfEmpty().Max());
        return [.. configuration.Values.Select(value => $"  {value.Key.PadRight(width)}  {value.Value}  [{From(value)}]")];
    }

    /// <summary>Where a value comes from; of a path, the file alone.</summary>
    /// <param name="value">The value.</param>
    public static string From(HotfixConfigurationValue value) => value switch
    {
        { Location.Length: > 0 } => Path.IsPathRooted(value.Location) ? Path.GetFileName(value.Location) : value.Location,
        { Source: SettingsOriginKind.Parameter } => "parameter",
        _ => "default",
    };
}
