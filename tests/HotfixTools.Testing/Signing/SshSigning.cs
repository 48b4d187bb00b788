namespace HotfixTools.Testing.Signing;

/// <summary>Signs with a key of SSH that belongs to the person of the tests.</summary>
public sealed class SshSigning : ISigning
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-keys-").FullName;

    /// <summary>Makes a key.</summary>
    /// <param name="passphrase">What protects it.</param>
    public SshSigning(string passphrase = "")
    {
        ProgramRun.Require("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", TestHome.UserEmail, "-f", Key]);
        PublicKey = File.ReadAllText(Key + ".pub").Trim();
        File.WriteAllText(Signers, $"{TestHome.UserEmail} {PublicKey}\n");
    }

    /// <summary>The file of the private key; that of the public one ends with <c>.pub</c>.</summary>
    public string Key => Path.Combine(_folder, "key of tess");

    /// <summary>The public key.</summary>
    public string PublicKey { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["gpg.format"] = "ssh",
        ["user.signingkey"] = Key + ".pub",
        ["gpg.ssh.allowedSignersFile"] = Signers,
    };

    private string Signers => Path.Combine(_folder, "signers");

    /// <inheritdoc/>
    public void Dispose() => TestHome.Remove(_folder);
}
