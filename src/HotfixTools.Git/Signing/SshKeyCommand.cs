using System.Text;

namespace HotfixTools.Git.Signing;

/// <summary><c>gpg.ssh.defaultKeyCommand</c>: prints the key to sign with, where none is configured.</summary>
/// <param name="line">The command, as it is configured. Its arguments are shown to nobody.</param>
/// <param name="folder">The folder that it runs in.</param>
/// <param name="patience">How long it may take.</param>
internal sealed class SshKeyCommand(string line, string folder, TimeSpan patience)
{
    private const string Setting = "gpg.ssh.defaultKeyCommand";

    /// <summary>The key.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SigningException">There is none.</exception>
    public string Ask(CancellationToken cancellation)
    {
        var words = Split(line);
        if (words.Count == 0)
            throw new SigningException($"{Setting} is empty");
        var answer = new SigningProgram(words[0], folder, patience).Run(words.Skip(1), null, cancellation);
        if (answer.ExitStatus != 0)
            throw new SigningException($"{Setting} failed: {answer.Words}");
        var first = answer.Output.Split('\n', 2)[0].TrimEnd('\r');
        return SshKey.Literal(first) is not null ? first : throw new SigningException($"{Setting} printed no key");
    }

    // As git splits it; no shell has a part in it.
    private static List<string> Split(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var (quote, isWord) = ('\0', false);
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (isWord)
                    words.Add(word.ToString());
                word.Clear();
                isWord = false;
                continue;
            }

            isWord = true;
            if (quote == '\0' && letter is '\'' or '"')
                quote = letter;
            else if (letter == quote)
                quote = '\0';
            else if (letter == '\\' && quote != '\'' && i + 1 < line.Length)
                word.Append(line[++i]);
            else
                word.Append(letter);
        }

        if (quote != '\0')
            throw new SigningException($"{Setting} has a quotation mark that is not closed");
        if (isWord)
            words.Add(word.ToString());
        return words;
    }
}
