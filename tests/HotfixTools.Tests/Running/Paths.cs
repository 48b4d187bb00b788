using System.Reflection;

namespace HotfixTools.ModuleTests.Running;

/// <summary>Where the things are that the tests run.</summary>
internal static class Paths
{
    /// <summary>The root of the source tree: the folder of the manifest.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The manifest that users import.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "HotfixTools.psd1");

    /// <summary>The built host.</summary>
    public static string Host { get; } = Metadata("HostAssembly");

    /// <summary>A LibGit2Sharp.dll of another version.</summary>
    public static string OtherLibGit2Sharp { get; } = Metadata("OtherLibGit2Sharp");

    /// <summary>The built builder of the help.</summary>
    public static string HelpBuilder { get; } = Metadata("HelpBuilder");

    /// <summary>Where the cmdlets were built, with their documentation.</summary>
    public static string CmdletOutput { get; } = Metadata("CmdletOutput");

    private static string Metadata(string key) =>
        typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HotfixTools.psd1")))
                return folder.FullName;
        }

        throw new InvalidOperationException("HotfixTools.psd1 is nowhere above " + AppContext.BaseDirectory);
    }
}
