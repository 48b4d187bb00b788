using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class SecretResolverTests : IDisposable
{
    private readonly CustomaryVariables _environment = new(("HOTFIX_TEST_SECRET", null), ("HOTFIX_TEST_SECRET_HOST", null));
    private (string Value, string? Host) _kept = ("of the vault", null);

    [Fact]
    public void A_variable_is_found()
    {
        _environment.Set("HOTFIX_TEST_SECRET", "s3cret");
        Assert.Equal("s3cret", Find("env:HOTFIX_TEST_SECRET", "https://git.example/"));
    }

    [Theory]
    [InlineData("https://git.example/", true)]
    [InlineData("https://GIT.example:8443/path", true)]
    [InlineData("https://git.example.evil/", false)]
    [InlineData("https://sub.git.example/", false)]
    [InlineData("https://evil.example/git.example", false)]
    [InlineData("https://git.example@evil.example/", false)]
    public void A_secret_whose_host_is_said_is_for_that_host_alone(string address, bool isFor)
    {
        _environment.Set("HOTFIX_TEST_SECRET", "s3cret");
        _environment.Set("HOTFIX_TEST_SECRET_HOST", "git.example");
        _kept = ("of the vault", "git.example");
        AssertIsFor(isFor, "env:HOTFIX_TEST_SECRET", address);
        AssertIsFor(isFor, "vault:name", address);
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", "https://api.github.com/", true)]
    [InlineData("GITHUB_TOKEN", "https://github.example/api/v3/", false)]
    [InlineData("GH_TOKEN", "https://gitlab.com/api/v4/", false)]
    [InlineData("GITLAB_TOKEN", "https://gitlab.com/api/v4/", true)]
    [InlineData("GITLAB_TOKEN", "https://api.github.com/", false)]
    [InlineData("SYSTEM_ACCESSTOKEN", "https://dev.azure.com/", true)]
    [InlineData("AZURE_DEVOPS_EXT_PAT", "https://evil.example/", false)]
    [InlineData("HEROKU_API_KEY", "https://api.heroku.com/", true)]
    [InlineData("HEROKU_API_KEY", "https://shop.herokuapp.com/", false)]
    [InlineData("GH_ENTERPRISE_TOKEN", "https://evil.example/", false)]
    public void A_customary_variable_is_for_its_service_whatever_settings_say(string name, string address, bool isFor)
    {
        _environment.Set(name, "s3cret");
        AssertIsFor(isFor, "env:" + name, address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("end\r\n")]
    [InlineData("nul\u0001")]
    [InlineData("é")]
    public void What_is_no_secret_to_send_is_not_found(string? value)
    {
        _environment.Set("HOTFIX_TEST_SECRET", value);
        var error = Assert.Throws<HotfixException>(() => Find("env:HOTFIX_TEST_SECRET", "https://git.example/"));
        Assert.Equal("SecretNotFound", error.Id);
        Assert.True(string.IsNullOrEmpty(value) || !error.Message.Contains(value));
    }

    [Fact]
    public void An_address_may_be_a_secret_and_is_trimmed()
    {
        _environment.Set("HOTFIX_TEST_SECRET", " https://hooks.example/1\n");
        Assert.Equal("https://hooks.example/1", Resolver().Find(new SecretText(null, Reference("env:HOTFIX_TEST_SECRET"))));
        Assert.Equal("of the vault", Resolver().Find(new SecretText(null, Reference("vault:name"))));
        Assert.Equal("https://clear.example/", Resolver().Find(new SecretText("https://clear.example/", null)));
    }

    public void Dispose() => _environment.Dispose();

    private static SecretReference Reference(string text) => SecretReference.TryParse(text, out var reference) ? reference : throw new FormatException(text);

    private SecretResolver Resolver() => new(_ => _kept);

    private string Find(string reference, string address) => Resolver().Find(Reference(reference), new Uri(address));

    private void AssertIsFor(bool isFor, string reference, string address)
    {
        if (isFor)
        {
            Assert.NotEmpty(Find(reference, address));
            return;
        }

        var error = Assert.Throws<HotfixException>(() => Find(reference, address));
        Assert.Equal("SecretNotForHost", error.Id);
        Assert.DoesNotContain("s3cret", error.Message);
    }
}
