using System.Diagnostics;

namespace HotfixTools.Testing.Signing;

/// <summary>An agent of SSH that has one key, and a program that signs by it.</summary>
public sealed class SshAgent : IDisposable
{
    private readonly Process _agent;
    private readonly string _folder = Directory.CreateTempSubdirectory("hg-").FullName;

    /// <summary>Starts one.</summary>
    /// <param name="folder">Where the program is written.</param>
    /// <param name="key">The key that it has.</param>
    public SshAgent(string folder, string key)
    {
        var socket = Path.Combine(_folder, "s");
        _agent = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!;
        if (!SpinWait.SpinUntil(() => File.Exists(socket), TimeSpan.FromSeconds(30)))
            throw new InvalidOperationException("The agent did not start.");
        SshKeygen = ProgramRun.Write(Path.Combine(folder, "keygen-by-agent"), $"SSH_AUTH_SOCK={socket} exec ssh-keygen \"$@\"");
        ProgramRun.Require(ProgramRun.Write(Path.Combine(folder, "add-to-agent"), $"SSH_AUTH_SOCK={socket} exec ssh-add -q \"$@\""), [key]);
    }

    /// <summary>The program.</summary>
    public string SshKeygen { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _agent.Kill();
        _agent.WaitForExit();
        _agent.Dispose();
        TestHome.Remove(_folder);
    }
}
