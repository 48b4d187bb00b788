namespace HotfixTools.Git.Signing;

/// <summary>Signs commits as git does, in one of its formats.</summary>
internal interface ICommitSigner
{
    /// <summary>Signs bytes.</summary>
    /// <param name="content">What is signed.</param>
    /// <param name="committer">Who commits; where no key is configured, the key of this person is meant.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The signature, its lines ended by line feeds, as the header of a commit holds it.</returns>
    /// <exception cref="SigningException">It could not be signed.</exception>
    string Sign(byte[] content, GitIdentity committer, CancellationToken cancellation);
}
