using System.Text;

namespace HotfixTools.Git.Signing;

/// <summary>Signs with a key of SSH, by <c>ssh-keygen</c> or what stands in for it.</summary>
/// <param name="program">The program.</param>
/// <param name="key">The key that is configured, a file or a public key itself; null: what <paramref name="keyCommand"/> finds.</param>
/// <param name="keyCommand">Prints the key; null for none.</param>
internal sealed class SshSigner(SigningProgram program, string? key, SshKeyCommand? keyCommand) : ICommitSigner
{
    /// <inheritdoc/>
    public string Sign(byte[] content, GitIdentity committer, CancellationToken cancellation)
    {
        var wanted = key ?? keyCommand?.Ask(cancellation);
        if (string.IsNullOrEmpty(wanted))
            throw new SigningException("user.signingkey names no key, and gpg.ssh.defaultKeyCommand is not set");
        // For nobody else's eyes; the names are our own, so that no key can look like an option.
        var folder = Directory.CreateTempSubdirectory("hotfixtools-").FullName;
        try
        {
            var file = Path.Combine(folder, "commit");
            File.WriteAllBytes(file, content);
            List<string> arguments = ["-Y", "sign", "-n", "git", "-f"];
            if (SshKey.Literal(wanted) is { } literal)
            {
                var keyFile = Path.Combine(folder, "key");
                File.WriteAllText(keyFile, literal, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                // A public key: its private half is asked of the agent.
                arguments.AddRange([keyFile, "-U"]);
            }
            else
            {
                arguments.Add(HomePath.Expand(wanted));
            }

            var answer = program.Run([.. arguments, file], null, cancellation);
            var signature = file + ".sig";
            return answer.ExitStatus == 0
                ? SignatureText.Read(File.Exists(signature) ? File.ReadAllText(signature) : string.Empty, program.Name)
                : throw new SigningException($"'{program.Name}' did not sign: {Words(answer)}");
        }
        finally
        {
            TemporaryFolder.Remove(folder);
        }
    }

    private static string Words(SigningAnswer answer) => answer.Errors.Contains("usage:", StringComparison.Ordinal)
        ? "it does not know '-Y sign', which came with OpenSSH 8.2"
        : answer.Words;
}
