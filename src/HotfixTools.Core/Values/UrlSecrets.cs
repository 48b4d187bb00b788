using System.Text;

namespace HotfixTools;

/// <summary>
/// Takes passwords and tokens out of the addresses in a text. By hand, in time that grows with the length of the text alone: a
/// server chooses its words, and a regular expression that looks back at each letter could be kept busy for hours.
/// </summary>
internal static class UrlSecrets
{
    private const string SchemeEnd = "://";
    private const int LongestBeginning = 40;

    // Stands for white space, where that is a letter like others; no character.
    private const char Space = '\uFFFF';

    private static readonly string[] SecretNames = ["token", "secret", "password", "passwd", "apikey", "api-key", "api_key", "signature"];

    // Words of their own: "compat" and "design" are no secrets.
    private static readonly string[] SecretWords = ["sig", "pat", "auth", "pwd", "pass"];

    private static readonly int LongestName = SecretNames.Max(name => name.Length);

    /// <summary>A text without them.</summary>
    /// <param name="text">Any text.</param>
    public static string Remove(string text)
    {
        // Most texts have none.
        if (!text.Contains('@') && !text.Contains('='))
            return text;
        return WithoutValues(WithoutUsers(text));
    }

    /// <summary>The text of one address without them, which ends where the text does, and may be mistyped.</summary>
    /// <param name="address">The address of a remote, or what somebody took for one.</param>
    public static string RemoveFromAddress(string address)
    {
        if (!address.Contains('@') && !address.Contains('='))
            return address;
        var whole = new StringBuilder(address);
        for (var place = 0; place < whole.Length; place++)
        {
            if (char.IsWhiteSpace(whole[place]))
                whole[place] = Space;
        }

        return string.Join('/', Remove(whole.ToString()).Split('/').Select(WithoutPassword)).Replace(Space, ' ');
    }

    // "https:/ada:…@host" and "ada:…@host:path" are SSH to Git: the host, a colon, and a path.
    private static string WithoutPassword(string part)
    {
        var (colon, at) = (part.IndexOf(':'), part.LastIndexOf('@'));
        // A drive of Windows has a path behind its colon.
        return colon < 0 || at < colon || part[colon + 1] == '\\' ? part : part[..colon] + part[at..];
    }

    // A token may stand as the user name too, so all of it goes; SSH keeps the user, who is part of the address.
    private static string WithoutUsers(string text)
    {
        var shown = new StringBuilder(text.Length);
        var (taken, word) = (0, new WordEnd(text));
        for (var place = Next(text, SchemeEnd, 0); place >= 0; place = Next(text, SchemeEnd, Math.Max(place + SchemeEnd.Length, taken)))
        {
            var (begin, end) = (place + SchemeEnd.Length, place + SchemeEnd.Length);
            while (end < text.Length && text[end] != '/' && !char.IsWhiteSpace(text[end]))
                end++;
            var at = text.LastIndexOf('@', end - 1, end - begin);
            var scheme = SchemeBefore(text, place, taken);
            if (!scheme.ContainsAnyInRange('A', 'Z') && !scheme.ContainsAnyInRange('a', 'z'))
                continue;
            if (at < 0 && !IsSsh(scheme))
                at = EndOfOddPassword(text, begin, word);
            if (at < 0)
                continue;
            var (from, until) = (begin, at + 1);
            if (IsSsh(scheme))
                (from, until) = (text.IndexOfAny(['@', ':'], begin, until - begin), at);
            shown.Append(text, taken, from - taken);
            taken = until;
        }

        return taken == 0 ? text : shown.Append(text, taken, text.Length - taken).ToString();
    }

    // A password with a slash in it makes no address, and is printed all the same.
    private static int EndOfOddPassword(string text, int begin, WordEnd word)
    {
        var place = begin;
        while (place < text.Length && text[place] is not ('/' or ':' or '@') && !char.IsWhiteSpace(text[place]))
            place++;
        if (place == text.Length || text[place] != ':')
            return -1;
        do
            place++;
        while (place < text.Length && char.IsAsciiDigit(text[place]));
        // A port.
        if (place == text.Length || text[place] is '/' or '?' or '#' || char.IsWhiteSpace(text[place]))
            return -1;
        var end = word.After(place);
        if (end == text.Length || text[end] != '@')
            return -1;
        // It may have an "@" in it as well.
        var host = end;
        while (host < text.Length && text[host] != '/' && !char.IsWhiteSpace(text[host]))
            host++;
        return text.LastIndexOf('@', host - 1, host - end);
    }

    private static string WithoutValues(string text)
    {
        var shown = new StringBuilder(text.Length);
        var taken = 0;
        for (var place = text.IndexOf('='); place >= 0; place = Next(text, "=", place + 1))
        {
            if (place < taken || !IsSecretName(text, place))
                continue;
            shown.Append(text, taken, place + 1 - taken);
            for (taken = place + 1; taken < text.Length && text[taken] is not ('&' or '\'' or '"') && !char.IsWhiteSpace(text[taken]);)
                taken++;
        }

        return taken == 0 ? text : shown.Append(text, taken, text.Length - taken).ToString();
    }

    private static ReadOnlySpan<char> SchemeBefore(string text, int end, int after)
    {
        var begin = end;
        while (begin > after && (char.IsAsciiLetterOrDigit(text[begin - 1]) || text[begin - 1] is '+' or '.' or '-'))
            begin--;
        return text.AsSpan(begin, end - begin);
    }

    private static bool IsSsh(ReadOnlySpan<char> scheme)
    {
        foreach (var letter in scheme)
        {
            if (!char.IsAsciiLetter(letter) && letter != '+')
                return false;
        }

        return scheme.Contains("ssh", StringComparison.OrdinalIgnoreCase);
    }

    // What stands between "?", "&", "#" or ";" and "=".
    private static bool IsSecretName(string text, int end)
    {
        var begin = end;
        while (begin > 0 && end - begin <= LongestBeginning + LongestName && text[begin - 1] is not ('?' or '&' or '#' or ';' or '=') && !char.IsWhiteSpace(text[begin - 1]))
            begin--;
        if (begin == 0 || text[begin - 1] is not ('?' or '&' or '#' or ';'))
            return false;
        var name = text.AsSpan(begin, end - begin);
        foreach (var secret in SecretNames)
        {
            if (name.EndsWith(secret, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        foreach (var word in SecretWords)
        {
            if (name.EndsWith(word, StringComparison.OrdinalIgnoreCase) && (name.Length == word.Length || !(char.IsLetterOrDigit(name[^(word.Length + 1)]) || name[^(word.Length + 1)] == '_')))
                return true;
        }

        return false;
    }

    private static int Next(string text, string what, int from) => from < text.Length ? text.IndexOf(what, from, StringComparison.Ordinal) : -1;

    // Where a word, or the part before an "@", ends; looked for once, however many addresses there are in it.
    private sealed class WordEnd(string text)
    {
        private int _end = -1;

        public int After(int place)
        {
            if (_end < place)
            {
                for (_end = place; _end < text.Length && text[_end] != '@' && !char.IsWhiteSpace(text[_end]);)
                    _end++;
            }

            return _end;
        }
    }
}
