using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests.Running;

/// <summary>A copy of a remote and of a clone, with a network between them that can be bad.</summary>
internal sealed partial class NetworkScene : IDisposable
{
    private readonly HttpGitServer _server;
    private readonly int _requestsBefore;

    /// <summary>Copies them into a folder below the one that the server serves.</summary>
    public NetworkScene(HttpGitServer server, Team team, Workplace place, string name)
    {
        _server = server;
        _requestsBefore = server.Requests.Count;
        Remote = Path.Combine(team.Root, name, Path.GetFileName(team.Remote));
        Place = new Workplace(Path.Combine(team.Root, name, Path.GetFileName(place.Folder)));
        TeamTemplate.Copy(team.Remote, Remote);
        TeamTemplate.Copy(place.Folder, Place.Folder);
        Network = new FaultyNetwork(server.Address);
        var configuration = Path.Combine(Place.Folder, ".git", "config");
        File.WriteAllText(configuration, File.ReadAllText(configuration).Replace(team.Remote, $"{Network.Address}{name}/{Path.GetFileName(team.Remote)}"));
    }

    /// <summary>The bare repository.</summary>
    public string Remote { get; }

    /// <summary>The clone.</summary>
    public Workplace Place { get; }

    public FaultyNetwork Network { get; }

    /// <summary>What was asked of the server.</summary>
    public IEnumerable<string> Requests => _server.Requests.Skip(_requestsBefore);

    /// <summary>
    /// What is at the remote, without what differs from run to run: the branches, what is below the other refs, and the
    /// subject of every commit, so that nothing is there twice.
    /// </summary>
    public string Picture()
    {
        var refs = GitProcess.Run(Remote, "for-each-ref", "--format=%(refname) %(subject)%(if:equals=master)%(refname:short)%(then) %(tree) %(parent)%(end)");
        var commits = GitProcess.Run(Remote, "log", "--all", "--format=%s").Split('\n').Order(StringComparer.Ordinal);
        return HotfixId().Replace($"{refs}\n--\n{string.Join('\n', commits)}", "<id>");
    }

    public void Dispose() => Network.Dispose();

    [GeneratedRegex("[0-9]{8}-[0-9a-f]{8}")]
    private static partial Regex HotfixId();
}
