using System.Reflection;
using System.Runtime.InteropServices;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>The cmdlets of an assembly, as metadata: nothing of it runs, and no PowerShell is needed.</summary>
internal sealed class CmdletAssembly : IDisposable
{
    private readonly MetadataLoadContext _context;

    private CmdletAssembly(MetadataLoadContext context, IReadOnlyList<Type> cmdletTypes)
    {
        _context = context;
        CmdletTypes = cmdletTypes;
    }

    /// <summary>The public classes that are cmdlets.</summary>
    public IReadOnlyList<Type> CmdletTypes { get; }

    /// <summary>Opens the assembly; it refers to its neighbours, the runtime, and the PowerShell reference beside this tool.</summary>
    public static CmdletAssembly Open(string path)
    {
        string[] folders =
        [
            Path.GetDirectoryName(Path.GetFullPath(path))!,
            Path.Combine(AppContext.BaseDirectory, "reference"),
            RuntimeEnvironment.GetRuntimeDirectory(),
        ];
        // The first of a name wins: what the cmdlets were built with goes before what the tool runs on.
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll")).DistinctBy(Path.GetFileName);
        var context = new MetadataLoadContext(new PathAssemblyResolver(files));
        var cmdletTypes = context.LoadFromAssemblyPath(path).GetTypes()
            .Where(type => type is { IsVisible: true, IsAbstract: false } && type.Attribute(PowerShellAttribute.Cmdlet) is not null);
        return new CmdletAssembly(context, [.. cmdletTypes]);
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Dispose();
}
