using System.ComponentModel;
using System.Diagnostics;

namespace HotfixTools.Services;

/// <summary>
/// What the user's Git credential helpers know, by <c>git credential fill</c>; never prompts. Reads only: what a server
/// refuses is not erased, because a refusal at 3 a.m. is as often the server's fault.
/// </summary>
/// <param name="workingFolder">The repository, whose configuration may name helpers.</param>
public sealed class GitCredentialHelper(string? workingFolder) : ICredentialSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public RemoteCredential? Find(RemoteUrl url, string? userName)
    {
        // A line end in a name would be a line more of git's protocol, and could ask for another server's password.
        if (!Uri.TryCreate(url.Text, UriKind.Absolute, out var uri) || userName?.Any(char.IsControl) == true)
            return null;
        var answer = Ask(uri, userName);
        return answer.TryGetValue("username", out var user) && answer.TryGetValue("password", out var password) ? new RemoteCredential(user, password) : null;
    }

    private Dictionary<string, string> Ask(Uri uri, string? userName)
    {
        if (ProgramPath.Find("git") is not { } program)
            return [];
        // No askpass program and no terminal: a cron job that waits for somebody to type is a job that hangs.
        var start = new ProcessStartInfo(program, ["-c", "core.askPass=", "credential", "fill"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder ?? string.Empty,
        };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_ASKPASS"] = string.Empty;
        start.Environment["SSH_ASKPASS"] = string.Empty;
        start.Environment["GCM_INTERACTIVE"] = "never";
        try
        {
            using var git = Process.Start(start)!;
            git.ErrorDataReceived += static (_, _) => { };
            git.BeginErrorReadLine();
            git.StandardInput.Write($"url={uri.Scheme}://{uri.Authority}{uri.AbsolutePath}\n");
            git.StandardInput.Write(userName is null ? "\n" : $"username={userName}\n\n");
            git.StandardInput.Close();
            var output = git.StandardOutput.ReadToEndAsync();
            if (!git.WaitForExit(Patience))
            {
                git.Kill(entireProcessTree: true);
                return [];
            }

            return git.ExitCode == 0 ? Parse(output.GetAwaiter().GetResult()) : [];
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            // No git, or one that goes away: it knows nothing.
            return [];
        }
    }

    private static Dictionary<string, string> Parse(string output)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('=', 2) is [var name, var value])
                fields[name] = value.TrimEnd('\r');
        }

        return fields;
    }
}
