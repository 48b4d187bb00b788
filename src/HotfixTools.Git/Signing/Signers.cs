namespace HotfixTools.Git.Signing;

/// <summary>Finds the way that commits are to be signed, by the settings of git.</summary>
/// <param name="settings">The settings.</param>
/// <param name="folder">The folder that git would run in: the root of the working tree.</param>
internal sealed class Signers(GitSettings settings, string folder)
{
    /// <summary>The setting that demands signatures.</summary>
    public const string Demand = "commit.gpgsign";

    // Long enough to fetch a card or to type a passphrase, and not for ever where nobody sees the question.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Whether commits are to be signed.</summary>
    /// <exception cref="SigningException">It cannot be told.</exception>
    public bool AreDemanded
    {
        get
        {
            try
            {
                return settings.IsOn(Demand);
            }
            catch (FormatException error)
            {
                throw new SigningException(error.Message, error);
            }
        }
    }

    /// <summary>The way to sign; null where nothing is to be signed.</summary>
    /// <exception cref="SigningException">The settings name none that there is.</exception>
    public ICommitSigner? Find()
    {
        if (!AreDemanded)
            return null;
        var key = settings.Find("user.signingkey");
        return settings.Find("gpg.format") switch
        {
            null or "openpgp" => new GnupgSigner(Program(settings.FindLast("gpg.program", "gpg.openpgp.program") ?? "gpg"), key),
            "x509" => new GnupgSigner(Program(settings.Find("gpg.x509.program") ?? "gpgsm"), key),
            "ssh" => new SshSigner(Program(settings.Find("gpg.ssh.program") ?? "ssh-keygen"), key, settings.Find("gpg.ssh.defaultKeyCommand") is { } command ? new SshKeyCommand(command, folder, Patience) : null),
            var unknown => throw new SigningException($"gpg.format is '{unknown}', which is none of openpgp, x509 and ssh"),
        };
    }

    private SigningProgram Program(string name) => new(HomePath.Expand(name), folder, Patience);
}
