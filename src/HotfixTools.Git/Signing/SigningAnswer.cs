namespace HotfixTools.Git.Signing;

/// <summary>What came of a program that was asked to sign.</summary>
/// <param name="ExitStatus">Its exit status.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed on standard error.</param>
internal sealed record SigningAnswer(int ExitStatus, string Output, string Errors)
{
    private const string StatusMark = "[GNUPG:] ";

    /// <summary>Whether it reported something by the status lines of GnuPG.</summary>
    /// <param name="word">The word of the status.</param>
    public bool HasStatus(string word) => Lines.Any(line => line.StartsWith($"{StatusMark}{word} ", StringComparison.Ordinal));

    /// <summary>What it had to say to people.</summary>
    public string Words
    {
        get
        {
            var words = string.Join("; ", Lines.Where(line => line.Length > 0 && !line.StartsWith(StatusMark, StringComparison.Ordinal)));
            return words.Length > 0 ? words : $"it ended with exit status {ExitStatus}";
        }
    }

    private IEnumerable<string> Lines => Errors.Split('\n').Select(line => line.Trim());
}
