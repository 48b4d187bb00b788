using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>A remote and the clones of a team, for one story.</summary>
internal sealed class Stage : IDisposable
{
    private const string ArmedName = "armed";
    private const string PausedName = "paused";
    private const string WaitingName = "waiting";
    private const string GoName = "go";
    private const string FatalName = "fatal";
    private const string HeadAwayName = "HEAD.away";

    private static readonly Lazy<Team> Template = new(Make);

    private Stage(Team team, IReadOnlyList<Actor> actors, Troupe troupe)
    {
        Team = team;
        Actors = actors;
        Troupe = troupe;
    }

    /// <summary>The team.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ada", "ben", "cleo"];

    public Team Team { get; }

    public IReadOnlyList<Actor> Actors { get; }

    public Troupe Troupe { get; }

    /// <summary>The bare repository.</summary>
    public string Remote => Team.Remote;

    /// <summary>Whether a push is held up, compared and not written.</summary>
    public bool IsPushWaiting => File.Exists(InRemote(WaitingName));

    /// <summary>Whether the push was let go, and was not written then.</summary>
    public bool IsSpared => File.Exists(InRemote(FatalName));

    /// <summary>Sets it: something is live, and the mainline has more.</summary>
    /// <param name="troupe">The prompts.</param>
    /// <param name="writesTogether">Whether the server can write several refs or none.</param>
    public static Stage Set(Troupe troupe, bool writesTogether)
    {
        var template = Template.Value;
        var team = new Team(template.Mainline);
        Directory.Delete(team.Remote, recursive: true);
        TeamTemplate.Copy(template.Remote, team.Remote);
        if (!writesTogether)
            File.AppendAllText(Path.Combine(team.Remote, "config"), "[receive]\n\tadvertiseAtomic = false\n");
        List<Actor> actors = [];
        foreach (var (name, shell) in Names.Zip(troupe.Shells))
        {
            var folder = Path.Combine(team.Root, name);
            TeamTemplate.Copy(Path.Combine(template.Root, name), folder);
            var configuration = Path.Combine(folder, ".git", "config");
            File.WriteAllText(configuration, File.ReadAllText(configuration).Replace(template.Root, team.Root));
            shell.Go(folder);
            actors.Add(new Actor(name, new Workplace(folder), shell));
        }

        return new Stage(team, actors, troupe);
    }

    /// <summary>Holds up a push of the command that comes, or lets trouble befall it.</summary>
    /// <param name="push">Which push, from 1.</param>
    /// <param name="trouble">What befalls it.</param>
    public void Arm(int push, Trouble trouble) => File.WriteAllText(InRemote(ArmedName), $"{push} {trouble}\n");

    /// <summary>Lets go what is held up.</summary>
    public void Release() => File.WriteAllText(InRemote(GoName), string.Empty);

    /// <summary>Does something to which nothing happens.</summary>
    public void Undisturbed(Action work)
    {
        var isArmed = File.Exists(InRemote(ArmedName));
        if (isArmed)
            File.Move(InRemote(ArmedName), InRemote(PausedName));
        work();
        if (isArmed)
            File.Move(InRemote(PausedName), InRemote(ArmedName));
    }

    /// <summary>Everything is well again.</summary>
    public void Mend()
    {
        if (File.Exists(InRemote(HeadAwayName)))
            File.Move(InRemote(HeadAwayName), InRemote("HEAD"));
        foreach (var name in new[] { ArmedName, PausedName, WaitingName, GoName, "pushes", FatalName })
            File.Delete(InRemote(name));
    }

    /// <summary>Makes a commit in a clone, by its files, and pushes it.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="message">Its message.</param>
    /// <param name="parents">Its parents.</param>
    /// <param name="files">Its files and their blobs; null for a blob that holds the name of its file.</param>
    /// <returns>The commit.</returns>
    public static string Write(Actor actor, string message, IReadOnlyList<string> parents, IEnumerable<KeyValuePair<string, string?>> files)
    {
        var text = new StringBuilder("commit refs/story/new\nmark :1\n");
        text.Append(CultureInfo.InvariantCulture, $"committer {actor.Name} <{actor.Name}@example.com> {DateTimeOffset.UtcNow.ToUnixTimeSeconds()} +0000\n");
        text.Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(message)}\n{message}\nfrom {parents[0]}\n");
        foreach (var other in parents.Skip(1))
            text.Append(CultureInfo.InvariantCulture, $"merge {other}\n");
        text.Append("deleteall\n");
        foreach (var (path, blob) in files)
            text.Append(blob is null ? $"M 100644 inline {path}\ndata {path.Length + 1}\n{path}\n\n" : $"M 100644 {blob} {path}\n");
        text.Append("\nget-mark :1\ndone\n");
        var start = new ProcessStartInfo("git", ["fast-import", "--quiet", "--force", "--done"])
        {
            WorkingDirectory = actor.Place.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        git.StandardInput.Write(text.ToString());
        git.StandardInput.Close();
        var id = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? id : throw new InvalidOperationException($"git fast-import: {error.Result}\n{text}");
    }

    public void Dispose()
    {
        foreach (var shell in Troupe.Shells)
            shell.Screen.OnVerbose = null;
        Team.Dispose();
    }

    private string InRemote(string name) => Path.Combine(Remote, name);

    private static Team Make()
    {
        var team = Team.AtWork(out var ada, out var live);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => team.Dispose();
        ada.Git("remote", "set-head", "origin", "--auto");
        foreach (var name in Names)
        {
            var place = name == Names[0] ? ada : team.Clone(name);
            place.Git("config", "user.name", name);
            place.Git("config", "user.email", name + "@example.com");
            place.Git("config", "fastimport.unpackLimit", "1000");
            // What each is in the middle of.
            place.Write("README.md", "half a sentence");
            place.Write("staged.txt", "to be committed");
            place.Git("add", "staged.txt");
            place.Write("notes.txt", "of nobody's concern");
        }

        using (var shell = new ModuleSession(ada.Folder))
            shell.Run($"Register-Deploy production {live} -DeployedBy 'Ben <ben@example.com>'").Single();
        foreach (var setting in new[] { "receive.autogc", "gc.auto" })
            GitProcess.Run(team.Remote, "config", setting, setting == "gc.auto" ? "0" : "false");
        foreach (var sample in Directory.GetFiles(team.Root, "*.sample", SearchOption.AllDirectories))
            File.Delete(sample);
        // The first holds up, or ends, the push that it is told to; the second writes down what is written.
        team.AddHook(
            "pre-receive",
            $"""
            [ -e {ArmedName} ] || exit 0
            read push trouble < {ArmedName}
            echo x >> pushes
            [ "$(wc -l < pushes)" -eq "$push" ] || exit 0
            : > {WaitingName}
            while [ ! -e {GoName} ]; do sleep 0.01; done
            case "$trouble" in
                None) ;;
                {nameof(Trouble.PushLost)}) mv HEAD {HeadAwayName}; kill -9 $PPID ;;
                *) echo "$trouble" > {FatalName} ;;
            esac
            exit 0
            """);
        team.AddHook(
            "reference-transaction",
            $"""
            [ "$1" = committed ] || exit 0
            {RemoteWatch.Hook}
            [ -e {FatalName} ] || exit 0
            read trouble < {FatalName}
            rm {FatalName}
            [ "$trouble" = {nameof(Trouble.AnswerLost)} ] || mv HEAD {HeadAwayName}
            kill -9 $PPID
            exit 0
            """);
        return team;
    }
}
