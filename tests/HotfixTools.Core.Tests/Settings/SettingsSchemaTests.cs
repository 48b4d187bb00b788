using System.Text.Json;
using Json.Schema;

namespace HotfixTools.Core.Tests.Settings;

public class SettingsSchemaTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "hotfix.schema.json"));
    private static readonly JsonSchema Schema = JsonSchema.FromText(Text);

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"$schema\": \"https://example.com/hotfix.schema.json\" }")]
    [InlineData("{ \"mainline\": \"main\", \"branch\": \"fix/now\", \"remote\": \"up.stream\" }")]
    [InlineData("{ \"ledger\": \"refs/heads/deploys\", \"journal\": \"refs/hotfix-tools///\" }")]
    [InlineData("{ \"staleAfter\": \"1w2d3h4m5s\" }")]
    [InlineData("{ \"staleAfter\": \"0d05h\" }")]
    [InlineData("{ \"review\": {} }")]
    [InlineData("{ \"review\": { \"forge\": \"gitea\", \"url\": \"HTTPS://git.example.com:8443/api/v1?x=1#y\", \"repository\": \"a/b\", \"token\": \"vault:a b\" } }")]
    [InlineData("{ \"review\": { \"url\": \"http://[::1]:3000\" } }")]
    [InlineData("{ \"environments\": {} }")]
    [InlineData("{ \"environments\": { \"EU-West_1.blue\": { \"order\": -1, \"requires\": [], \"deploy\": \"record\" }, \"a\": { \"requires\": [\"EU-WEST_1.blue\"] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"arguments\": [\"\", \"{commit}\"], \"workingDirectory\": \"ops\", \"timeout\": \"7d\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [\"ledger\", \"tags\", \"github\", \"gitlab\", \"azure\"] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"name\": \"Größe_1.x\", \"timeout\": \"5m\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"tags\", \"pattern\": \"deploy/{environment}/v*.1\" }, { \"type\": \"ref\", \"ref\": \"refs/tags/{environment}\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://{environment}.example.com/v\", \"path\": \"$.items[0]['a b'].größe\", \"pattern\": \"a\", \"token\": \"env:A\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"path\": \"['a'].b\" }, { \"type\": \"heroku\", \"app\": \"shop-{Environment}\", \"url\": \"https://a\", \"token\": \"env:A\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"github\", \"environment\": \"b\", \"url\": \"https://a\", \"repository\": \"a/b\", \"token\": \"env:A\" }, { \"type\": \"command\", \"command\": \"x\", \"arguments\": [], \"workingDirectory\": \".\" }] } } }")]
    [InlineData("{ \"notify\": [] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [\"Started\", \"GatePassed\"], \"timeout\": \"1m\", \"name\": \"On call\" }, { \"type\": \"teams\", \"url\": \"vault:a\" }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"webhook\", \"url\": \"https://a/b\", \"token\": \"env:A\" }, { \"type\": \"webhook\", \"name\": \"b\", \"url\": \"http://localhost:80/\" }, { \"type\": \"webhook\", \"name\": \"c\", \"url\": \"env:A\" }] }")]
    public void What_the_reader_takes_the_schema_takes(string text) => Assert.Equal((true, true), (ByReader(text), BySchema(text)));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"nothing\": 1 }")]
    [InlineData("{ \"Branch\": \"a\" }")]
    [InlineData("{ \"$schema\": 1 }")]
    [InlineData("{ \"mainline\": \"\" }")]
    [InlineData("{ \"mainline\": \"a b\" }")]
    [InlineData("{ \"mainline\": \"HEAD\" }")]
    [InlineData("{ \"branch\": \"a..b\" }")]
    [InlineData("{ \"branch\": \"a.lock\" }")]
    [InlineData("{ \"branch\": \"-a\" }")]
    [InlineData("{ \"branch\": \"a/\" }")]
    [InlineData("{ \"branch\": \"a/.b\" }")]
    [InlineData("{ \"branch\": \"@\" }")]
    [InlineData("{ \"branch\": \"a@{1}\" }")]
    [InlineData("{ \"remote\": \"-a\" }")]
    [InlineData("{ \"remote\": \"a:b\" }")]
    [InlineData("{ \"ledger\": \"deploys\" }")]
    [InlineData("{ \"ledger\": \"refs/\" }")]
    [InlineData("{ \"ledger\": \"refs/heads/\" }")]
    [InlineData("{ \"journal\": \"refs/tags\" }")]
    [InlineData("{ \"journal\": \"refs/a b/\" }")]
    [InlineData("{ \"journal\": \"refs/a//b\" }")]
    [InlineData("{ \"staleAfter\": 2 }")]
    [InlineData("{ \"staleAfter\": \"2 days\" }")]
    [InlineData("{ \"staleAfter\": \"0s\" }")]
    [InlineData("{ \"staleAfter\": \"\" }")]
    [InlineData("{ \"staleAfter\": \"30m1h\" }")]
    [InlineData("{ \"review\": \"github\" }")]
    [InlineData("{ \"review\": { \"forge\": \"GitHub\" } }")]
    [InlineData("{ \"review\": { \"url\": \"git.example.com\" } }")]
    [InlineData("{ \"review\": { \"url\": \"https://\" } }")]
    [InlineData("{ \"review\": { \"url\": \"https://ada@example.com\" } }")]
    [InlineData("{ \"review\": { \"token\": \"GITHUB_TOKEN\" } }")]
    [InlineData("{ \"review\": { \"token\": \"env:A-B\" } }")]
    [InlineData("{ \"review\": { \"token\": \"vault: a\" } }")]
    [InlineData("{ \"review\": { \"repository\": \"  \" } }")]
    [InlineData("{ \"environments\": [] }")]
    [InlineData("{ \"environments\": { \"a/b\": {} } }")]
    [InlineData("{ \"environments\": { \"a.LOCK\": {} } }")]
    [InlineData("{ \"environments\": { \"\": {} } }")]
    [InlineData("{ \"environments\": { \"a\": null } }")]
    [InlineData("{ \"environments\": { \"a\": { \"order\": \"1\" } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"order\": 1.5 } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"order\": 10000000000 } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"requires\": \"b\" } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"requires\": [\"b c\"] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": \"./deploy.sh\" } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": {} } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"arguments\": \"y\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [\"version\"] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [\"heroku\"] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [\"tag\"] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{}] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"pattern\": \"a\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"name\": \"a b\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"tags\", \"pattern\": \"*-*\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"ref\", \"ref\": \"production\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"/v\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"path\": \"a..b\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"path\": \"$\" }] } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"heroku\", \"app\": \"a/b\" }] } } }")]
    [InlineData("{ \"notify\": {} }")]
    [InlineData("{ \"notify\": [\"slack\"] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"slack\" }] }")]
    [InlineData("{ \"notify\": [{ \"url\": \"env:A\" }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"email\", \"url\": \"env:A\" }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"slack\", \"url\": \"https://slack.example.com\" }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"teams\", \"url\": \"env:A\", \"token\": \"env:B\" }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [\"NoticeOwed\"] }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"name\": \"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890\" }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"webhook\", \"url\": \"http://example.com\" }] }")]
    [InlineData("{ \"notify\": [{ \"type\": \"webhook\", \"url\": \"example.com\" }] }")]
    public void What_the_reader_refuses_the_schema_refuses(string text) => Assert.Equal((false, false), (ByReader(text), BySchema(text)));

    [Theory]
    [InlineData("two environments of one name", "{ \"environments\": { \"a\": {}, \"A\": {} } }")]
    [InlineData("a circle", "{ \"environments\": { \"a\": { \"requires\": [\"a\"] } } }")]
    [InlineData("an environment that is not there", "{ \"environments\": { \"a\": { \"requires\": [\"b\"] } } }")]
    [InlineData("an order that contradicts", "{ \"environments\": { \"a\": { \"order\": 1, \"requires\": [\"b\"] }, \"b\": { \"order\": 2 } } }")]
    [InlineData("two sources of one name", "{ \"environments\": { \"a\": { \"sources\": [\"ledger\", \"ledger\"] } } }")]
    [InlineData("two who are told of one name", "{ \"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\" }, { \"type\": \"slack\", \"url\": \"env:B\" }] }")]
    [InlineData("a secret in clear", "{ \"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"arguments\": [\"--password=s3cret\"] } } } }")]
    [InlineData("a secret for two hosts", "{ \"review\": { \"url\": \"https://a\", \"token\": \"env:A\" }, \"notify\": [{ \"type\": \"webhook\", \"url\": \"https://b\", \"token\": \"env:A\" }] }")]
    [InlineData("a secret without encryption", "{ \"review\": { \"url\": \"http://a\", \"token\": \"env:A\" } }")]
    [InlineData("a duration that is too long", "{ \"staleAfter\": \"367d\" }")]
    [InlineData("a regular expression", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"pattern\": \"(\" }] } } }")]
    [InlineData("namespaces that are one", "{ \"ledger\": \"refs/x/\", \"journal\": \"refs/x/\" }")]
    [InlineData("a branch that is the mainline", "{ \"mainline\": \"a\", \"branch\": \"a\" }")]
    [InlineData("letters that cannot be seen", "{ \"mainline\": \"a\\u200bb\" }")]
    [InlineData("a whole number with a point", "{ \"environments\": { \"a\": { \"order\": 1.0 } } }")]
    public void What_only_the_reader_can_know(string what, string text) => Assert.Equal((what, false, true), (what, ByReader(text), BySchema(text)));

    [Fact]
    public void An_event_in_another_case_is_what_the_schema_advises_against_and_the_reader_takes()
    {
        const string Lower = "{ \"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [\"started\"] }] }";
        Assert.Equal((true, false), (ByReader(Lower), BySchema(Lower)));
    }

    [Theory]
    [InlineData("", "{ \"?\": 1 }")]
    [InlineData("properties/review", "{ \"review\": { \"?\": 1 } }")]
    [InlineData("definitions/environment", "{ \"environments\": { \"a\": { \"?\": 1 } } }")]
    [InlineData("definitions/deployCommand", "{ \"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"?\": 1 } } } }")]
    [InlineData("definitions/ledgerSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"?\": 1 }] } } }")]
    [InlineData("definitions/tagsSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"tags\", \"?\": 1 }] } } }")]
    [InlineData("definitions/refSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"ref\", \"?\": 1 }] } } }")]
    [InlineData("definitions/versionSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"?\": 1 }] } } }")]
    [InlineData("definitions/githubSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"github\", \"?\": 1 }] } } }")]
    [InlineData("definitions/gitlabSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"gitlab\", \"?\": 1 }] } } }")]
    [InlineData("definitions/azureSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"azure\", \"?\": 1 }] } } }")]
    [InlineData("definitions/herokuSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"heroku\", \"?\": 1 }] } } }")]
    [InlineData("definitions/commandSource", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"command\", \"?\": 1 }] } } }")]
    [InlineData("definitions/slackNotify", "{ \"notify\": [{ \"type\": \"slack\", \"?\": 1 }] }")]
    [InlineData("definitions/teamsNotify", "{ \"notify\": [{ \"type\": \"teams\", \"?\": 1 }] }")]
    [InlineData("definitions/webhookNotify", "{ \"notify\": [{ \"type\": \"webhook\", \"?\": 1 }] }")]
    public void Both_know_the_same_keys(string place, string text)
    {
        var fault = SettingsText.Check(text).Faults.Single(fault => fault.Message.EndsWith("?' is not a setting", StringComparison.Ordinal));
        var byReader = fault.WayOut["Here may stand: ".Length..].TrimEnd('.').Split(", ");
        using var schema = JsonDocument.Parse(Text);
        var element = place.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(schema.RootElement, (found, step) => found.GetProperty(step));
        Assert.False(element.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(byReader.Order(), element.GetProperty("properties").EnumerateObject().Select(property => property.Name).Where(name => name != "$schema").Order());
    }

    [Fact]
    public void Both_know_the_same_types_forges_and_events()
    {
        using var schema = JsonDocument.Parse(Text);
        var root = schema.RootElement;
        string Types(string kind) => string.Join(", ", root.GetProperty("definitions").EnumerateObject().Where(found => found.Name.EndsWith(kind, StringComparison.Ordinal)).Select(found => found.Value.GetProperty("properties").GetProperty("type").GetProperty("const").GetString()));
        string WayOut(string text) => SettingsText.Check(text).Faults[0].WayOut;
        Assert.Equal($"Use as \"type\": {Types("Source")}.", WayOut("{ \"environments\": { \"a\": { \"sources\": [\"?\"] } } }"));
        Assert.Equal($"Write {Types("Notify")}.", WayOut("{ \"notify\": [{ \"type\": \"?\", \"url\": \"env:A\" }] }"));
        Assert.Equal(
            $"Write {string.Join(", ", root.GetProperty("properties").GetProperty("review").GetProperty("properties").GetProperty("forge").GetProperty("enum").EnumerateArray())}.",
            WayOut("{ \"review\": { \"forge\": \"?\" } }"));
        Assert.Equal(
            JournalEvent.Told.Select(kind => $"{kind}"),
            root.GetProperty("definitions").GetProperty("slackNotify").GetProperty("properties").GetProperty("events").GetProperty("items").GetProperty("enum").EnumerateArray().Select(kind => kind.GetString()));
    }

    [Fact]
    public void Every_property_tells_what_it_is_and_every_example_and_default_is_good()
    {
        using var schema = JsonDocument.Parse(Text);
        var count = 0;
        void Visit(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                    Visit(item);
            }

            if (element.ValueKind != JsonValueKind.Object)
                return;
            if (element.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in properties.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object))
                {
                    var described = property.Value.TryGetProperty("$ref", out var reference) ? schema.RootElement.GetProperty("definitions").GetProperty(reference.GetString()!.Split('/')[^1]) : property.Value;
                    Assert.True(described.TryGetProperty("title", out _) && described.TryGetProperty("description", out _), property.Name);
                    count++;
                }
            }

            if (element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() != "object")
            {
                var definitions = schema.RootElement.GetProperty("definitions").GetRawText();
                var own = JsonSchema.FromText($"{element.GetRawText().TrimEnd()[..^1]}, \"definitions\": {definitions} }}");
                var values = (element.TryGetProperty("examples", out var examples) ? examples.EnumerateArray().ToList() : []).Concat(element.TryGetProperty("default", out var preset) ? [preset] : []);
                Assert.All(values, value => Assert.True(own.Evaluate(value).IsValid, $"{value} {element}"));
            }

            foreach (var property in element.EnumerateObject())
                Visit(property.Value);
        }

        Visit(schema.RootElement);
        Assert.True(count > 60);
    }

    private static bool ByReader(string text) => SettingsText.Check(text).Faults.Count == 0;

    private static bool BySchema(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Schema.Evaluate(document.RootElement).IsValid;
    }
}
