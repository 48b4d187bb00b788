namespace HotfixTools.Git.Signing;

/// <summary>What <c>user.signingkey</c> holds where commits are signed with SSH.</summary>
internal static class SshKey
{
    private const string Mark = "key::";

    /// <summary>The public key that a setting holds; null where it names a file.</summary>
    /// <param name="setting">The setting.</param>
    public static string? Literal(string setting) =>
        setting.StartsWith(Mark, StringComparison.Ordinal) ? setting[Mark.Length..]
        : setting.StartsWith("ssh-", StringComparison.Ordinal) ? setting
        : null;
}
