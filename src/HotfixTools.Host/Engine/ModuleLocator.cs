namespace HotfixTools.Host.Engine;

/// <summary>Finds the manifest of the module that belongs to this host.</summary>
internal static class ModuleLocator
{
    private const string Manifest = "HotfixTools.psd1";
    private const string Views = "bin/HotfixTools.Format.ps1xml";

    /// <summary>Beside the host where both were published together, else upwards: the top of the source tree.</summary>
    /// <returns>The full path; null if there is none.</returns>
    public static string? Find(string hostFolder)
    {
        for (var folder = new DirectoryInfo(hostFolder); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, Manifest);
            if (File.Exists(beside))
                return beside;

            var inside = Path.Combine(folder.FullName, "HotfixTools", Manifest);
            if (File.Exists(inside))
                return inside;
        }

        return null;
    }

    /// <summary>The views of this module, by its manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <returns>The full path; null where the manifest is of another module.</returns>
    public static string? FindViews(string manifest)
    {
        var views = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(manifest))!, Views);
        return Path.GetFileName(manifest) == Manifest && File.Exists(views) ? views : null;
    }
}
