using System.Text.Json;

namespace HotfixTools.ModuleTests.Crashing;

/// <summary>A chain of the remote as plain git shows it.</summary>
internal static class ChainLog
{
    /// <summary>The entries, newest first; asserts that each names the one before it, and has it as its first parent.</summary>
    public static IReadOnlyList<JsonElement> Read(Team team, string reference)
    {
        List<JsonElement> entries = [];
        if (team.RemoteRef(reference) is not { } tip)
            return entries;
        // Past the first entry comes the history of the commit that it names.
        var line = GitProcess.Run(team.Remote, "log", "--first-parent", "--format=%H", tip).Split('\n');
        for (string? next = tip; next is not null; next = entries[^1].Text("previous"))
        {
            Assert.Equal(line[entries.Count], next);
            entries.Add(JsonDocument.Parse(GitProcess.Run(team.Remote, "show", next + ":entry.json")).RootElement);
        }

        return entries;
    }

    /// <summary>A text of an entry; null where it has none.</summary>
    public static string? Text(this JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The texts of a list of an entry.</summary>
    public static IEnumerable<string> Texts(this JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) ? value.EnumerateArray().Select(element => element.GetString()!) : [];
}
