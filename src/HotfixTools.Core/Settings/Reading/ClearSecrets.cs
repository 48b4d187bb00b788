using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Finds secrets that somebody wrote into a settings file: everybody who can read the repository has them.</summary>
internal static partial class ClearSecrets
{
    private const int Longest = 100;

    /// <summary>Notes each text, key and comment that looks like a secret. Never says what it is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">What is in it.</param>
    /// <param name="bytes">The same as text.</param>
    public static void Find(SettingsFile file, SettingsNode root, ReadOnlySpan<byte> bytes)
    {
        Find(file, root);
        // What is commented out can be read as well.
        foreach (var (offset, comment) in SettingsNode.Comments(bytes))
        {
            var end = 0;
            foreach (var match in Found(comment).OrderBy(match => match.Index))
            {
                // An address may have a token in it.
                if (match.Index >= end)
                    Note(file, offset + WordAt(comment, match.Index), match.Value);
                end = match.Index + match.Length;
            }
        }
    }

    /// <summary>Text of a settings file that a fault repeats; an ellipsis where it is long, or may be a secret or hold one.</summary>
    /// <param name="text">The text.</param>
    public static string Quoted(string text) =>
        text.Length > Longest || MayHold().IsMatch(text) || Found(text).Any() ? "…" : DisplayText.Clean(text);

    private static void Find(SettingsFile file, SettingsNode node)
    {
        if (node.Kind == JsonTokenType.String)
            Look(file, node.Offset, node.Text);
        foreach (var member in node.Members)
        {
            Look(file, member.Offset, member.Name);
            Find(file, member.Value);
        }

        foreach (var item in node.Items)
            Find(file, item);
    }

    private static void Look(SettingsFile file, int offset, string text)
    {
        if (Found(text).Any())
            Note(file, offset, [text, .. Found(text).Select(match => match.Value)]);
    }

    private static void Note(SettingsFile file, int offset, params string[] secrets)
    {
        file.Fault(offset, "A secret is written here in clear", $"Withdraw it where it was issued: it is in the history of the repository. Then keep the new one elsewhere, and write {SecretReference.Forms}.");
        file.Hide(offset, secrets);
    }

    private static int WordAt(string text, int place) => text.LastIndexOfAny([' ', '\t', '\n', '"'], Math.Max(place - 1, 0)) + 1;

    private static IEnumerable<Match> Found(string text) => Token().Matches(text).Concat(Address().Matches(text));

    // The beginnings that services give their tokens, so that they can be found; and what a program is given as its secret.
    [GeneratedRegex("""
        \b(?:
            gh[pousr]_[A-Za-z0-9]{20,} | github_pat_[A-Za-z0-9_]{20,}
            | gl(?:pat|oas|soat|ptt|dt|rt|rtr|cbt|ft|imt|agent|ffct)-[A-Za-z0-9_.-]{16,}
            | xox[abeoprs]-[A-Za-z0-9-]{10,} | xapp-[A-Za-z0-9-]{10,}
            | HRKU-[A-Za-z0-9_-]{20,} | (?:AKIA|ASIA)[0-9A-Z]{16} | AIza[A-Za-z0-9_-]{35} | ya29\.[A-Za-z0-9_-]{20,}
            | npm_[A-Za-z0-9]{30,} | pypi-[A-Za-z0-9_-]{30,} | dop_v1_[0-9a-f]{40,} | SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}
            | [sr]k_(?:live|test)_[A-Za-z0-9]{16,} | sk-(?:ant|proj)-[A-Za-z0-9_-]{20,}
            | [A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4} | [a-z2-7]{52}\b
            | eyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.
            | (?i:bearer|basic)\s+(?=\S*[0-9])[A-Za-z0-9+/_.=-]{16,}
        )
        | -----BEGIN\ [A-Z ]*PRIVATE\ KEY
        | --(?i:password|passwd|token|secret|api-?key|access-?key)=(?!env:|vault:|[{$%"'<])\S{4,}
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();

    // A user with a password, the webhooks whose address is the secret, and secrets in a query.
    [GeneratedRegex("""
        ://[^/\s@:"]*:[^/\s@"]+@
        | ://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9]
        | ://[^/\s"]+\.webhook\.office\.com/[A-Za-z0-9]
        | ://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/[0-9]
        | [?&](?:sig|signature|x-amz-signature|token|[a-z]+_token|auth|authtoken|api_?key|(?:client_?)?secret|password|passwd|pwd|code)=[^&\s{"]
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Address();

    // Broader than what is a fault: addresses, and long words of letters and digits.
    [GeneratedRegex(@"://|@|(?=[A-Za-z0-9+/_=-]*[A-Za-z])(?=[A-Za-z0-9+/_=-]*[0-9])[A-Za-z0-9+/_=-]{16,}")]
    private static partial Regex MayHold();
}
