using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests.Crashing;

/// <summary>
/// All that there is after a command, as a text: equal texts mean the same end. What differs by the time of day, and by
/// what follows from it, is told by its meaning: a new commit by its files, its message and its parents.
/// </summary>
internal sealed partial class EndState
{
    private readonly Scene _scene;
    private readonly ModuleSession _shell;
    private readonly IReadOnlySet<string> _known;
    private readonly Dictionary<string, string> _described = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hotfixes = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    private EndState(Scene scene, ModuleSession shell, IReadOnlySet<string> known)
    {
        _scene = scene;
        _shell = shell;
        _known = known;
    }

    private string Remote => _scene.Team.Remote;

    /// <summary>The end in a scene.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="shell">A prompt.</param>
    /// <param name="known">The commits that were there before.</param>
    public static string Of(Scene scene, ModuleSession shell, IReadOnlySet<string> known)
    {
        var state = new EndState(scene, shell, known);
        state.TellHotfix();
        state.TellJournal();
        state.TellLedgers();
        state.TellRefs();
        state.TellClone();
        return state._text.Append("deploys:\n").Append(state.Plain(scene.Calls)).Append("forge:\n").Append(state.Plain(scene.ForgeState)).ToString();
    }

    private void Tell(string line) => _text.Append(line).Append('\n');

    private void TellHotfix()
    {
        _shell.Go(_scene.Ada.Folder);
        foreach (var hotfix in _shell.Run("Get-Hotfix" + _scene.Settings).NoErrors().Output)
        {
            Tell("hotfix:");
            foreach (var name in new[] { "Id", "State", "Reason", "StartedBy", "Base", "Head", "MergeCommit", "BehindMainline", "IsSuperseded", "IsContaminated", "NextStep" })
                Tell($"  {name} {Plain(hotfix.Text(name))}");
            foreach (var finding in hotfix.All("Findings"))
                Tell($"  {finding.Text("Id")}: {Plain(finding.Text("Message"))}");
            foreach (var deploy in hotfix.All("Published"))
                Tell($"  live in {deploy.Text("Environment")}");
        }
    }

    private void TellJournal()
    {
        Tell("journal:");
        foreach (var entry in ChainLog.Read(_scene.Team, "refs/hotfix/journal"))
        {
            Tell(Plain($"  {entry.Text("event")} {entry.Text("environment")} of {entry.Text("hotfix")} on {entry.Text("branch")}: {entry.Text("reason")}"));
            Tell(Plain($"    {entry.Text("base")} {entry.Text("head")} {entry.Text("mergeCommit")} commits: {string.Join(' ', entry.Texts("commits"))} passed: {string.Join("; ", entry.Texts("passed"))}"));
        }
    }

    private void TellLedgers()
    {
        foreach (var reference in Lines(GitProcess.Run(Remote, "for-each-ref", "--format=%(refname)", "refs/deploys")))
        {
            Tell($"{reference}:");
            foreach (var entry in ChainLog.Read(_scene.Team, reference))
                Tell(Plain($"  {entry.Text("commit")} {entry.GetProperty("isHotfix")} {entry.Text("deployedBy")} {entry.Text("hotfix")} {entry.Text("url")}"));
        }
    }

    // The chains are told above, entry by entry.
    private void TellRefs()
    {
        foreach (var line in Lines(GitProcess.Refs(Remote)).Where(line => !line.StartsWith("refs/deploys/", StringComparison.Ordinal) && !line.StartsWith("refs/hotfix/journal ", StringComparison.Ordinal)))
            Tell(Plain(line));
    }

    private void TellClone()
    {
        var ada = _scene.Ada;
        Tell("clone:");
        Tell(ada.Git("symbolic-ref", "HEAD"));
        Tell(ada.Git("status", "--porcelain"));
        Tell(Plain(ada.Git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/hotfixtools")));
        Tell(ada.Git("ls-files", "--stage"));
        Tell(File.ReadAllText(Path.Combine(ada.Folder, ".git", "config")).Replace(_scene.Team.Root, string.Empty));
        var notes = Path.Combine(ada.Folder, ".git", "hotfixtools");
        string[] files = Directory.Exists(notes) ? Directory.GetFiles(notes) : [];
        foreach (var note in files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal))
        {
            // What was fetched before spares the next fetch some work, and nothing else.
            if (!note.StartsWith("fetched-", StringComparison.Ordinal))
                Tell($"note {note}");
        }
    }

    private string Plain(string? text) =>
        CommitForm().Replace(HotfixForm().Replace((text ?? string.Empty).Replace(_scene.Team.Root, "..", StringComparison.Ordinal), id => Number(id.Value)), id => Describe(id.Value));

    private string Number(string id) => _hotfixes.TryGetValue(id, out var number) ? number : _hotfixes[id] = $"#{_hotfixes.Count + 1}";

    private string Describe(string id)
    {
        if (_known.Contains(id) || _described.ContainsKey(id))
            return _described.GetValueOrDefault(id, id);
        var (exitCode, found, _) = GitProcess.Try(Remote, "show", "-s", "--format=%T|%P|%an|%B", id);
        if (exitCode != 0)
            return id;
        var parts = found.Split('|', 4);
        return _described[id] = $"({parts[0]} {Plain(parts[1])} {parts[2]} {Plain(parts[3]).Replace("\n", "\\n")})";
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("[0-9]{8}-[0-9a-f]{8}")]
    private static partial Regex HotfixForm();

    // As a whole, or as messages show it.
    [GeneratedRegex(@"\b([0-9a-f]{40}|[0-9a-f]{8})\b")]
    private static partial Regex CommitForm();
}
