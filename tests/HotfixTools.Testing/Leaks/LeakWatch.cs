using System.Reflection;

namespace HotfixTools.Testing;

/// <summary>
/// Looks for secrets where none may be: in all that the module and its hosts say while tests run, and in what they leave
/// behind. Every secret that a test uses has one of the marks of <c>tests/secret-marks.txt</c> in it; the file has them as
/// they are, and as they come out in base64. <c>.ci/find-secrets</c> looks for the same in logs.
/// </summary>
public static class LeakWatch
{
    private const int ShownAround = 60;

    /// <summary>What every secret of a test has one of in it, in each form.</summary>
    public static IReadOnlyList<string> Marks { get; } = Read();

    /// <summary>Where a secret is in a text: what stands around it, without it; null for none.</summary>
    /// <param name="text">Any text.</param>
    public static string? Find(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        foreach (var mark in Marks)
        {
            if (text.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0)
                return $"{text[Math.Max(0, at - ShownAround)..at]}***{text[(at + mark.Length)..Math.Min(text.Length, at + mark.Length + ShownAround)]}";
        }

        return null;
    }

    /// <summary>Fails where a secret is in a text.</summary>
    /// <param name="where">What text it is.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="SecretLeakedException">There is one.</exception>
    public static void Check(string where, string? text)
    {
        if (Find(text) is { } around)
            throw new SecretLeakedException($"A secret is in {where}: …{around}…");
    }

    /// <summary>Fails where a secret is in a file below a folder, or in its name.</summary>
    /// <param name="folder">The folder; one that is not there has none.</param>
    /// <exception cref="SecretLeakedException">There is one.</exception>
    public static void CheckFolder(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            Check($"the name of a file below {folder}", Path.GetRelativePath(folder, file));
            // A pipe, which would be waited for, has no length; nor has what is empty.
            if (new FileInfo(file).Length == 0)
                continue;
            // As it is, byte for byte: whatever it is made of, a mark is ASCII.
            Check(file, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        }
    }

    private static string[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("secret-marks.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
