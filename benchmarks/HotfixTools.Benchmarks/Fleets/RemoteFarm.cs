using HotfixTools.Testing;

namespace HotfixTools.Benchmarks.Fleets;

/// <summary>Many bare remotes in one folder, one in fifty with a hotfix, and a server for them.</summary>
internal sealed class RemoteFarm : IDisposable
{
    private const int HotfixIn = 50;

    private readonly string _root = Directory.CreateTempSubdirectory("hotfixtools-farm-").FullName;
    private readonly HttpGitServer _server;

    /// <summary>Makes them.</summary>
    /// <param name="count">How many.</param>
    public RemoteFarm(int count)
    {
        using var quiet = Team.AtWork(out _, out _);
        using var urgent = Team.AtHotfix(out _, out _, out _);
        foreach (var remote in new[] { quiet.Remote, urgent.Remote })
            GitProcess.Run(remote, "gc", "--quiet");
        for (var number = 0; number < count; number++)
            Copy(number % HotfixIn == 0 ? urgent.Remote : quiet.Remote, PathOf(number));
        Hotfixes = (count + HotfixIn - 1) / HotfixIn;
        _server = new HttpGitServer(_root);
        Paths = [.. Enumerable.Range(0, count).Select(PathOf)];
        Urls = [.. Paths.Select(path => _server.Url(path))];
    }

    /// <summary>How many have a hotfix.</summary>
    public int Hotfixes { get; }

    /// <summary>They as paths.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>They over HTTP.</summary>
    public IReadOnlyList<string> Urls { get; }

    /// <summary>A file with some addresses, one a line.</summary>
    /// <param name="addresses">The addresses.</param>
    public string ListOf(IEnumerable<string> addresses)
    {
        var file = Path.Combine(_root, $"list-{Guid.NewGuid():N}.txt");
        File.WriteAllLines(file, addresses);
        return file;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        TestHome.Remove(_root);
    }

    private string PathOf(int number) => Path.Combine(_root, $"{number}.git");

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => !file.EndsWith(".sample", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
