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
        Assert.Equal(("main", "fix/now", "upstream"), (settings.Mainline?.ToString(), settings.Branch.ToString(), settings.Remote));
        Assert.Equal(("refs/heads/deploys/", "refs/tags/hotfix/"), (settings.DeployNamespace, settings.HotfixNamespace));
        Assert.Equal(new TimeSpan(9, 3, 4, 5), settings.StaleAfter);
    }

    [Fact]
    public void The_keys_of_review()
    {
        var review = SettingsText.Good("""{ "review": { "forge": "gitea", "url": "https://git.example.com/api/v1", "repository": "shop/web", "token": "vault:my forge" } }""").Review!;
        Assert.Equal((ForgeKind.Gitea, "https://git.example.com/api/v1", "shop/web", "vault:my forge"), (review.Forge, review.Url?.ToString(), review.Repository, review.Token?.ToString()));
    }

    [Fact]
    public void What_review_wants()
    {
        var review = SettingsText.Good("""{ "review": { "approvals": 2, "checks": ["build", "test / unit (net8.0)", "build"], "mergeBack": "pullRequest", "method": "squash", "noteDeploys": true, "timeout": "7d" } }""").Review!;
        Assert.Equal((2, MergeBack.PullRequest, MergeMethod.Squash, true, TimeSpan.FromDays(7)), (review.Approvals, review.MergeBack, review.Method, review.NotesDeploys, review.Timeout));
        Assert.Equal(["build", "test / unit (net8.0)"], review.Checks!);
        var plain = SettingsText.Good("""{ "review": {} }""").Review!;
        Assert.Equal((null, null, MergeBack.Automatic, MergeMethod.Merge, false, TimeSpan.FromMinutes(30)), (plain.Approvals, plain.Checks, plain.MergeBack, plain.Method, plain.NotesDeploys, plain.Timeout));
        var none = SettingsText.Good("""{ "review": { "approvals": 0, "checks": [], "mergeBack": "push", "method": "rebase", "noteDeploys": false } }""").Review!;
        Assert.Equal((0, MergeBack.Push, MergeMethod.Rebase, false), (none.Approvals, none.MergeBack, none.Method, none.NotesDeploys));
        Assert.Empty(none.Checks!);
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
                "other": { "deploy": { "type": "command", "command": "deploy" } }
              }
            }
            """);
        Assert.Null(settings.Of(EnvironmentName.Parse("staging")).Deploy);
        var deploy = Assert.IsType<DeployCommandSettings>(settings.Of(EnvironmentName.Production).Deploy);
        Assert.Equal(("deploy", "{commit}|a\nb", "ops", TimeSpan.FromDays(7)), (deploy.Program, string.Join('|', deploy.Arguments), deploy.WorkingDirectory, deploy.Timeout));
        var plain = Assert.IsType<DeployCommandSettings>(settings.Of(settings.LastEnvironment).Deploy);
        Assert.Equal((TimeSpan.FromHours(1), null), (plain.Timeout, plain.WorkingDirectory));
    }

    [Fact]
    public void Every_type_of_pipeline_deploys()
    {
        var settings = SettingsText.Good("""
            {
              "environments": {
                "actions": { "deploy": {
                  "type": "github-actions", "workflow": "deploy.yml", "ref": "main", "timeout": "20m", "onStop": "cancel",
                  "inputs": { "commit": "{commit}", "where": "{environment} of {branch}", "id": "{id}" }
                } },
                "deployment": { "deploy": { "type": "github-deployment", "environment": "prod", "onStop": "leave" } },
                "azure": { "deploy": { "type": "azure-pipelines", "pipeline": 12, "inputs": { "commit": "{commit}" }, "repository": "acme/web/shop", "url": "https://dev.azure.com", "token": "env:T" } },
                "gitlab": { "deploy": { "type": "gitlab-pipeline", "ref": "{branch}" } }
              }
            }
            """);
        DeployPipelineSettings Of(string name) => Assert.IsType<DeployPipelineSettings>(settings.Of(EnvironmentName.Parse(name)).Deploy);
        var actions = Of("actions");
        Assert.Equal((PipelineKind.GitHubActions, "deploy.yml", "main", TimeSpan.FromMinutes(20), true, true), (actions.Kind, actions.Pipeline, actions.Ref, actions.Timeout, actions.IsStoppedWithCommand, actions.NamesCommit));
        Assert.Equal("commit={commit} where={environment} of {branch} id={id}", string.Join(' ', actions.Inputs.Select(input => $"{input.Key}={input.Value}")));
        Assert.Equal(ForgeKind.GitHub, actions.Place.Forge);
        var deployment = Of("deployment");
        Assert.Equal((PipelineKind.GitHubDeployment, null, "prod", TimeSpan.FromHours(1), false), (deployment.Kind, deployment.Pipeline, deployment.Environment, deployment.Timeout, deployment.IsStoppedWithCommand));
        Assert.Equal(ForgeKind.GitHub, deployment.Place.Forge);
        var azure = Of("azure");
        Assert.Equal((PipelineKind.AzurePipelines, "12", null, false), (azure.Kind, azure.Pipeline, azure.Ref, azure.IsStoppedWithCommand));
        Assert.Equal((ForgeKind.AzureDevOps, "https://dev.azure.com/", "acme/web/shop", "env:T"), (azure.Place.Forge, azure.Place.Url?.ToString(), azure.Place.Repository, azure.Place.Token?.ToString()));
        var gitlab = Of("gitlab");
        Assert.Equal((PipelineKind.GitLabPipeline, null, "{branch}", false), (gitlab.Kind, gitlab.Pipeline, gitlab.Ref, gitlab.NamesCommit));
        Assert.Equal((ForgeKind.GitLab, null), (gitlab.Place.Forge, gitlab.Place.Token));
    }

    [Fact]
    public void A_pipeline_takes_from_review_where_the_forge_is_if_it_is_the_same_forge()
    {
        var settings = SettingsText.Good("""
            {
              "environments": {
                "here": { "deploy": { "type": "github-deployment" } },
                "other": { "deploy": { "type": "github-deployment", "repository": "shop/api", "token": "env:U" } },
                "elsewhere": { "deploy": { "type": "github-deployment", "url": "https://other.example.com" } },
                "azure": { "deploy": { "type": "azure-pipelines", "pipeline": 1 } }
              },
              "review": { "forge": "github", "url": "https://git.example.com/api/v3", "repository": "shop/web", "token": "env:T" }
            }
            """);
        string Of(string name)
        {
            var place = ((DeployPipelineSettings)settings.Of(EnvironmentName.Parse(name)).Deploy!).Place;
            return $"{place.Forge} {place.Url?.Host} {place.Repository} {place.Token}";
        }

        Assert.Equal("GitHub git.example.com shop/web env:T", Of("here"));
        Assert.Equal("GitHub git.example.com shop/api env:U", Of("other"));
        // What is kept secret with one server is not told to another.
        Assert.Equal("GitHub other.example.com shop/web ", Of("elsewhere"));
        Assert.Equal("AzureDevOps   ", Of("azure"));
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
