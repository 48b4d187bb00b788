using System.Text;
using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// Makes libgit2 read the configuration that <c>git</c> would read in this session. Two reasons: libgit2 sees the
/// environment that the process was started with, not what <c>$env:HOME = …</c> made of it; and a remote of our own,
/// which leads to our own transport, must be configured somewhere that is not the user's.
/// </summary>
internal static class GitConfiguration
{
    // As libgit2 calls them; it finds both in one folder.
    private const string GlobalFile = ".gitconfig";
    private const string SystemFile = "gitconfig";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly object Gate = new();

    // Those who need the configuration as it is. One that hangs, on a file system say, never goes.
    private static HashSet<Use> _uses = [];
    private static string? _applied;
    private static string? _folder;

    /// <summary>
    /// Applies this session's configuration, and keeps it from changing until disposed of: it is one per process. Any number
    /// may use it at once. One that is to change waits for those who use it, but not for what hangs.
    /// </summary>
    public static IDisposable Enter()
    {
        lock (Gate)
        {
            var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            while (!TryApply(isAnyway: until <= Environment.TickCount64))
                Monitor.Wait(Gate, TimeSpan.FromMilliseconds(Math.Max(1, until - Environment.TickCount64)));
            var use = new Use();
            _uses.Add(use);
            return use;
        }
    }

    private static bool TryApply(bool isAnyway)
    {
        var home = Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var global = Variable("GIT_CONFIG_GLOBAL");
        var xdg = Path.Combine(Variable("XDG_CONFIG_HOME") ?? Path.Combine(home, ".config"), "git");
        var noSystem = Variable("GIT_CONFIG_NOSYSTEM") is { } off && off is not ("0" or "false" or "no" or "off");
        var system = Variable("GIT_CONFIG_SYSTEM");
        var state = string.Join('\n', home, global, xdg, noSystem, system);
        if (state == _applied)
            return true;
        if (_uses.Count > 0 && !isAnyway)
            return false;
        // Who hangs is waited for once.
        _uses = [];

        if (_folder is null)
        {
            _folder = Directory.CreateTempSubdirectory("hotfixtools-").FullName;
            AppDomain.CurrentDomain.ProcessExit += (_, _) => TemporaryFolder.Remove(_folder, [GlobalFile, SystemFile]);
        }

        // git reads GIT_CONFIG_GLOBAL instead of both files of the user; the second would be called "config".
        Write(GlobalFile, global ?? Path.Combine(home, ".gitconfig"), withRemote: true);
        GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.Global, _folder);
        GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.Xdg, global is null ? xdg : _folder);
        if (noSystem || system is not null)
            Write(SystemFile, noSystem ? null : system, withRemote: false);
        GlobalSettings.SetConfigSearchPaths(ConfigurationLevel.System, noSystem || system is not null ? _folder : null!);

        _applied = state;
        return true;
    }

    private static void Write(string file, string? include, bool withRemote)
    {
        var text = new StringBuilder();
        if (include is not null)
            text.Append("[include]\n\tpath = \"").Append(include.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append("\"\n");
        if (withRemote)
            text.Append("[remote \"").Append(ProcessSubtransport.RemoteName).Append("\"]\n\turl = ").Append(ProcessSubtransport.Url).Append('\n');
        File.WriteAllBytes(Path.Combine(_folder!, file), Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private sealed class Use : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
            {
                if (_uses.Remove(this))
                    Monitor.PulseAll(Gate);
            }
        }
    }
}
