using System.Text.Json;

namespace HotfixTools;

/// <summary>Reads the environments, and finds the order in which a release passes them.</summary>
internal static class EnvironmentsReader
{
    private const int MostEnvironments = 100;

    /// <summary>Reads <c>environments</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="section">The object: a key for each environment.</param>
    /// <param name="settings">What was read so far.</param>
    public static HotfixSettings Read(SettingsFile file, SettingsSection section, HotfixSettings settings)
    {
        List<Entry> entries = [];
        if (section.Members.Count > MostEnvironments)
            file.Fault(section.Members[MostEnvironments].Offset, $"There are more than {MostEnvironments} environments", "Leave out those that no hotfix passes.");
        foreach (var member in section.Members.Take(MostEnvironments))
        {
            if (!EnvironmentName.TryParse(member.Name, out var name))
                file.Fault(member.Offset, $"'{ClearSecrets.Quoted(member.Name)}' is not the name of an environment", $"Use 1 to {EnvironmentName.MaxLength} letters, digits, '-', '_' or '.', such as production.");
            else if (entries.Any(entry => entry.Settings.Name == name))
                file.Fault(member.Offset, $"The environment '{name}' is there twice (names are the same in upper and lower case)", "Leave one of them.");
            else
                entries.Add(Read(file, section, member, name, settings.Review));
        }

        foreach (var entry in entries)
            CheckRequires(file, entry, entries);
        var ordered = Order(file, entries);
        return ordered.Count == 0 ? settings : settings with { Environments = [.. ordered.Select(entry => entry.Settings.Name)], Configured = [.. ordered.Select(entry => entry.Settings)] };
    }

    private static Entry Read(SettingsFile file, SettingsSection parent, SettingsMember member, EnvironmentName name, ReviewSettings? review)
    {
        file.Lines[parent.PathOf(name.ToString())] = file.Place(member.Offset).Line;
        var section = new SettingsSection(file, member.Value, parent.PathOf(name.ToString()));
        var order = section.Number("order");
        var requires = Requires(file, section);
        var environment = new EnvironmentSettings(name)
        {
            Requires = requires?.Select(found => found.Name).ToList(),
            Sources = Sources(file, section, name, review),
            Deploy = DeployReader.Read(file, section, review),
        };
        section.Finish();
        return new Entry(environment, order, requires ?? []);
    }

    private static List<(EnvironmentName Name, int Offset)>? Requires(SettingsFile file, SettingsSection section)
    {
        if (section.List("requires") is not { } items)
            return null;
        List<(EnvironmentName, int)> requires = [];
        foreach (var item in items)
        {
            if (item.Kind == JsonTokenType.String && EnvironmentName.TryParse(item.Text, out var name))
                requires.Add((name, item.Offset));
            else
                file.Fault(item.Offset, $"'{section.PathOf("requires")}' must hold names of environments", "Write such as \"staging\".");
        }

        return requires;
    }

    private static IReadOnlyList<DeploySourceSettings>? Sources(SettingsFile file, SettingsSection section, EnvironmentName name, ReviewSettings? review)
    {
        if (section.List("sources") is not { } items)
            return null;
        if (items.Count == 0)
            section.Fault("sources", "is empty", "Name one that knows what is live, or leave the key out: then it is the ledger and the tags.");
        return SourceReader.Read(file, section.PathOf("sources"), items, name, review);
    }

    private static void CheckRequires(SettingsFile file, Entry entry, List<Entry> entries)
    {
        foreach (var (name, offset) in entry.Requires)
        {
            if (entries.FirstOrDefault(other => other.Settings.Name == name) is not { } required)
                file.Fault(offset, $"'{entry.Settings.Name}' requires '{name}', which is not there", $"Add it to environments, or name one that is: {string.Join(", ", entries.Select(other => other.Settings.Name))}.");
            else if (entry.Order is { } place && required.Order is { } before && before >= place && required != entry)
                file.Fault(offset, $"'{entry.Settings.Name}' requires '{name}', which comes after it in the order", "Change one of the two.");
        }
    }

    // By the order that is given, else of the file; and each after those that it requires.
    private static List<Entry> Order(SettingsFile file, List<Entry> entries)
    {
        List<Entry> waiting = [.. entries.Select((entry, place) => (Entry: entry, Place: entry.Order ?? place + 1)).OrderBy(found => found.Place).Select(found => found.Entry)];
        List<Entry> ordered = [];
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(entry => entry.Requires.All(required => waiting.All(other => other.Settings.Name != required.Name)));
            if (next is null)
            {
                var (cycle, offset) = Cycle(waiting);
                file.Fault(offset, $"'requires' goes round in a circle: {string.Join(" requires ", cycle)}", "Leave out one of them: the first environment requires nothing.");
                // One fault a circle: the rest is looked at without it.
                next = waiting.First(entry => entry.Settings.Name == cycle[0]);
            }

            ordered.Add(next);
            waiting.Remove(next);
        }

        return ordered;
    }

    private static (List<EnvironmentName> Cycle, int Offset) Cycle(List<Entry> waiting)
    {
        List<EnvironmentName> path = [waiting[0].Settings.Name];
        while (true)
        {
            var (next, offset) = waiting.First(entry => entry.Settings.Name == path[^1]).Requires.First(required => waiting.Any(other => other.Settings.Name == required.Name));
            if (path.IndexOf(next) is >= 0 and var start)
                return ([.. path.Skip(start), next], offset);
            path.Add(next);
        }
    }

    private sealed record Entry(EnvironmentSettings Settings, int? Order, IReadOnlyList<(EnvironmentName Name, int Offset)> Requires);
}
