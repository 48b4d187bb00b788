using System.Reflection;

namespace HotfixTools.PowerShell.Loading;

/// <summary>The way to Git, loaded when it is first needed: importing the module costs nothing of it.</summary>
internal static class GitLoader
{
    private static readonly Lazy<IGitService> Loaded = new(Load);

    public static IGitService Service => Loaded.Value;

    /// <summary>Whether it was needed already.</summary>
    public static bool IsLoaded => Loaded.IsValueCreated;

    private static IGitService Load()
    {
        var folder = Path.GetDirectoryName(typeof(GitLoader).Assembly.Location)!;
        var path = Path.Combine(folder, "dependencies", "HotfixTools.Git.dll");
        var assembly = new GitLoadContext(path).LoadFromAssemblyName(new AssemblyName("HotfixTools.Git"));
        var constructor = assembly.GetType("HotfixTools.Git.GitService", throwOnError: true)!.GetConstructor([])!;
        return (IGitService)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
    }
}
