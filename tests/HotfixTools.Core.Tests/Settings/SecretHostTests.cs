namespace HotfixTools.Core.Tests.Settings;

public class SecretHostTests
{
    [Theory]
    [InlineData("""{ "type": "version", "url": "https://a.example/v", "token": "env:T" }""", """{ "type": "version", "name": "b", "url": "https://b.example/v", "token": ⇒"env:T" }""", "b.example", "a.example")]
    [InlineData("""{ "type": "version", "url": "https://a.example/v", "token": "vault:T" }""", """{ "type": "github", "url": "https://b.example", "token": ⇒"vault:t" }""", "b.example", "a.example")]
    [InlineData("""{ "type": "heroku", "app": "a", "token": "env:T" }""", """{ "type": "heroku", "name": "b", "app": "a", "url": "https://heroku.example", "token": ⇒"env:T" }""", "heroku.example", "api.heroku.com")]
    [InlineData("""{ "type": "gitlab", "url": "https://a.example", "token": "env:T" }""", """{ "type": "heroku", "app": "a", "token": ⇒"env:T" }""", "api.heroku.com", "a.example")]
    public void A_secret_for_one_host_is_never_sent_to_another(string first, string second, string host, string before)
    {
        var fault = SettingsText.Fault($$"""{ "environments": { "production": { "sources": [{{first}}, {{second}}] } } }""");
        Assert.Matches($"^'environments.production.sources\\[1\\].token' would send (env:T|vault:T) to {host}, and 'environments.production.sources\\[0\\].token' sends it to {before}$", fault.Message);
    }

    [Fact]
    public void Every_further_host_is_a_fault_wherever_it_is_named()
    {
        var faults = SettingsText.Faults("""
            {
              "review": { "url": "https://git.example", "token": "env:T" },
              "environments": {
                "staging": { "sources": [{ "type": "version", "url": "https://git.example:8443/v", "token": "env:T" }] },
                "production": { "sources": [{ "type": "version", "url": "https://shop.example/v", "token": ⇒"env:T" }] },
              },
              "notify": [
                { "type": "webhook", "url": "https://hooks.example", "token": ⇒"env:T" },
                { "type": "webhook", "name": "same", "url": "https://GIT.example/hook", "token": "env:T" },
              ],
            }
            """);
        Assert.All(faults, fault => Assert.EndsWith("and 'review.token' sends it to git.example", fault.Message));
    }

    [Fact]
    public void The_order_of_the_file_says_which_is_first() => SettingsText.Fault("""
        {
          "notify": [{ "type": "webhook", "url": "https://hooks.example", "token": "env:T" }],
          "review": { "url": "https://git.example", "token": ⇒"env:T" },
        }
        """);

    [Fact]
    public void The_hosts_of_two_environments_are_two() => SettingsText.Fault("""
        {
          "environments": {
            "staging": { "sources": [{ "type": "version", "url": "https://{environment}.example/v", "token": "env:T" }] },
            "production": { "sources": [{ "type": "version", "url": "https://{environment}.example/v", "token": ⇒"env:T" }] },
          }
        }
        """);

    [Fact]
    public void A_forge_without_an_address_goes_where_review_says() => SettingsText.Fault("""
        {
          "review": { "forge": "github", "url": "https://git.example" },
          "environments": { "production": { "sources": [
            { "type": "github", "token": "env:T" },
            { "type": "gitlab", "url": "https://lab.example", "token": ⇒"env:T" },
          ] } },
        }
        """);

    [Theory]
    [InlineData("""{ "type": "version", "url": "https://a.example/v", "token": "env:T" }""", """{ "type": "version", "name": "b", "url": "https://a.example/w?x=1", "token": "env:T" }""")]
    [InlineData("""{ "type": "version", "url": "https://a.example/v", "token": "env:T" }""", """{ "type": "version", "name": "b", "url": "https://A.EXAMPLE:444/v", "token": "env:T" }""")]
    [InlineData("""{ "type": "version", "url": "https://a.example/v", "token": "env:T" }""", """{ "type": "version", "name": "b", "url": "https://b.example/v", "token": "env:U" }""")]
    [InlineData("""{ "type": "version", "url": "https://a.example/v", "token": "env:T" }""", """{ "type": "version", "name": "b", "url": "https://b.example/v", "token": "vault:T" }""")]
    [InlineData("""{ "type": "heroku", "app": "a", "token": "env:T" }""", """{ "type": "heroku", "name": "b", "app": "b", "url": "https://api.heroku.com", "token": "env:T" }""")]
    // Where it is, only the remote tells.
    [InlineData("""{ "type": "github", "token": "env:T" }""", """{ "type": "version", "url": "https://b.example/v", "token": "env:T" }""")]
    public void One_host_may_be_named_often(string first, string second) =>
        SettingsText.Good($$"""{ "environments": { "production": { "sources": [{{first}}, {{second}}] } } }""");
}
