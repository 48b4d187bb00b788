namespace HotfixTools;

/// <summary>Reads programs.</summary>
internal static class CommandReader
{
    /// <summary>Reads the keys of a program; null where it names none.</summary>
    /// <param name="section">The object.</param>
    /// <param name="timeout">How long it may take where nothing is said.</param>
    /// <param name="longest">How long it may be allowed to take.</param>
    public static DeployCommandSettings? Read(SettingsSection section, TimeSpan timeout, TimeSpan longest)
    {
        var program = section.Text("command");
        var arguments = section.Texts("arguments") ?? [];
        var folder = section.Text("workingDirectory");
        var patience = section.Duration("timeout", longest) ?? timeout;
        if (program is not null)
            return new DeployCommandSettings(program, arguments, folder, patience);
        if (section.Members.All(member => member.Name != "command"))
            section.Fault("command", "is missing", "Name the program: \"command\": \"./deploy.sh\".");
        return null;
    }
}
