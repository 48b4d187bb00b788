using System.Runtime.CompilerServices;

namespace HotfixTools.Testing;

/// <summary>A home folder for this test process, so that nobody's own Git configuration has a say.</summary>
public static class TestHome
{
    /// <summary>The name that tests commit under.</summary>
    public const string UserName = "Tess Tester";

    /// <summary>The address that tests commit under.</summary>
    public const string UserEmail = "tess@example.com";

    /// <summary>The folder.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("hotfixtools-home-").FullName;

    /// <summary>Makes it the home of this process and of its children. Safe to call again.</summary>
    public static void Use()
    {
        File.WriteAllText(
            Path.Combine(Folder, ".gitconfig"),
            $"[user]\n\tname = {UserName}\n\temail = {UserEmail}\n[init]\n\tdefaultBranch = master\n[advice]\n\tdetachedHead = false\n[protocol \"file\"]\n\tallow = always\n");
        Environment.SetEnvironmentVariable("HOME", Folder);
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", Path.Combine(Folder, "xdg"));
        Environment.SetEnvironmentVariable("GIT_CONFIG_NOSYSTEM", "1");
        Environment.SetEnvironmentVariable("HOTFIXTOOLS_CACHE", Path.Combine(Folder, "cache"));
        foreach (var name in new[] { "GIT_CONFIG_GLOBAL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL", "HOTFIX_HOST", "HOTFIX_USERNAME", "HOTFIX_PASSWORD", "HOTFIX_TOKEN", "GIT_SSH_COMMAND", "GIT_SSH" })
            Environment.SetEnvironmentVariable(name, null);
    }

    [ModuleInitializer]
    internal static void Initialize()
    {
        Use();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(Folder);
    }

    /// <summary>Removes a folder with all that is in it.</summary>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }
}
