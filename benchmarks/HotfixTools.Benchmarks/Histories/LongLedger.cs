using HotfixTools.Benchmarks.Running;
using HotfixTools.Testing;

namespace HotfixTools.Benchmarks.Histories;

/// <summary>A remote whose ledger of production has many entries, and a clone of it.</summary>
internal sealed class LongLedger : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hotfixtools-ledger-").FullName;

    /// <summary>Makes it.</summary>
    /// <param name="entries">How many entries.</param>
    public LongLedger(int entries)
    {
        var remote = Path.Combine(_root, "shop.git");
        Clone = Path.Combine(_root, "shop");
        Programs.Run(_root, "git", "init", "--quiet", "--bare", "--initial-branch=master", remote);
        using (var script = new HistoryScript(remote))
            script.Commit("refs/heads/master", "Begin", 0, 0, ("shop.txt", "shop\n"));
        var live = Programs.Run(remote, "git", "rev-parse", "master");
        using (var script = new HistoryScript(remote))
        {
            for (var number = 1; number <= entries; number++)
            {
                var at = DateTimeOffset.UnixEpoch.AddSeconds(1_500_000_000 + (60 * number)).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
                var entry = $$"""{"schema":1,"kind":"deploy","environment":"production","commit":"{{live}}","deployedAt":"{{at}}","deployedBy":"Ada Example <ada@example.com>","url":"https://ci.example.com/{{number}}"}""";
                script.Commit("refs/deploys/production", $"Deploy {live[..8]} to production", 0, 0, ("entry.json", entry + "\n"));
            }
        }

        Programs.Run(_root, "git", "clone", "--quiet", remote, Clone);
        // What a fetch has brought is there, as after a day's work.
        using var shell = new WarmShell(Clone);
        if (shell.Run("Get-DeployHistory -First 1").Count != 1)
            throw new InvalidOperationException("The ledger cannot be read.");
    }

    /// <summary>The clone.</summary>
    public string Clone { get; }

    /// <inheritdoc/>
    public void Dispose() => TestHome.Remove(_root);
}
