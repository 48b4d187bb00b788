namespace HotfixTools.Git.Signing;

/// <summary>A signature as a program gives it.</summary>
internal static class SignatureText
{
    // What all formats begin with, and git tells them apart by.
    private const string Beginning = "-----BEGIN ";

    /// <summary>The signature as a commit holds it.</summary>
    /// <param name="text">What a program gave.</param>
    /// <param name="program">The program.</param>
    /// <exception cref="SigningException">It is no signature.</exception>
    public static string Read(string text, string program)
    {
        // Programs of Windows end lines their way.
        var signature = text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');
        return signature.StartsWith(Beginning, StringComparison.Ordinal) && !signature.Contains('\0', StringComparison.Ordinal)
            ? signature
            : throw new SigningException($"'{program}' said that it signed, and gave no signature");
    }
}
