using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HotfixTools.Git.Transport;

/// <summary>How git calls SSH: <c>GIT_SSH_COMMAND</c>, <c>core.sshCommand</c>, <c>GIT_SSH</c>, <c>ssh</c>, in this order (git(1)).</summary>
internal static partial class SshCommand
{
    /// <summary>The call that starts a Git server at a host.</summary>
    /// <param name="url">An SSH URL.</param>
    /// <param name="service"><c>upload-pack</c> or <c>receive-pack</c>.</param>
    /// <param name="coreSshCommand">The setting <c>core.sshCommand</c>.</param>
    public static ProcessStartInfo For(RemoteUrl url, string service, string? coreSshCommand)
    {
        var (destination, port, path) = Split(url.Text);
        List<string> arguments = [];
        if (port is not null)
            arguments.AddRange(["-p", port]);
        arguments.AddRange([destination, $"git-{service} {Quote(path)}"]);

        var command = Variable("GIT_SSH_COMMAND") ?? coreSshCommand;
        return command is null ? Program(Variable("GIT_SSH") ?? "ssh", arguments) : Shell(command, arguments);
    }

    /// <summary>The parts of an SSH URL.</summary>
    internal static (string Destination, string? Port, string Path) Split(string text)
    {
        var match = UrlForm().Match(text);
        if (!match.Success)
            match = ScpForm().Match(text);
        var host = match.Groups["host"].Value.Trim('[', ']');
        var user = match.Groups["user"];
        var port = match.Groups["port"];
        var path = match.Groups["path"].Value;
        // ssh://host/~user/x names a home folder, which the server's shell would not see behind a slash.
        if (path.StartsWith("/~", StringComparison.Ordinal))
            path = path[1..];
        if (!match.Success || host.StartsWith('-') || user.Value.StartsWith('-') || path.StartsWith('-'))
            throw new FormatException($"'{RemoteUrl.Redact(text)}' is not an SSH address.");
        return (user.Success ? $"{user.Value}@{host}" : host, port.Success ? port.Value : null, path);
    }

    private static ProcessStartInfo Program(string program, IEnumerable<string> arguments)
    {
        // A path is taken as it is, by whoever set GIT_SSH; a name is looked up on the PATH alone.
        var found = program.IndexOfAny(['/', '\\']) >= 0 ? Path.GetFullPath(program) : ProgramPath.Find(program);
        var start = new ProcessStartInfo(found ?? throw HotfixErrors.SshRequired(program));
        start.Environment.Remove(GitProgram.ProtocolVariable);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    // The user's command is a line for the shell, as with git; what we add reaches it as arguments, never as text.
    private static ProcessStartInfo Shell(string command, IEnumerable<string> arguments) =>
        Program("sh", ["-c", command + " \"$@\"", command, .. arguments]);

    private static string Quote(string path) => "'" + path.Replace("'", "'\\''") + "'";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"^[a-z+]*ssh[a-z+]*://(?:(?<user>[^/@:]+)(?::[^/@]*)?@)?(?<host>\[[^\]]+\]|[^/:]+)(?::(?<port>\d+))?(?<path>/.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex UrlForm();

    [GeneratedRegex(@"^(?:(?<user>[^/@:]+)@)?(?<host>\[[^\]/]+\]|[^/:]+):(?<path>.+)$")]
    private static partial Regex ScpForm();
}
