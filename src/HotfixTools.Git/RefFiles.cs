using System.Text;

namespace HotfixTools.Git;

/// <summary>
/// The refs of a repository, read from the files that hold them. libgit2 lists refs by opening each of them, and reads all
/// packed ones to find one; where there are many, that is too long for somebody who has just pressed a key.
/// </summary>
/// <param name="gitFolder">The Git folder that linked worktrees share.</param>
internal sealed class RefFiles(string gitFolder)
{
    private const string Symbolic = "ref: ";
    private const string Lock = ".lock";
    private const int LongestFile = 4096;
    private const int MostSteps = 5;

    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private byte[]? _packed;

    /// <summary>The full names that begin so, each once. Those that have files of their own come first: they were written last.</summary>
    /// <param name="beginning">The beginning of a full name, such as <c>refs/heads/</c>.</param>
    public IEnumerable<string> Names(string beginning)
    {
        // A name out of a configuration file could lead elsewhere.
        if (!IsRef(beginning + "x"))
            yield break;
        HashSet<string> seen = new(StringComparer.Ordinal);
        var above = beginning[..(beginning.LastIndexOf('/') + 1)];
        var folder = Path.Combine(gitFolder, above);
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", All))
            {
                var name = above + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
                if (name.StartsWith(beginning, StringComparison.Ordinal) && !name.EndsWith(Lock, StringComparison.Ordinal) && seen.Add(name))
                    yield return name;
            }
        }

        var wanted = Encoding.UTF8.GetBytes(beginning);
        for (var line = FirstPacked(wanted); line < Packed.Length; line = Next(line))
        {
            if (NameAt(line) is var packed && packed.StartsWith(wanted))
            {
                if (Encoding.UTF8.GetString(packed) is var name && !seen.Contains(name))
                    yield return name;
            }
            else if (IsSorted && !packed.IsEmpty)
            {
                yield break;
            }
        }
    }

    /// <summary>What a ref holds; null where it does not exist.</summary>
    /// <param name="name">Its full name, or <c>HEAD</c>.</param>
    /// <param name="ownFolder">The Git folder of the worktree, which has a HEAD of its own.</param>
    public CommitId? Find(string name, string ownFolder)
    {
        var text = name == "HEAD" ? ReadFile(Path.Combine(ownFolder, name)) : Read(name);
        for (var step = 0; step < MostSteps && text?.StartsWith(Symbolic, StringComparison.Ordinal) == true; step++)
            text = Read(text[Symbolic.Length..]);
        return CommitId.TryParse(text, out var id) ? id : null;
    }

    /// <summary>The ref that a symbolic one names; null where it is none.</summary>
    /// <param name="gitFolder">The Git folder that linked worktrees share.</param>
    /// <param name="name">Its full name.</param>
    public static string? SymbolicTarget(string gitFolder, string name) =>
        IsRef(name) && ReadFile(Path.Combine(gitFolder, name)) is { } text && text.StartsWith(Symbolic, StringComparison.Ordinal) ? text[Symbolic.Length..] : null;

    private byte[] Packed => _packed ??= Path.Combine(gitFolder, "packed-refs") is var file && File.Exists(file) ? File.ReadAllBytes(file) : [];

    // As git has written it since 2018: "# pack-refs with: peeled fully-peeled sorted".
    private bool IsSorted => Line(0) is var header && header.StartsWith("# pack-refs with:"u8) && header.IndexOf(" sorted"u8) > 0;

    private static bool IsRef(string name) => name.StartsWith("refs/", StringComparison.Ordinal) && RefName.IsWellFormed(name);

    private string? Read(string name)
    {
        if (!IsRef(name))
            return null;
        if (ReadFile(Path.Combine(gitFolder, name)) is { } text)
            return text;
        var wanted = Encoding.UTF8.GetBytes(name);
        for (var line = FirstPacked(wanted); line < Packed.Length; line = Next(line))
        {
            if (NameAt(line).SequenceEqual(wanted))
                return Encoding.ASCII.GetString(Line(line)[..CommitId.Length]);
            if (IsSorted && !IsNoRef(line))
                return null;
        }

        return null;
    }

    private static string? ReadFile(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length <= LongestFile ? File.ReadAllText(path).Trim() : null;
    }

    // The line of the first name that is not before the wanted one; where nothing is sorted, the first line.
    private int FirstPacked(ReadOnlySpan<byte> wanted)
    {
        var (low, high) = (0, IsSorted ? Packed.Length : 0);
        while (low < high)
        {
            // From somewhere in the middle back to the begin of a line that names a ref.
            var line = Begin((low + high) / 2);
            while (line > low && IsNoRef(line))
                line = Begin(line - 1);
            if (!IsNoRef(line) && NameAt(line).SequenceCompareTo(wanted) >= 0)
                high = line;
            else
                low = NextRef(line);
        }

        return low;
    }

    private int NextRef(int line)
    {
        for (line = Next(line); line < Packed.Length && IsNoRef(line);)
            line = Next(line);
        return line;
    }

    private int Begin(int place) => place <= 0 ? 0 : Packed.AsSpan(0, place).LastIndexOf((byte)'\n') + 1;

    private int Next(int line) => Packed.AsSpan(line).IndexOf((byte)'\n') is >= 0 and var length ? line + length + 1 : Packed.Length;

    private ReadOnlySpan<byte> Line(int line) => Packed.AsSpan(line, Next(line) - line).TrimEnd("\r\n"u8);

    // "<id> <name>"; what a tag leads to stands in a line of its own, which begins with '^', and remarks with '#'.
    private bool IsNoRef(int line) => NameAt(line).IsEmpty;

    private ReadOnlySpan<byte> NameAt(int line) => Line(line) is { Length: > CommitId.Length + 1 } text && text[CommitId.Length] == ' ' ? text[(CommitId.Length + 1)..] : default;
}
