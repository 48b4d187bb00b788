namespace HotfixTools.HelpBuilder;

/// <summary>Puts the help on disk.</summary>
internal static class HelpFile
{
    /// <summary>Writes the file only if it would change, so that a build that changes nothing leaves its time stamp alone.</summary>
    public static void WriteIfChanged(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

        // Moved into place: a PowerShell session that reads the help meanwhile sees the old file or the new, never half of one.
        var incoming = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(incoming, content);
        File.Move(incoming, path, overwrite: true);
    }

    /// <summary>Removes what earlier builds wrote and nobody writes any more.</summary>
    public static void RemoveOthers(string folder, string pattern, IEnumerable<string> written)
    {
        var kept = written.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(folder, pattern).Where(file => !kept.Contains(Path.GetFileName(file))).ToList())
            File.Delete(file);
    }
}
