using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HotfixTools.Testing.Signing;

/// <summary>Signs by GnuPG, with a key in a home of its own; its agent ends with the test.</summary>
public sealed class GnupgHome : ISigning
{
    private const string Person = $"{TestHome.UserName} <{TestHome.UserEmail}>";

    // Short, and not in a deep folder for temporary files: the agent's socket lies there, whose path may have about 100 letters.
    private readonly string _folder = Directory.CreateDirectory(Path.Combine("/tmp", "hg-" + Path.GetRandomFileName()[..8])).FullName;
    private readonly Dictionary<string, string> _settings;

    private GnupgHome(string program)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Nobody answers: what asks all the same fails at once.
        File.WriteAllText(Path.Combine(_folder, "gpg-agent.conf"), "allow-loopback-pinentry\npinentry-program /bin/false\n");
        Program = ProgramRun.Write(Path.Combine(_folder, program + ".sh"), $"GNUPGHOME={_folder} exec {program} \"$@\"");
        _settings = new() { [program == "gpg" ? "gpg.program" : "gpg.x509.program"] = Program };
    }

    /// <summary>The program that signs in this home.</summary>
    public string Program { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>Why there cannot be one here; null where there can.</summary>
    /// <param name="program"><c>gpg</c> or <c>gpgsm</c>.</param>
    public static string? WhyNot(string program = "gpg") =>
        OperatingSystem.IsWindows() ? "The home of GnuPG is given by a shell script." : ProgramRun.IsInstalled(program) ? null : $"{program} is not installed.";

    /// <summary>One with a key of OpenPGP, which is the committer's; nothing configures it.</summary>
    /// <param name="passphrase">What protects it.</param>
    public static GnupgHome OpenPgp(string passphrase = "")
    {
        var home = new GnupgHome("gpg");
        ProgramRun.Require(home.Program, ["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", passphrase, "--quick-gen-key", Person, "ed25519", "sign", "1d"]);
        return home;
    }

    /// <summary>One with a certificate of X.509.</summary>
    public static GnupgHome X509()
    {
        var home = new GnupgHome("gpgsm");
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={TestHome.UserName}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress(TestHome.UserEmail);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.KeyCertSign, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        var file = Path.Combine(home._folder, "certificate.p12");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, string.Empty));
        File.WriteAllText(Path.Combine(home._folder, "gpgsm.conf"), "disable-crl-checks\n");
        File.WriteAllText(Path.Combine(home._folder, "trustlist.txt"), $"{certificate.GetCertHashString()} S relax\n");
        ProgramRun.Require(home.Program, ["--batch", "--pinentry-mode", "loopback", "--passphrase-fd", "0", "--import", file], "\n");
        home._settings["gpg.format"] = "x509";
        home._settings["user.signingkey"] = TestHome.UserEmail;
        return home;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ProgramRun.Require("gpgconf", ["--homedir", _folder, "--kill", "all"]);
        TestHome.Remove(_folder);
    }
}
