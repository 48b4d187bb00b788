using System.Security.Cryptography.X509Certificates;

namespace HotfixTools.ModuleTests.Security;

/// <summary>Servers whose certificates do not hold, in a process that trusts a few made for the test.</summary>
public sealed class TlsTests : ModuleTest
{
    [Fact]
    public void A_certificate_that_does_not_hold_is_named_nothing_is_sent_and_nothing_switches_that_off()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere, whom to trust is said in the store of the system alone.");
        using var good = TestCertificates.Make("127.0.0.1");
        using var old = TestCertificates.Make("127.0.0.1", DateTimeOffset.UtcNow.AddDays(-1));
        using var foreign = TestCertificates.Make("shop.example.com");
        using var unknown = TestCertificates.Make("127.0.0.1");
        var trusted = Path.Combine(Team.Root, "trusted.pem");
        File.WriteAllText(trusted, string.Join('\n', new[] { good, old, foreign }.Select(certificate => certificate.ExportCertificatePem())));
        GitProcess.Run(Team.Remote, "config", "http.receivepack", "true");
        using var plain = new HttpGitServer(Team.Root);
        using var holds = new HttpGitServer(Team.Root, good);
        using var down = new HttpGitServer(Team.Root, good) { MovedTo = plain.Address };
        using var expired = new HttpGitServer(Team.Root, old);
        using var elsewhere = new HttpGitServer(Team.Root, foreign);
        using var nobodys = new HttpGitServer(Team.Root, unknown);
        using var service = new WebStandIn(_ => new WebReply(200, Live), old);
        Configure($"{{ 'environments': {{ 'production': {{ 'sources': ['ledger', {{ 'type': 'version', 'url': '{service.Address}', 'timeout': '5s' }}] }} }} }}");
        // What would have git, curl and others look away.
        foreach (var setting in new[] { "http.sslVerify", $"http.{expired.Address}.sslVerify" })
            Ada.Git("config", setting, "false");

        using var host = HostProcess.Start(
            Ada.Folder,
            $$"""
            function Ask($Name, $Url) {
                & git remote set-url origin $Url
                try { "${Name}: $((Get-LastDeploy -Source ledger -ErrorAction Stop).Commit)" } catch { "${Name}: $_" }
                try { $null = New-Hotfix -Source ledger -WhatIf:($Name -eq 'holds') -ErrorAction Stop } catch { "${Name}, writing: $_" }
            }
            Ask holds '{{holds.Url(Team.Remote)}}'
            Ask expired '{{expired.Url(Team.Remote, "ada:s3cret-of-tls")}}'
            Ask elsewhere '{{elsewhere.Url(Team.Remote, "ada:s3cret-of-tls")}}'
            Ask nobodys '{{nobodys.Url(Team.Remote, "ada:s3cret-of-tls")}}'
            Ask down '{{down.Url(Team.Remote, "ada:s3cret-of-tls")}}'
            & git remote set-url origin '{{Team.Remote}}'
            try { Get-LastDeploy -ErrorAction Stop } catch { "service: $_" }
            """,
            ("SSL_CERT_FILE", trusted), ("SSL_CERT_DIR", Team.Root), ("GIT_SSL_NO_VERIFY", "1"), ("NODE_TLS_REJECT_UNAUTHORIZED", "0"));
        var said = string.Join('\n', host.Lines().Where(line => !line.StartsWith("What if", StringComparison.Ordinal)));

        Assert.Contains($"holds: {Live}", said);
        foreach (var (name, words) in new[] { ("expired", "NotTimeValid"), ("elsewhere", "RemoteCertificateNameMismatch"), ("nobodys", "UntrustedRoot"), ("down", "without encryption"), ("service", "NotTimeValid") })
            Assert.Matches($"(?m)^{name}: .*{words}", said);
        Assert.Equal(4, said.Split('\n').Count(line => line.Contains(", writing: ", StringComparison.Ordinal)));
        Assert.All(new[] { expired, elsewhere, nobodys, plain }, server => Assert.Empty(server.Requests));
        Assert.All(down.Requests, request => Assert.EndsWith(" -", request));
        Assert.Empty(service.Requests);
        Assert.Null(Hotfix);
    }
}
