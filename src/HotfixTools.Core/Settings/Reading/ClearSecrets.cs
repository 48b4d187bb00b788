using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Finds secrets that somebody wrote into a settings file: everybody who can read the repository has them.</summary>
internal static partial class ClearSecrets
{
    /// <summary>Notes a fault for each text that looks like a secret. Never says what it is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="node">What to look through.</param>
    public static void Find(SettingsFile file, SettingsNode node)
    {
        if (node.Kind == JsonTokenType.String && (Token().IsMatch(node.Text) || Address().IsMatch(node.Text)))
            file.Fault(node.Offset, "A secret is written here in clear", $"Withdraw it where it was issued: it is in the history of the repository. Then keep the new one elsewhere, and write {SecretReference.Forms}.");
        foreach (var member in node.Members)
            Find(file, member.Value);
        foreach (var item in node.Items)
            Find(file, item);
    }

    // The beginnings that services give their tokens, so that they can be found.
    [GeneratedRegex(@"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|gl(?:ptt|dt|rt|cbt)-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|HRKU-[A-Za-z0-9-]{20,}|AKIA[0-9A-Z]{16}|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.|-----BEGIN [A-Z ]*PRIVATE KEY)|\b(?i:bearer|basic)\s+[A-Za-z0-9+/_.=-]{16,}")]
    private static partial Regex Token();

    // A user with a password, the webhooks whose address is the secret, and secrets in a query.
    [GeneratedRegex(@"://[^/\s@:]*:[^/\s@]+@|://hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/|://[^/\s]+\.webhook\.office\.com/|[?&](?:sig|token|access_token|private_token|api_?key|secret|password|code)=[^&\s{]", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
