namespace HotfixTools.Core.Tests.Settings;

public class SettingsReaderTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("// nothing yet\n{ /* here */ }")]
    [InlineData("{ \"$schema\": \"https://example.com/hotfix.schema.json\", }")]
    [InlineData("{ \"environments\": {}, \"notify\": [], }")]
    public void A_file_that_says_nothing_is_the_defaults(string text)
    {
        var settings = SettingsText.Good(text);
        Assert.Equal((null, null, "hotfix", "refs/deploys/", "refs/hotfix/"), (settings.Remote, settings.Mainline, settings.Branch.ToString(), settings.DeployNamespace, settings.HotfixNamespace));
        Assert.Equal((TimeSpan.FromDays(2), null), (settings.StaleAfter, settings.Review));
        Assert.Equal([EnvironmentName.Production], settings.Environments);
        Assert.Empty(settings.Notify);
    }

    [Fact]
    public void The_keys_of_the_file_itself()
    {
        var settings = SettingsText.Good("""
            {
              "mainline": "main", "branch": "fix/now", "remote": "upstream",
              "ledger": "refs/heads/deploys", "journal": "refs/tags/hotfix//", "staleAfter": "1w2d3h4m5s"
            }
            """);
        Assert.Equal(("main", "fix/now", "upstream"), (settings.Mainline.ToString(), settings.Branch.ToString(), settings.Remote));
        Assert.Equal(("refs/heads/deploys/", "refs/tags/hotfix/"), (settings.DeployNamespace, settings.HotfixNamespace));
        Assert.Equal(new TimeSpan(9, 3, 4, 5), settings.StaleAfter);
    }

    [Fact]
    public void The_keys_of_review()
    {
        var review = SettingsText.Good("""{ "review": { "forge": "gitea", "url": "https://git.example.com/api/v1", "repository": "shop/web", "token": "vault:my forge" } }""").Review!;
        Assert.Equal((ForgeKind.Gitea, "https://git.example.com/api/v1", "shop/web", "vault:my forge"), (review.Forge, review.Url?.ToString(), review.Repository, review.Token?.ToString()));
    }

    [Theory]
    [InlineData("github", ForgeKind.GitHub)]
    [InlineData("gitlab", ForgeKind.GitLab)]
    [InlineData("azure", ForgeKind.AzureDevOps)]
    [InlineData("gitea", ForgeKind.Gitea)]
    public void Every_kind_of_forge(string word, ForgeKind kind) =>
        Assert.Equal(kind, SettingsText.Good($$"""{ "review": { "forge": "{{word}}" } }""").Review?.Forge);

    [Fact]
    public void Every_type_of_source()
    {
        var sources = Sources("""
            "ledger", "tags", "github", "gitlab", "azure",
            { "type": "ledger", "name": "l", "timeout": "5m" },
            { "type": "tags", "name": "t", "pattern": "v*-{environment}" },
            { "type": "ref", "name": "r", "ref": "refs/heads/live/{Environment}" },
            { "type": "version", "name": "v", "url": "https://{environment}.example.com/v", "path": "a[0].b", "pattern": "([0-9a-f]{40})", "token": "env:V" },
            { "type": "heroku", "name": "h", "app": "shop-{environment}", "url": "https://heroku.example.com", "token": "env:H" },
            { "type": "command", "name": "c", "command": "./live.sh", "arguments": ["{environment}", ""], "workingDirectory": "ops", "timeout": "20s" }
            """);
        Assert.Equal(["ledger", "tags", "github", "gitlab", "azure", "l", "t", "r", "v", "h", "c"], sources.Select(source => source.Name));
        Assert.Equal(TagSourceSettings.DefaultPattern, Assert.IsType<TagSourceSettings>(sources[1]).Pattern);
        Assert.Equal([ForgeKind.GitHub, ForgeKind.GitLab, ForgeKind.AzureDevOps], sources.OfType<ForgeSourceSettings>().Select(source => source.Forge));
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.IsType<LedgerSourceSettings>(sources[5]).Timeout);
        Assert.Equal("v*-{environment}", Assert.IsType<TagSourceSettings>(sources[6]).Pattern);
        Assert.Equal("refs/heads/live/{Environment}", Assert.IsType<RefSourceSettings>(sources[7]).Ref);
        var version = Assert.IsType<VersionSourceSettings>(sources[8]);
        Assert.Equal(("https://{environment}.example.com/v", "a[0].b", "([0-9a-f]{40})", "env:V"), (version.Url, $"{version.Path}", $"{version.Pattern}", $"{version.Token}"));
        var heroku = Assert.IsType<HerokuSourceSettings>(sources[9]);
        Assert.Equal(("shop-{environment}", "https://heroku.example.com/", "env:H"), (heroku.App, $"{heroku.Url}", $"{heroku.Token}"));
        var command = Assert.IsType<CommandSourceSettings>(sources[10]);
        Assert.Equal(("./live.sh", "{environment}|", "ops", TimeSpan.FromSeconds(20)), (command.Command.Program, string.Join('|', command.Command.Arguments), command.Command.WorkingDirectory, command.Timeout));
        Assert.All(sources.Take(5), source => Assert.Equal(TimeSpan.FromSeconds(15), source.Timeout));
    }

    [Fact]
    public void A_forge_takes_from_review_what_it_does_not_say_itself()
    {
        var settings = SettingsText.Good("""
            {
              "environments": { "production": { "sources": [
                "github",
                { "type": "github", "name": "renamed", "environment": "prod", "repository": "shop/api" },
                { "type": "github", "name": "elsewhere", "url": "https://other.example.com" },
                "gitlab",
              ] } },
              "review": { "forge": "github", "url": "https://git.example.com/api/v3", "repository": "shop/web", "token": "env:T" },
            }
            """);
        string Of(string name)
        {
            var source = (ForgeSourceSettings)settings.SourcesOf(EnvironmentName.Production).Single(source => source.Name == name);
            return $"{source.Review.Url?.Host} {source.Review.Repository} {source.Review.Token} {source.Environment}";
        }

        Assert.Equal("git.example.com shop/web env:T ", Of("github"));
        Assert.Equal("git.example.com shop/api env:T prod", Of("renamed"));
        // What is kept secret with one server is not told to another.
        Assert.Equal("other.example.com shop/web  ", Of("elsewhere"));
        Assert.Equal("   ", Of("gitlab"));
    }

    [Fact]
    public void A_program_deploys_or_somebody_else_does()
    {
        var settings = SettingsText.Good("""
            {
              "environments": {
                "staging": { "deploy": "record" },
                "production": { "deploy": { "command": "deploy", "arguments": ["{commit}", "a\nb"], "workingDirectory": "ops", "timeout": "7d" } },
                "other": { "deploy": { "command": "deploy" } }
              }
            }
            """);
        Assert.Null(settings.Of(EnvironmentName.Parse("staging")).Deploy);
        var deploy = settings.Of(EnvironmentName.Production).Deploy!;
        Assert.Equal(("deploy", "{commit}|a\nb", "ops", TimeSpan.FromDays(7)), (deploy.Program, string.Join('|', deploy.Arguments), deploy.WorkingDirectory, deploy.Timeout));
        var plain = settings.LastEnvironment;
        Assert.Equal((TimeSpan.FromHours(1), null), (settings.Of(plain).Deploy!.Timeout, settings.Of(plain).Deploy!.WorkingDirectory));
    }

    [Fact]
    public void Every_type_of_notice()
    {
        var notify = SettingsText.Good("""
            {
              "notify": [
                { "type": "slack", "url": "env:SLACK" },
                { "type": "teams", "name": "On call", "url": "vault:teams", "events": ["Started", "completed"], "timeout": "1m" },
                { "type": "webhook", "url": "https://hooks.example.com/hotfix", "token": "env:HOOK", "events": [] },
                { "type": "webhook", "name": "here", "url": "http://localhost:8080/" },
              ]
            }
            """).Notify;
        Assert.Equal(["slack", "On call", "webhook", "here"], notify.Select(target => target.Name));
        Assert.Equal([NotifyKind.Slack, NotifyKind.Teams, NotifyKind.Webhook, NotifyKind.Webhook], notify.Select(target => target.Kind));
        Assert.Equal(["env:SLACK", "vault:teams", "https://hooks.example.com/hotfix", "http://localhost:8080/"], notify.Select(target => target.Url.ToString()));
        Assert.Equal((null, TimeSpan.FromSeconds(5), null), (notify[0].Events, notify[0].Timeout, notify[0].Token));
        Assert.Equal([JournalEventKind.Started, JournalEventKind.Completed], notify[1].Events!);
        Assert.Equal((TimeSpan.FromMinutes(1), "env:HOOK"), (notify[1].Timeout, notify[2].Token?.ToString()));
        Assert.Empty(notify[2].Events!);
    }

    [Fact]
    public void Every_key_is_known_by_its_line()
    {
        var lines = SettingsText.Check("""
            {
              "staleAfter": "1d",
              "environments": {
                "Production": {
                  "order": 1,
                  "sources": [
                    "ledger" ] } },
              "notify": [
                { "type": "slack", "url": "env:A" } ]
            }
            """).Lines;
        Assert.Equal(
            (2, 4, 5, 6, 7, 9),
            (lines["staleAfter"], lines["environments.production"], lines["environments.production.order"], lines["environments.production.sources"], lines["environments.production.sources[0]"], lines["notify[0]"]));
    }

    [Fact]
    public void Files_are_told_apart_by_what_is_in_them_and_not_by_a_byte_order_mark()
    {
        Assert.Equal(SettingsText.Check("{}").Fingerprint, SettingsText.Check("\uFEFF{}").Fingerprint);
        Assert.NotEqual(SettingsText.Check("{}").Fingerprint, SettingsText.Check("{ }").Fingerprint);
    }

    [Fact]
    public void What_is_wrong_is_thrown_as_one_error_for_each_fault()
    {
        var error = Assert.Throws<SettingsException>(() => SettingsReader.Read("{ \"a\": 1, \"b\": 2 }"u8.ToArray(), new SettingsOrigin(SettingsOriginKind.File, "ops/x.json")));
        Assert.Equal(["ConfigurationInvalid", "ConfigurationInvalid"], error.Errors.Select(fault => fault.Id));
        Assert.StartsWith("Fault in the settings: ops/x.json:1:3: 'a' is not a setting", error.Errors.First().Message);
        Assert.Contains("-ConfigurationPath", error.Errors.First().WayOut);
    }

    private static IReadOnlyList<DeploySourceSettings> Sources(string items) =>
        SettingsText.Good($$"""{ "environments": { "production": { "sources": [{{items}}] } } }""").SourcesOf(EnvironmentName.Production);
}
