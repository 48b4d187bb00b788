using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace HotfixTools.PowerShell.Loading;

/// <summary>
/// Where HotfixTools.Git, LibGit2Sharp and its native library live: apart, so that another module may have loaded
/// another LibGit2Sharp into this process.
/// </summary>
internal sealed class GitLoadContext : AssemblyLoadContext
{
    private static readonly Assembly Core = typeof(IGitService).Assembly;

    private readonly AssemblyDependencyResolver _resolver;
    // Each function of a library asks for it, and the resolver looks at the disk each time. Objects, not numbers: .NET comes with
    // code for those.
    private readonly ConcurrentDictionary<string, object> _libraries = new();

    public GitLoadContext(string mainAssembly)
        : base("HotfixTools.Git") => _resolver = new AssemblyDependencyResolver(mainAssembly);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interfaces must be the same on both sides.
        if (assemblyName.Name == Core.GetName().Name)
            return Core;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is not { } path)
            return null;
        return CompiledImages.Load(this, assemblyName.Name!) ?? LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) => (IntPtr)_libraries.GetOrAdd(unmanagedDllName, Find);

    private object Find(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}
