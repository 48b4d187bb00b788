using System.Globalization;

namespace HotfixTools.Git.Merging;

/// <summary>
/// What is put in place of settings where git is asked to merge. Programs that the configuration names do not run: each has
/// a stand-in that says which it is and fails, as git knows best which files it is asked for. A path is where it is for the
/// user, who runs git elsewhere.
/// </summary>
internal sealed class MergeSettings
{
    private const string Mark = "hotfixtools-program:";
    private const char Unreadable = '\uFFFD';

    // A driver that leaves our side as it is works anywhere, and is how people spell "ours".
    private static readonly string[] Harmless = ["true", "/bin/true", "/usr/bin/true", ":", "exit 0"];

    // What git has its own idea of, wherever it runs.
    private static readonly string[] ElsewhereByGit = ["~", "%(prefix)/", ":("];

    private readonly List<(string Key, string Value)> _inPlace = [];
    private readonly List<string> _programs = [];

    /// <summary>Reads what git finds; the library does not look everywhere where git does.</summary>
    /// <param name="list">What <c>git config --list -z</c> prints.</param>
    /// <param name="top">The folder that git runs in where a user merges.</param>
    public MergeSettings(string list, string top)
    {
        // A name, a line end and a value. Of one without a value git itself says what is wrong; of several, the last one counts.
        var found = list.Split('\0').Select(entry => entry.Split('\n', 2)).Where(entry => entry.Length == 2)
            .GroupBy(entry => entry[0], entry => entry[1], StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last(), StringComparer.Ordinal);
        foreach (var (key, value) in found)
        {
            if (NameIn(key, "merge.", ".driver") is { } driver && !Harmless.Contains(value.Trim()))
                StandIn(key, $"merge driver '{driver}'", "%P");
            else if ((NameIn(key, "filter.", ".clean") ?? NameIn(key, "filter.", ".smudge")) is { } filter && value.Length > 0)
                StandIn(key, $"filter '{filter}'", "%f");
            // It hears of files when it has answered, which the stand-in does not.
            else if (NameIn(key, "filter.", ".process") is { } process && value.Length > 0)
                StandIn(key, $"filter '{process}'", string.Empty);
            else if (key == "core.attributesfile" && value.Length > 0 && !ElsewhereByGit.Any(start => value.StartsWith(start, StringComparison.Ordinal)))
                _inPlace.Add((key, Path.GetFullPath(value, top)));
        }
    }

    /// <summary>Why git cannot be kept from running a program, as the middle of a sentence; null where it can.</summary>
    public string? LeftToGit => _inPlace.Any(setting => setting.Key.Contains(Unreadable)) ? "a merge driver or filter of your Git configuration has a name that is not UTF-8" : null;

    /// <summary>The options of git that put them in place, before all that is configured. The values are in the environment.</summary>
    public IEnumerable<string> Options => _inPlace.Select((setting, place) => $"--config-env={setting.Key}={Variable(place)}");

    /// <summary>Hands the values over.</summary>
    /// <param name="environment">The environment of git.</param>
    public void HandTo(IDictionary<string, string?> environment)
    {
        for (var place = 0; place < _inPlace.Count; place++)
            environment[Variable(place)] = _inPlace[place].Value;
    }

    /// <summary>What came of a merge that asked for programs; null where it asked for none.</summary>
    /// <param name="words">What git printed on standard error.</param>
    public MergeOutcome? Refused(string words)
    {
        var asked = words.Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => line[Mark.Length..].Split(':', 2)).ToList();
        if (asked.Count == 0)
            return null;
        string[] programs = [.. asked.Select(call => _programs[int.Parse(call[0], CultureInfo.InvariantCulture)]).Distinct().Order(StringComparer.Ordinal)];
        return new MergeOutcome(null, [.. asked.Select(call => call[1]).Where(path => path.Length > 0).Distinct().Order(StringComparer.Ordinal)], false)
        {
            LeftToGit = $"the {string.Join(" and the ", programs)} of your Git configuration {(programs.Length == 1 ? "is a program that needs" : "are programs that need")} a checkout",
        };
    }

    private void StandIn(string key, string program, string path)
    {
        _inPlace.Add((key, $"echo {Mark}{_programs.Count}:{path} >&2; exit 1"));
        _programs.Add(program);
    }

    // What stands between the two, which may have dots in it.
    private static string? NameIn(string key, string start, string end) =>
        key.Length > start.Length + end.Length && key.StartsWith(start, StringComparison.Ordinal) && key.EndsWith(end, StringComparison.Ordinal) ? key[start.Length..^end.Length] : null;

    private static string Variable(int place) => $"HOTFIXTOOLS_SETTING_{place}";
}
