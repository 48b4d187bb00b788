namespace HotfixTools.Git.Signing;

/// <summary>Signs by GnuPG: <c>gpg</c> for <c>openpgp</c>, <c>gpgsm</c> for <c>x509</c>, or what stands in for them.</summary>
/// <param name="program">The program.</param>
/// <param name="key">The key that is configured; null: that of the committer.</param>
internal sealed class GnupgSigner(SigningProgram program, string? key) : ICommitSigner
{
    /// <inheritdoc/>
    public string Sign(byte[] content, GitIdentity committer, CancellationToken cancellation)
    {
        var answer = program.Run(["--status-fd=2", "-bsau", key ?? committer.ToString()], content, cancellation);
        // Its exit status alone does not tell: some end well and have signed nothing.
        return answer.ExitStatus == 0 && answer.HasStatus("SIG_CREATED")
            ? SignatureText.Read(answer.Output, program.Name)
            : throw new SigningException($"'{program.Name}' did not sign: {answer.Words}");
    }
}
