namespace HotfixTools;

/// <summary>Reads programs.</summary>
internal static class CommandReader
{
    /// <summary>Reads the keys of a program; null where it names none.</summary>
    /// <param name="section">The object.</param>
    /// <param name="timeout">How long it may take.</param>
    public static DeployCommandSettings? Read(SettingsSection section, TimeSpan timeout)
    {
        var program = section.Text("command");
        var arguments = section.Texts("arguments") ?? [];
        foreach (var argument in arguments.Where(argument => argument.Text.Contains('\0')))
            section.Fault("arguments", argument, "has a NUL in it, which no program can be given", "Take it out.");
        var folder = section.Text("workingDirectory");
        if (program is not null)
            return new DeployCommandSettings(program, [.. arguments.Select(argument => argument.Text)], folder, timeout);
        if (!section.Contains("command"))
            section.Fault("command", "is missing", "Name the program: \"command\": \"./deploy.sh\".");
        return null;
    }
}
