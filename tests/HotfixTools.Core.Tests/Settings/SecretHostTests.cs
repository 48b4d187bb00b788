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
    [InlineData("""{ "type": "github-deployment", "url": "https://a.example", "token": ⇒"env:T" }""", "a.example")]
    [InlineData("""{ "type": "github-actions", "workflow": "x.yml", "url": "https://a.example", "token": ⇒"env:T" }""", "a.example")]
    [InlineData("""{ "type": "azure-pipelines", "pipeline": 1, "url": "https://a.example", "token": ⇒"env:T" }""", "a.example")]
    [InlineData("""{ "type": "gitlab-pipeline", "url": "https://a.example", "token": ⇒"env:T" }""", "a.example")]
    // Where it does not say it, it is where "review" says.
    [InlineData("""{ "type": "github-deployment", "token": ⇒"env:T" }""", "git.example")]
    public void The_token_of_a_pipeline_goes_to_its_address_or_to_the_forge(string deploy, string host)
    {
        var fault = SettingsText.Fault($$"""
            {
              "notify": [{ "type": "webhook", "url": "https://hooks.example", "token": "env:T" }],
              "review": { "forge": "github", "url": "https://git.example" },
              "environments": { "production": { "deploy": {{deploy}} } },
            }
            """);
        Assert.Equal($"'environments.production.deploy.token' would send env:T to {host}, and 'notify[0].token' sends it to hooks.example", fault.Message);
    }

    [Theory]
    [InlineData("""{ "type": "github-deployment", "token": "env:T" }""")]
    [InlineData("""{ "type": "github-deployment", "url": "https://GIT.example/api/v3", "token": "env:T" }""")]
    [InlineData("""{ "type": "gitlab-pipeline", "url": "https://lab.example", "token": "env:U" }""")]
    [InlineData("""{ "type": "gitlab-pipeline", "token": "env:U" }""")]
    public void A_pipeline_may_share_the_token_of_the_forge_or_have_its_own(string deploy) => SettingsText.Good($$"""
        {
          "review": { "forge": "github", "url": "https://git.example", "token": "env:T" },
          "environments": { "production": { "deploy": {{deploy}} } },
        }
        """);

    [Fact]
    public void The_token_of_a_pipeline_is_not_sent_without_encryption() => Assert.Equal(
        "'environments.production.deploy.token' would be sent to a server without encryption",
        SettingsText.Fault("""{ "environments": { "production": { "deploy": { "type": "gitlab-pipeline", "url": "http://lab.example", "token": ⇒"env:T" } } } }""").Message);

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
