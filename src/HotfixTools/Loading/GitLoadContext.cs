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

    public GitLoadContext(string mainAssembly)
        : base("HotfixTools.Git") => _resolver = new AssemblyDependencyResolver(mainAssembly);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interfaces must be the same on both sides.
        if (assemblyName.Name == Core.GetName().Name)
            return Core;
        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}
