using System.Reflection;

namespace HotfixTools.PowerShell.Loading;

/// <summary>The way to Git, loaded when it is first needed: importing the module costs nothing of it.</summary>
internal static class GitLoader
{
    private static readonly Lazy<IGitService> Loaded = new(Load);

    private static int _isPrepared;

    public static IGitService Service => Loaded.Value;

    /// <summary>Whether it was needed already.</summary>
    public static bool IsLoaded => Loaded.IsValueCreated;

    /// <summary>Readies what a command needs that is about to begin: once, and on other threads.</summary>
    public static void Prepare()
    {
        if (Interlocked.Exchange(ref _isPrepared, 1) == 0)
            Rehearsal.Begin();
    }

    private static IGitService Load()
    {
        var folder = Path.GetDirectoryName(typeof(GitLoader).Assembly.Location)!;
        var path = Path.Combine(folder, "dependencies", "HotfixTools.Git.dll");
        var assembly = new GitLoadContext(path).LoadFromAssemblyName(new AssemblyName("HotfixTools.Git"));
        var constructor = assembly.GetType("HotfixTools.Git.GitService", throwOnError: true)!.GetConstructor([])!;
        return (IGitService)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
    }
}
