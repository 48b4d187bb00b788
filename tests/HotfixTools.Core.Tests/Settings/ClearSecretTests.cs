namespace HotfixTools.Core.Tests.Settings;

public class ClearSecretTests
{
    private const string InClear = "A secret is written here in clear";

    // Made up, and in two parts: whoever scans this repository must find none.
    public static TheoryData<string> Secrets =>
    [
        "ghp" + "_abcdefghijklmnopqrstuvwxyz0123456789", "gho" + "_abcdefghijklmnopqrstuvwxyz0123456789", "ghs" + "_abcdefghijklmnopqrstuvwxyz0123456789",
        "github_pat" + "_11ABCDEFG0123456789_abcdefghijklmnopqrstuvwxyz", "glpat" + "-abcdefghij0123456789", "glpat" + "-abcdefghij0123456789.01.0abcdefgh", "gldt" + "-abcdefghij0123456789",
        "xoxb" + "-123456789012-abcdefghijkl", "xapp" + "-1-A0123456789-abcdef", "HRKU" + "-01234567-89ab-cdef-0123-456789abcdef", "AKIA" + "ABCDEFGHIJKLMNOP", "ASIA" + "ABCDEFGHIJKLMNOP",
        "AIza" + "SyA0123456789abcdefghijklmnopqrstuv", "npm" + "_abcdefghijklmnopqrstuvwxyz0123456789", "sk_live" + "_abcdefghij0123456789", "sk-ant" + "-api03-abcdefghij0123456789",
        "SG" + ".abcdefghij0123456789.abcdefghij0123456789", "dop_v1" + "_0123456789abcdef0123456789abcdef01234567", "pypi" + "-AgEIcHlwaS5vcmcCJDAxMjM0NTY3ODlhYmNkZWY",
        "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst", new string('A', 76) + "AZDO" + "1234",
        "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl", "Bearer " + "abcdefghij0123456789", "basic " + "YWRhOnMzY3JldDEyMw==",
        "-----BEGIN" + " RSA PRIVATE KEY-----", "-----BEGIN" + " PRIVATE KEY-----", "--password=" + "s3cret", "--api-key=" + "abcd1234",
        "https://ada:" + "s3cret@example.com/x", "https://:" + "s3cret@example.com", "htps://ada:" + "s3cret@example.com/x",
        "https://hooks.slack.com" + "/services/T0/B0/abcdef", "htps://hooks.slack.com" + "/services/T0/B0/abcdef", "https://x.webhook.office.com" + "/webhookb2/abc", "https://discord.com/api" + "/webhooks/1/abc",
        "https://prod.westeurope.logic.azure.com/workflows/1/invoke?sig=" + "abcdef", "https://example.com/v?access_token=" + "abcdef", "https://example.com/v?a=1&client_secret=" + "abcdef", "ftp://example.com/?password=" + "abc",
    ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_told_of_and_never_told_wherever_it_stands(string secret)
    {
        var quoted = $"\"{secret}\"";
        foreach (var member in new[]
        {
            $"\"$schema\": ⇒{quoted}", $"\"mainline\": ⇒{quoted}", $"\"branch\": ⇒{quoted}", $"\"remote\": ⇒{quoted}", $"\"ledger\": ⇒{quoted}", $"\"staleAfter\": ⇒{quoted}",
            $"\"staleSince\": ⇒{quoted}", $"\"workingTime\": ⇒{quoted}", $"\"workingTime\": {{ \"timeZone\": ⇒{quoted} }}", $"\"workingTime\": {{ \"days\": [⇒{quoted}] }}", $"\"workingTime\": {{ \"to\": ⇒{quoted} }}", $"\"workingTime\": {{ \"holidays\": [⇒{quoted}] }}",
            $"\"review\": ⇒{quoted}", $"\"review\": {{ \"forge\": ⇒{quoted} }}", $"\"review\": {{ \"url\": ⇒{quoted} }}", $"\"review\": {{ \"repository\": ⇒{quoted} }}", $"\"review\": {{ \"token\": ⇒{quoted} }}",
            $"\"environments\": ⇒{quoted}", $"\"environments\": {{ \"a\": ⇒{quoted} }}", Source($"⇒{quoted}"), Source($"{{ \"type\": ⇒{quoted} }}"), Source($"{{ \"type\": \"ledger\", \"name\": ⇒{quoted} }}"),
            Source($"{{ \"type\": \"tags\", \"pattern\": ⇒{quoted} }}"), Source($"{{ \"type\": \"ref\", \"ref\": ⇒{quoted} }}"), Source($"{{ \"type\": \"version\", \"url\": ⇒{quoted} }}"),
            Source($"{{ \"type\": \"version\", \"url\": \"https://a\", \"path\": ⇒{quoted}, \"pattern\": \"a\", \"token\": ⇒{quoted} }}"), Source($"{{ \"type\": \"version\", \"url\": \"https://a\", \"pattern\": ⇒{quoted} }}"),
            Source($"{{ \"type\": \"heroku\", \"app\": ⇒{quoted} }}"), Source($"{{ \"type\": \"command\", \"command\": \"x\", \"arguments\": [\"y\", ⇒{quoted}] }}"),
            $"\"environments\": {{ \"a\": {{ \"requires\": [⇒{quoted}] }} }}", $"\"environments\": {{ \"a\": {{ \"order\": ⇒{quoted} }} }}",
            $"\"environments\": {{ \"a\": {{ \"deploy\": ⇒{quoted} }} }}", $"\"environments\": {{ \"a\": {{ \"deploy\": {{ \"command\": ⇒{quoted} }} }} }}", $"\"environments\": {{ \"a\": {{ \"deploy\": {{ \"command\": \"x\", \"workingDirectory\": ⇒{quoted} }} }} }}",
            $"\"notify\": [⇒{quoted}]", Notice($"\"type\": ⇒{quoted}, \"url\": \"env:A\""), Notice($"\"type\": \"slack\", \"url\": ⇒{quoted}"), Notice($"\"type\": \"webhook\", \"url\": ⇒{quoted}"),
            Notice($"\"type\": \"slack\", \"url\": \"env:A\", \"name\": ⇒{quoted}"), Notice($"\"type\": \"slack\", \"url\": \"env:A\", \"events\": [⇒{quoted}]"), Notice($"\"type\": \"webhook\", \"url\": \"https://a\", \"token\": ⇒{quoted}"),
            $"⇒{quoted}: 1", $"\"review\": {{ ⇒{quoted}: 1 }}", $"\"branch\": \"a\" /* ⇒{secret} */", $"\"branch\": \"a\" // ⇒{secret}\n",
        })
        {
            foreach (var fault in SettingsText.Faults($"{{ {member} }}"))
            {
                Assert.Equal(InClear, fault.Message);
                AssertHidden(secret, fault);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void No_fault_of_another_place_tells_it_either(string secret)
    {
        foreach (var text in new[]
        {
            // Names that other faults repeat.
            $$"""{ "environments": { "{{secret}}": { "nothing": 1, "sources": [1] }, "{{secret.ToUpperInvariant()}}": {}, "b": { "requires": ["{{secret}}", "x"] } } }""",
            $$"""{ "environments": { "{{secret}}": { "requires": ["{{secret}}"] } } }""",
            $$"""{ "environments": { "a": { "sources": [{ "type": "ledger", "name": "{{secret}}" }, { "type": "tags", "name": "{{secret}}" }] } } }""",
            $$"""{ "notify": [{ "type": "slack", "name": "{{secret}}", "url": "env:A" }, { "type": "slack", "name": "{{secret}}", "url": "env:A" }] }""",
            $$"""{ "branch": "{{secret}}", "mainline": "{{secret}}", "ledger": "refs/heads/{{secret}}/x" }""",
            $$"""{ "{{secret}}": 1, "{{secret}}": { "{{secret}}": "{{secret}}" } }""",
            $$"""{ "review": { "token": "vault:{{secret}}", "url": "https://a" }, "notify": [{ "type": "webhook", "url": "https://b", "token": "vault:{{secret}}" }] }""",
            $$"""{ "review": { "token": "env:{{secret}}" } }""",
            // In the middle of something, and with escapes.
            $$"""{ "mainline": "before {{secret}} after", "remote": "{{Escaped(secret)}}", "{{Escaped(secret)}}": 1 }""",
            // What is no JSON.
            $$"""{ "mainline": {{secret}} }""", $$"""{ "mainline": t{{secret}} }""", $$"""{ "mainline": "{{secret}}" "{{secret}}" }""", $$"""{ {{secret}}: 1 }""", $$"""{ "{{secret}}""",
        })
        {
            var faults = SettingsText.Check(text).Faults;
            Assert.NotEmpty(faults);
            Assert.All(faults, fault => AssertHidden(secret, fault));
        }
    }

    [Theory]
    [InlineData("\"remote\": \"https://ada:pa/ss0@example.com\"", "pa/ss0")]
    [InlineData("\"mainline\": \"https://pa ss0@example.com\"", "pa ss0")]
    [InlineData("\"review\": { \"url\": \"https://ada:pa/ss0@example.com\" }", "pa/ss0")]
    [InlineData("\"review\": { \"url\": \"ada:passw0rd@example.com\" }", "passw0rd")]
    [InlineData("\"review\": { \"token\": \"passw0rd\" }", "passw0rd")]
    [InlineData("\"review\": { \"token\": \"env:pass-w0rd\" }", "pass-w0rd")]
    [InlineData("\"review\": { \"token\": \"token:passw0rd\" }", "passw0rd")]
    [InlineData("\"password\": \"passw0rd\"", "passw0rd")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"slack.example/passw0rd\" }]", "passw0rd")]
    [InlineData("\"notify\": [{ \"type\": \"webhook\", \"url\": \"example.com/passw0rd\" }]", "passw0rd")]
    [InlineData("\"branch\": \"0123456789abcdef0123456789abcdef01234567 \"", "0123456789abcdef")]
    [InlineData("\"0123456789abcdef0123456789abcdef01234567\": 1", "0123456789abcdef")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [\"01234567-89ab-cdef-0123-456789abcdef\"] } }", "456789abcdef")]
    public void What_may_be_a_secret_is_not_repeated(string members, string secret)
    {
        var fault = Assert.Single(SettingsText.Check($$"""{ {{members}} }""").Faults);
        AssertHidden(secret, fault);
    }

    [Theory]
    [InlineData("\"review\": { \"token\": \"env:GITHUB_TOKEN\" }")]
    [InlineData("\"review\": { \"token\": \"vault:the-token-of-2026\" }")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://example.com:8080/version?format=json&part=token\" }] } }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"arguments\": [\"--token=env:A\", \"--password={environment}\", \"--secret-name=abcdef\", \"git@github.com:shop/web.git\", \"ssh://git@example.com:22/x\"] } } }")]
    [InlineData("\"branch\": \"fix\" /* the basic responsibilities of a bearer: https://hooks.slack.com/services/… and ?token= */")]
    [InlineData("\"branch\": \"fix\" // 0123456789abcdef0123456789abcdef01234567 is a commit\n")]
    public void What_is_no_secret_is_none(string members) => SettingsText.Good($$"""{ {{members}} }""");

    private static string Source(string source) => $"\"environments\": {{ \"a\": {{ \"sources\": [{source}] }} }}";

    private static string Notice(string members) => $"\"notify\": [{{ {members} }}]";

    private static string Escaped(string text) => string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"));

    // Neither the whole nor what is secret about it.
    private static void AssertHidden(string secret, SettingsFault fault)
    {
        var told = $"{fault} {fault.WayOut} {HotfixErrors.ConfigurationInvalid(fault).Message}";
        Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret[Math.Max(0, secret.Length - 6)..], told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", told, StringComparison.OrdinalIgnoreCase);
    }
}
