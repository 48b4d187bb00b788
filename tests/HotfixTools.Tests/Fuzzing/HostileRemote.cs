using System.Text;

namespace HotfixTools.ModuleTests.Fuzzing;

/// <summary>Writes into a bare repository what no git would write, and some server will take.</summary>
/// <param name="remote">The bare repository.</param>
internal sealed class HostileRemote(string remote)
{
    /// <summary>The person whom everything is by.</summary>
    public const string Ada = "A <a@x.example> 1767225600 +0000";

    /// <summary>An object, whatever is in it.</summary>
    public string Write(string type, byte[] content)
    {
        var file = Path.Combine(remote, $"object-{Guid.NewGuid():N}");
        File.WriteAllBytes(file, content);
        try
        {
            return GitProcess.Run(remote, "hash-object", "-w", "--literally", "-t", type, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public string Write(string type, string content) => Write(type, Encoding.UTF8.GetBytes(content));

    /// <summary>A tree of one entry.</summary>
    public string Tree(string id, string mode = "100644", string name = "entry.json") => Write("tree", [.. Encoding.UTF8.GetBytes($"{mode} {name}\0"), .. Convert.FromHexString(id)]);

    /// <summary>A commit.</summary>
    public string Commit(string tree, string message, string who = Ada, params string[] parents) =>
        Write("commit", $"tree {tree}\n{string.Concat(parents.Select(parent => $"parent {parent}\n"))}author {who}\ncommitter {who}\n\n{message}");

    /// <summary>What an entry of a ledger says.</summary>
    public static string Deploy(string environment, string commit, string at = "2026-01-01T00:00:00+00:00", string? previous = null, string by = "A <a@x.example>") =>
        $$"""{"version":1,"previous":{{(previous is null ? "null" : $"\"{previous}\"")}},"entry":"0a","at":"{{at}}","kind":"deploy","environment":"{{environment}}","commit":"{{commit}}","deployedAt":"{{at}}","deployedBy":"{{by}}","isHotfix":false}""";

    /// <summary>What people read of it.</summary>
    public static string Message(string environment, string commit) =>
        $"Deploy {commit[..8]} to {environment}\n\nEnvironment: {environment}\nCommit: {commit}\nDeployed-By: A <a@x.example>\n";

    /// <summary>Lets a ref name an object.</summary>
    public void Set(string reference, string id) => GitProcess.Run(remote, "update-ref", reference, id);

    /// <summary>
    /// A chain of so many sound entries of a ledger. The id of each is in the next one, so they are reckoned here; git only
    /// takes them in.
    /// </summary>
    public void Chain(string environment, string commit, int entries)
    {
        var script = Path.Combine(remote, "chain");
        using (var writer = new StreamWriter(script, false, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            string? previous = null;
            for (var number = 1; number <= entries; number++)
            {
                var at = DateTimeOffset.UnixEpoch.AddMinutes(number);
                var who = $"A <a@x.example> {at.ToUnixTimeSeconds()} +0000";
                var (body, message) = (Deploy(environment, commit, at.ToString("yyyy-MM-dd'T'HH:mm:ss+00:00", System.Globalization.CultureInfo.InvariantCulture), previous), Message(environment, commit));
                var tree = IdOf("tree", [.. Encoding.UTF8.GetBytes("100644 entry.json\0"), .. Convert.FromHexString(IdOf("blob", Encoding.UTF8.GetBytes(body)))]);
                var parents = previous is null ? $"parent {commit}\n" : $"parent {previous}\nparent {commit}\n";
                previous = IdOf("commit", Encoding.UTF8.GetBytes($"tree {tree}\n{parents}author {who}\ncommitter {who}\n\n{message}"));
                writer.Write($"commit refs/deploys/{environment}\nmark :{number}\nauthor {who}\ncommitter {who}\ndata {message.Length}\n{message}\n");
                writer.Write(number == 1 ? $"from {commit}\ndeleteall\n" : $"from :{number - 1}\nmerge {commit}\n");
                writer.Write($"M 100644 inline entry.json\ndata {body.Length}\n{body}\n");
            }

            writer.Write("done\n");
        }

        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["fast-import", "--quiet", "--done", "--force"]) { WorkingDirectory = remote, RedirectStandardInput = true })!;
        using (var input = File.OpenRead(script))
            input.CopyTo(git.StandardInput.BaseStream);
        git.StandardInput.Close();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        File.Delete(script);
    }

    private static string IdOf(string type, byte[] content)
    {
#pragma warning disable CA5350 // It is Git's own.
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData([.. Encoding.ASCII.GetBytes($"{type} {content.Length}\0"), .. content]));
#pragma warning restore CA5350
    }
}
