namespace HotfixTools;

/// <summary>
/// Whether an entry says the same everywhere: in its file, for programs; in its message, for people; and in its parents,
/// which keep the commits that it names. What a later version says beside that is not looked at.
/// </summary>
internal static class EntryAgreement
{
    /// <summary>What contradicts itself; null for nothing.</summary>
    /// <param name="reading">An entry.</param>
    /// <param name="expected">What its file makes of it.</param>
    public static string? Fault(ChainReading reading, NewChainEntry expected)
    {
        var (info, entry) = (reading.Info!, reading.Entry!);
        if (entry.Time("at") is { } at && at != info.CommittedAt)
            return "its file has another time than its commit";
        if (info.Message.Split('\n', 2)[0].TrimEnd() != DisplayText.Clean(expected.Subject))
            return "its subject says something else than its file";
        var trailers = Trailers(info.Message);
        foreach (var key in expected.Trailers.Select(trailer => trailer.Key).Distinct())
        {
            var told = trailers.Where(trailer => trailer.Key == key).Select(trailer => trailer.Value);
            if (!told.SequenceEqual(expected.Trailers.Where(trailer => trailer.Key == key).Select(trailer => RemoteUrl.Redact(trailer.Value)).Where(value => value.Length > 0)))
                return $"its trailer {key} says something else than its file";
        }

        // Not "!=": of a first entry the first parent is a commit that it names.
        foreach (var name in expected.Names.Where(name => !info.Parents.Contains(name)))
            return $"{name.Short}, which it names, is none of its parents";
        return null;
    }

    /// <summary>Whether a person in the file of an entry is the one who committed it. Git drops some signs around names.</summary>
    /// <param name="told">As the file has it.</param>
    /// <param name="author">As the commit has it.</param>
    public static bool IsSame(GitIdentity told, GitIdentity author) => Plain(told.Name) == Plain(author.Name) && Plain(told.Email) == Plain(author.Email);

    private static List<ChainTrailer> Trailers(string message) => [.. message.Split('\n').Skip(1).Select(Trailer).OfType<ChainTrailer>()];

    // "Key: value", where the key is of letters and dashes, and begins with a letter.
    private static ChainTrailer? Trailer(string line)
    {
        var end = 0;
        while (end < line.Length && (char.IsAsciiLetter(line[end]) || (line[end] == '-' && end > 0)))
            end++;
        return end > 0 && end < line.Length && line[end] == ':' && UrlSecrets.Remove(line[(end + 1)..].Trim()) is { Length: > 0 } value ? new ChainTrailer(line[..end], value) : null;
    }

    private static string Plain(string text) => RemoteUrl.Redact(text).Trim(' ', '.', ',', ':', ';', '<', '>', '"', '\\', '\'').Replace("<", string.Empty).Replace(">", string.Empty);
}
