using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace HotfixTools.PowerShell.Loading;

/// <summary>
/// The assemblies of this module that were compiled ahead of time, in <c>images/&lt;platform&gt;/</c> beside it: to compile them
/// takes longer than most commands. Where there is none, or it cannot be loaded, the assembly that runs everywhere is taken.
/// </summary>
internal static class CompiledImages
{
    private const string Core = "HotfixTools.Core";

    private static readonly string Folder = Path.GetDirectoryName(typeof(CompiledImages).Assembly.Location)!;

    /// <summary>The operating system and the processor of this process; on Linux, whatever its C library is.</summary>
    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsLinux() ? "linux" : "other";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>
    /// Loads Core: before anything else does, who would take the one beside this assembly. PowerShell makes an object of this
    /// assembly as soon as it reads HotfixTools.Types.ps1xml, which names types of Core below.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The ModuleInitializer attribute should not be used in libraries", Justification = "PowerShell calls its own initializers when it has loaded Core.")]
    internal static void LoadCore()
    {
        Collate();
        var context = AssemblyLoadContext.GetLoadContext(typeof(CompiledImages).Assembly)!;
        if (Load(context, Core) is null)
            context.LoadFromAssemblyPath(Path.Combine(Folder, Core + ".dll"));
    }

    // The first to compare words of a language without regard to case waits for its rules. In an import that is PowerShell, which
    // compares the names of cmdlets so once it has read types and views: meanwhile another thread can do it.
    private static void Collate()
    {
        var words = CultureInfo.CurrentCulture.CompareInfo;
        ThreadPool.QueueUserWorkItem(_ => words.Compare("a", "b", CompareOptions.IgnoreCase));
    }

    /// <summary>Loads the image of an assembly for the platform that this runs on.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="name">The name of the assembly.</param>
    /// <returns>The assembly; null if there is no such image, or none that can be loaded.</returns>
    public static Assembly? Load(AssemblyLoadContext context, string name)
    {
        var image = Path.Combine(Folder, "images", Platform, name + ".dll");
        try
        {
            return File.Exists(image) ? context.LoadFromAssemblyPath(image) : null;
        }
        catch (Exception error) when (error is BadImageFormatException or IOException)
        {
            return null;
        }
    }
}
