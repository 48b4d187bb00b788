using System.Text;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests.Merging;

/// <summary>What both sides of a merge start from, and what each of them does to it.</summary>
/// <param name="start">Makes what both start from.</param>
/// <param name="ours">What the side does that is merged into.</param>
/// <param name="theirs">What the other does.</param>
/// <param name="expected">What git makes of it, or that it is left to git.</param>
/// <param name="configuration">Names and values of the configuration, in turn.</param>
internal sealed class MergeScenario(Action<Workplace> start, Action<Workplace> ours, Action<Workplace> theirs, MergeVerdict expected, params string[] configuration)
{
    /// <summary>Twenty lines that are all different.</summary>
    public static readonly string Lines = string.Concat(Enumerable.Range(1, 20).Select(number => $"line {number}\n"));

    /// <summary>What it comes to.</summary>
    public MergeVerdict Expected => expected;

    /// <summary>Makes both sides.</summary>
    public (string Ours, string Theirs) Build(Workplace place)
    {
        Configure(place);
        Put(place, "common.txt", Lines);
        start(place);
        Commit(place, "Base");
        place.Git("branch", "theirs");
        ours(place);
        Commit(place, "Ours");
        place.Git("switch", "--quiet", "theirs");
        theirs(place);
        Commit(place, "Theirs");
        place.Git("switch", "--quiet", "master");
        return (place.Git("rev-parse", "master"), place.Git("rev-parse", "theirs"));
    }

    /// <summary>Configures a clone.</summary>
    public void Configure(Workplace place)
    {
        for (var index = 0; index < configuration.Length; index += 2)
            place.Git("config", configuration[index], configuration[index + 1]);
    }

    /// <summary>Writes a file, byte for byte.</summary>
    public static void Put(Workplace place, string path, string content)
    {
        var file = Path.Combine(place.Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(content));
    }

    /// <summary>Puts another line in place of one.</summary>
    public static void Edit(Workplace place, int line, string text, string path = "common.txt")
    {
        var lines = File.ReadAllText(Path.Combine(place.Folder, path), Encoding.Latin1).Split('\n');
        lines[line - 1] = text;
        Put(place, path, string.Join('\n', lines));
    }

    private static void Commit(Workplace place, string message)
    {
        place.Git("add", "--all");
        place.Git("commit", "--quiet", "--allow-empty", "-m", message);
    }
}
