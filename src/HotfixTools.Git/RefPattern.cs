namespace HotfixTools.Git;

/// <summary>A full ref name with one <c>*</c> at most, which stands for any text.</summary>
internal static class RefPattern
{
    /// <summary>Whether a name is one that the pattern means.</summary>
    public static bool Matches(string pattern, string name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
            return pattern == name;
        var (head, tail) = (pattern[..star], pattern[(star + 1)..]);
        return name.Length >= head.Length + tail.Length && name.StartsWith(head, StringComparison.Ordinal) && name.EndsWith(tail, StringComparison.Ordinal);
    }
}
