using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
            Write(script, live, entries);

        Programs.Run(_root, "git", "clone", "--quiet", remote, Clone);
        // What a fetch has brought is there, as after a day's work.
        using var shell = new WarmShell(Clone);
        if (shell.Run("Get-DeployHistory -First 2").Count != 2)
            throw new InvalidOperationException("The ledger cannot be read.");
    }

    /// <summary>The clone.</summary>
    public string Clone { get; }

    /// <inheritdoc/>
    public void Dispose() => TestHome.Remove(_root);

    // An entry names the one before by its id, which fast-import does not tell: so the ids are worked out here.
    private static void Write(HistoryScript script, string live, int entries)
    {
        string? previous = null;
        for (var number = 1; number <= entries; number++)
        {
            var at = DateTimeOffset.UnixEpoch.AddSeconds(1_600_000_000 + (60L * number));
            var time = at.ToString("yyyy-MM-dd'T'HH:mm:ss+00:00", CultureInfo.InvariantCulture);
            var (who, message) = ($"{HistoryScript.Who} {at.ToUnixTimeSeconds()} +0000", $"Deploy {live[..8]} to production\n");
            var body = $$"""{"version":1,"previous":{{(previous is null ? "null" : $"\"{previous}\"")}},"entry":"{{number:x32}}","at":"{{time}}","kind":"deploy","environment":"production","commit":"{{live}}","deployedAt":"{{time}}","deployedBy":"{{HistoryScript.Who}}"}""" + "\n";
            var tree = IdOf("tree", [.. Encoding.UTF8.GetBytes("100644 entry.json\0"), .. Convert.FromHexString(IdOf("blob", Encoding.UTF8.GetBytes(body)))]);
            var parents = previous is null ? $"parent {live}\n" : $"parent {previous}\nparent {live}\n";
            script.Raw($"commit refs/deploys/production\nmark :{number}\ncommitter {who}\ndata {message.Length}\n{message}\n");
            script.Raw(previous is null ? $"from {live}\ndeleteall\n" : $"from :{number - 1}\nmerge {live}\n");
            script.Raw($"M 100644 inline entry.json\ndata {body.Length}\n{body}\n");
            previous = IdOf("commit", Encoding.UTF8.GetBytes($"tree {tree}\n{parents}author {who}\ncommitter {who}\n\n{message}"));
        }
    }

    private static string IdOf(string type, byte[] content)
    {
#pragma warning disable CA5350 // It is Git's own.
        return Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"{type} {content.Length}\0"), .. content]));
#pragma warning restore CA5350
    }
}
