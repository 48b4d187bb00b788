namespace HotfixTools.Testing;

/// <summary>A real bare remote, and clones of it, made by the real git.</summary>
public sealed class Team : IDisposable
{
    // Made once a process, and copied for each test: two dozen calls of git take longer than most tests do.
    private static readonly Lazy<(Team Team, string Live)> WorkingTeam = new(MakeWorkingTeam);
    private static readonly Lazy<(Team Team, string Live, string Head)> FixingTeam = new(MakeFixingTeam);

    /// <summary>Makes an empty bare remote whose HEAD names a mainline.</summary>
    public Team(string mainline = "master")
    {
        Root = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;
        Remote = Path.Combine(Root, "remote.git");
        Mainline = mainline;
        Directory.CreateDirectory(Remote);
        GitProcess.Run(Remote, "init", "--quiet", "--bare", "--initial-branch", mainline);
    }

    private Team(string root, string mainline)
    {
        Root = root;
        Remote = Path.Combine(root, "remote.git");
        Mainline = mainline;
    }

    /// <summary>The folder that holds everything.</summary>
    public string Root { get; }

    /// <summary>The bare repository.</summary>
    public string Remote { get; }

    /// <summary>The mainline.</summary>
    public string Mainline { get; }

    /// <summary>
    /// A team whose mainline is: X (live), then two merged pull requests (#1 from feature1, #2 from feature2) and one
    /// squashed (#3). <paramref name="live"/> is X.
    /// </summary>
    public static Team AtWork(out Workplace ada, out string live)
    {
        var (template, known) = WorkingTeam.Value;
        live = known;
        return CopyOf(template, out ada);
    }

    /// <summary>The same team, with a branch <c>hotfix</c> from X that is pushed, and checked out; <paramref name="head"/> is its only commit.</summary>
    public static Team AtHotfix(out Workplace ada, out string live, out string head)
    {
        (var template, live, head) = FixingTeam.Value;
        return CopyOf(template, out ada);
    }

    private static Team CopyOf(Team template, out Workplace ada)
    {
        var team = new Team(template.CopyRoot(), template.Mainline);
        ada = new Workplace(Path.Combine(team.Root, "ada"));
        var configuration = Path.Combine(ada.Folder, ".git", "config");
        File.WriteAllText(configuration, File.ReadAllText(configuration).Replace(template.Root, team.Root));
        // The copies are other files than those that the index knows.
        ada.Git("update-index", "--refresh", "-q");
        return team;
    }

    /// <summary>Clones the remote.</summary>
    public Workplace Clone(string name, params string[] options)
    {
        var folder = Path.Combine(Root, name);
        GitProcess.Run(Root, ["clone", "--quiet", .. options, "file://" + Remote, folder]);
        // As a path, the usual form on one machine; file:// above, because a plain path makes git copy and ignore --depth.
        GitProcess.Run(folder, "remote", "set-url", "origin", Remote);
        return new Workplace(folder);
    }

    /// <summary>Where a ref is at the remote; null where it does not exist.</summary>
    public string? RemoteRef(string name) =>
        GitProcess.Try(Remote, "rev-parse", "--verify", "--quiet", name) is (0, var id, _) ? id : null;

    /// <summary>All refs of the remote: equal texts mean that nothing changed.</summary>
    public string RemoteRefs() => GitProcess.Refs(Remote);

    /// <summary>Lets the remote refuse updates: a hook of the bare repository.</summary>
    public void AddHook(string name, string script)
    {
        var file = Path.Combine(Remote, "hooks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Fails where a secret is in what the module wrote: the journal and the ledgers at the remote, and its notes in clones.</summary>
    /// <exception cref="SecretLeakedException">There is one.</exception>
    public void CheckForSecrets()
    {
        foreach (var folder in Directory.Exists(Root) ? Directory.GetDirectories(Root) : [])
        {
            LeakWatch.CheckFolder(Path.Combine(folder, ".git", "hotfixtools"));
            LeakWatch.CheckFolder(Path.Combine(folder, "hotfixtools"));
        }

        if (!Directory.Exists(Remote))
            return;
        // What is on branches and tags too is the team's own.
        var (_, written, _) = GitProcess.Try(Remote, "log", "--patch", "-m", "--first-parent", "--format=raw", "--glob=refs/hotfix/*", "--glob=refs/deploys/*", "--not", "--branches", "--tags");
        LeakWatch.Check($"the journal or a ledger of {Remote}", written);
    }

    /// <inheritdoc/>
    public void Dispose() => TestHome.Remove(Root);

    private static (Team Team, string Live) MakeWorkingTeam()
    {
        var team = new Team();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => team.Dispose();
        var ada = team.Clone("ada");
        ada.Commit("README.md", "one", "Open the shop");
        var live = ada.Commit("orders.txt", "total = price", "Take orders");
        foreach (var number in new[] { 1, 2 })
        {
            ada.Git("switch", "--quiet", "-c", $"feature{number}");
            ada.Commit($"feature{number}.txt", $"{number}", $"Work on feature {number}");
            ada.Git("switch", "--quiet", "master");
            ada.Git("merge", "--quiet", "--no-ff", "-m", $"Merge pull request #{number} from shop/feature{number}\n\nFeature {number}", $"feature{number}");
        }

        ada.Commit("feature3.txt", "3", "Feature 3 (#3)");
        ada.Git("push", "--quiet", "origin", "master");
        foreach (var sample in Directory.GetFiles(team.Root, "*.sample", SearchOption.AllDirectories))
            File.Delete(sample);
        return (team, live);
    }

    private static (Team Team, string Live, string Head) MakeFixingTeam()
    {
        var team = AtWork(out var ada, out var live);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => team.Dispose();
        ada.Git("switch", "--quiet", "-c", "hotfix", live);
        var head = ada.Commit("fix.txt", "fixed", "Fix the orders");
        ada.Git("push", "--quiet", "origin", "hotfix");
        return (team, live, head);
    }

    private string CopyRoot()
    {
        var copy = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;
        foreach (var folder in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(copy, Path.GetRelativePath(Root, folder)));
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(copy, Path.GetRelativePath(Root, file)));
        return copy;
    }
}
