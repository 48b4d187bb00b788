using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>Reads what lies between two trees so that equal changes are equal wherever and whenever they were made.</summary>
internal static class PatchReader
{
    private static readonly CompareOptions Options = new() { ContextLines = 3, InterhunkLines = 0, Similarity = SimilarityOptions.None };

    /// <summary>Reads it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="from">The older tree; null for an empty one.</param>
    /// <param name="to">The newer tree.</param>
    public static CommitPatch Read(Repository repository, Tree? from, Tree to)
    {
        using var patch = repository.Diff.Compare<Patch>(from, to, Options);
        var files = patch.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            Add(hash, $"{file.Path}\0{file.OldMode} {file.Mode}");
            // Of bytes that are no text, or none that can be read, there is nothing to tell but which they are; and of what
            // became another thing, such as a link a file, the library shows no lines.
            if (file.IsBinaryComparison || file.Status == LibGit2Sharp.ChangeKind.TypeChanged || file.Mode == Mode.GitLink || file.OldMode == Mode.GitLink || file.Patch.Contains('\uFFFD'))
                Add(hash, $"{file.OldOid} {file.Oid}");
            else
                AddLines(hash, file.Patch);
        }

        return new CommitPatch(Convert.ToHexString(hash.GetHashAndReset()), [.. files.Select(file => file.Path)]);
    }

    // Without the header, which names blobs, and without the numbers of lines, which say where a hunk stands.
    private static void AddLines(IncrementalHash hash, string patch)
    {
        var isBody = false;
        foreach (var line in patch.Split('\n'))
        {
            var isHunk = line.StartsWith("@@ ", StringComparison.Ordinal);
            isBody |= isHunk;
            if (isBody)
                Add(hash, isHunk ? "@@" : line);
        }
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
