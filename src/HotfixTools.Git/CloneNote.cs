using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace HotfixTools.Git;

/// <summary>A note in the Git folder of a clone. It is its writer's alone for as long as that process runs.</summary>
/// <param name="file">The file.</param>
internal sealed class CloneNote(string file)
{
    /// <summary>What it says; null where there is none, or where another process that still runs wrote it.</summary>
    public string? Read()
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Split('\n', 2) is [var writer, var text] && !IsOfAnother(writer) ? text : null;
        }
        catch (IOException)
        {
            // Just being written: by a process that runs.
            return null;
        }
    }

    /// <summary>Writes it; null removes it.</summary>
    public void Write(string? text)
    {
        if (text is null)
        {
            File.Delete(file);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var self = Process.GetCurrentProcess();
        File.WriteAllText(file, $"{Signature(self)}\n{text}");
    }

    private static bool IsOfAnother(string writer)
    {
        if (!int.TryParse(writer.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId)
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return Signature(process) == writer;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    // A number is given to another process in time; with the second of its start it is not. Linux counts that from the
    // start of the machine, and two readings may differ by a hair.
    private static string Signature(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Id} {new DateTimeOffset(process.StartTime).ToUnixTimeSeconds() / 10}");
}
