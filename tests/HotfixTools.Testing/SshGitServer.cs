using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HotfixTools.Testing;

/// <summary>A real <c>sshd</c> on a high port of the loopback, with keys of its own, that lets the current user in by key.</summary>
public sealed class SshGitServer : IDisposable
{
    private static readonly string[] Places = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"];

    private readonly string _folder;
    private readonly Process _server;

    private SshGitServer(string folder, Process server, int port)
    {
        _folder = folder;
        _server = server;
        Port = port;
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The user whom it lets in.</summary>
    public static string User => Environment.UserName;

    /// <summary>The file of the key that it lets in.</summary>
    public string Key => Path.Combine(_folder, "user");

    /// <summary>The file of a key that it does not let in.</summary>
    public string WrongKey => Path.Combine(_folder, "stranger");

    /// <summary>The call of <c>ssh</c> that knows the server and has the key; asks nobody.</summary>
    public string Command => CommandWith(Key);

    /// <summary>A configuration of <c>ssh</c> that knows the server as <c>shop</c>.</summary>
    public string Configuration => Path.Combine(_folder, "config");

    /// <summary>Starts one; null, with the reason, where this machine cannot.</summary>
    public static SshGitServer? TryStart(out string reason)
    {
        reason = "sshd is not installed.";
        if (OperatingSystem.IsWindows() || Array.Find(Places, File.Exists) is not { } sshd)
            return null;
        var folder = Directory.CreateTempSubdirectory("hotfixtools-ssh-").FullName;
        foreach (var key in new[] { "host", "user", "stranger" })
            Run("ssh-keygen", "-q", "-t", "ed25519", "-N", string.Empty, "-f", Path.Combine(folder, key));
        File.Copy(Path.Combine(folder, "user.pub"), Path.Combine(folder, "authorized"));
        // Where sshd is started by root, it wants the folder that its service would have made.
        if (User == "root")
            Directory.CreateDirectory("/run/sshd");

        var port = FreePort();
        File.WriteAllText(Path.Combine(folder, "sshd"), string.Join('\n',
            $"Port {port}", "ListenAddress 127.0.0.1", $"HostKey {folder}/host", $"AuthorizedKeysFile {folder}/authorized", "PidFile none",
            "StrictModes no", "UsePAM no", "PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin yes", "PrintMotd no", string.Empty));
        File.WriteAllText(Path.Combine(folder, "known"), $"[127.0.0.1]:{port} {File.ReadAllText(Path.Combine(folder, "host.pub"))}");
        File.WriteAllText(Path.Combine(folder, "config"), string.Join('\n',
            "Host shop", "HostName 127.0.0.1", $"Port {port}", $"User {User}", $"IdentityFile {folder}/user", "IdentitiesOnly yes",
            $"UserKnownHostsFile {folder}/known", "BatchMode yes", string.Empty));
        var server = Process.Start(new ProcessStartInfo(sshd, ["-D", "-e", "-f", Path.Combine(folder, "sshd")]) { RedirectStandardError = true })!;
        var words = server.StandardError.ReadToEndAsync();
        if (IsListening(port, server))
            return new SshGitServer(folder, server, port);
        if (!server.HasExited)
            server.Kill();
        reason = $"sshd does not start here: {words.GetAwaiter().GetResult().Trim()}";
        TestHome.Remove(folder);
        return null;
    }

    /// <summary>The call of <c>ssh</c> that knows the server and has a key; asks nobody.</summary>
    public string CommandWith(string key, string knownHosts = "known") =>
        $"ssh -F none -i {key} -o IdentitiesOnly=yes -o UserKnownHostsFile={_folder}/{knownHosts} -o StrictHostKeyChecking=yes -o BatchMode=yes";

    /// <summary>The URL of a repository.</summary>
    public string Url(string repository) => $"ssh://{User}@127.0.0.1:{Port}{repository}";

    /// <summary>Ends the server; safe to call again.</summary>
    public void Dispose()
    {
        if (!Directory.Exists(_folder))
            return;
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        TestHome.Remove(_folder);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsListening(int port, Process server)
    {
        for (var attempt = 0; attempt < 200 && !server.HasExited; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                Thread.Sleep(25);
            }
        }

        return false;
    }
}
