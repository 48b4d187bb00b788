using System.Text;
using LibGit2Sharp;

namespace HotfixTools.Git.Merging;

/// <summary>
/// What two sides changed of the lines of a file. Programs find the changed lines by different methods, and where lines
/// repeat they merge to different files. Where a line that is there once stands between the changes of the two, all of them
/// come to the same.
/// </summary>
internal static class LineEdits
{
    private const long MaxBytes = 10 * 1024 * 1024;

    /// <summary>Whether it is certain that each side changed lines of its own.</summary>
    /// <param name="origin">What both start from.</param>
    /// <param name="ours">One side.</param>
    /// <param name="theirs">The other side.</param>
    public static bool AreApart(Blob origin, Blob ours, Blob theirs)
    {
        if (new[] { origin, ours, theirs }.Any(blob => blob.Size > MaxBytes || blob.IsBinary))
            return false;
        var (before, left, right) = (Lines(origin), Lines(ours), Lines(theirs));
        var (first, second) = (Changed(before, left), Changed(before, right));
        if (second.Start < first.Start)
            (first, second) = (second, first);
        return first.End < second.Start && before[first.End..second.Start].Any(line => new[] { before, left, right }.All(lines => lines.Count(line.Equals) == 1));
    }

    // Byte by byte, whatever they mean.
    private static string[] Lines(Blob blob) => blob.GetContentText(Encoding.Latin1).Split('\n');

    // From the first line that is another to the last.
    private static (int Start, int End) Changed(string[] before, string[] after)
    {
        var most = Math.Min(before.Length, after.Length);
        var start = 0;
        while (start < most && before[start] == after[start])
            start++;
        var same = 0;
        while (same < most - start && before[^(same + 1)] == after[^(same + 1)])
            same++;
        return (start, before.Length - same);
    }
}
