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
    [InlineData("{ \"staleSince\": \"activity\" }")]
    [InlineData("{ \"staleSince\": \"start\", \"workingTime\": {} }")]
    [InlineData("{ \"workingTime\": { \"timeZone\": \"Europe/Berlin\", \"days\": [\"Sat\", \"Sun\", \"Sun\"], \"from\": \"00:00\", \"to\": \"24:00\", \"holidays\": [\"2026-12-25\", \"2024-02-29\"] } }")]
    [InlineData("{ \"workingTime\": { \"timeZone\": \"UTC\", \"from\": \"23:59\", \"holidays\": [] } }")]
    [InlineData("{ \"workingTime\": { \"timeZone\": \"Etc/GMT+12\", \"to\": \"00:01\" } }")]
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
    [InlineData("{ \"review\": { \"approvals\": 0, \"checks\": [], \"mergeBack\": \"auto\", \"method\": \"merge\", \"noteDeploys\": false, \"timeout\": \"30m\" } }")]
    [InlineData("{ \"review\": { \"approvals\": 20, \"checks\": [\"build\", \"test / unit (net8.0)\", \"größer\", \"hotfix/other\", \"predeploy/x\"], \"mergeBack\": \"pullRequest\", \"method\": \"squash\", \"noteDeploys\": true, \"timeout\": \"7d\" } }")]
    [InlineData("{ \"review\": { \"mergeBack\": \"push\", \"method\": \"rebase\" } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"command\", \"command\": \"x\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"deploy.yml\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"Deploy_1.x.yaml\", \"ref\": \"main\", \"inputs\": { \"commit\": \"{commit}\", \"dry-run\": \"no\", \"_id\": \"{id}\" }, \"timeout\": \"7d\", \"onStop\": \"cancel\", \"url\": \"https://git.example.com/api/v3\", \"repository\": \"a/b\", \"token\": \"env:A\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"environment\": \"prod\", \"timeout\": \"1h\", \"onStop\": \"leave\", \"url\": \"https://a\", \"repository\": \"a/b\", \"token\": \"vault:a b\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": 1, \"ref\": \"release/{branch}\", \"inputs\": {} } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": 999999999, \"ref\": \"deploy/{environment}\", \"inputs\": { \"x\": \"at {commit}\" }, \"timeout\": \"90s\", \"onStop\": \"cancel\", \"url\": \"https://a\", \"repository\": \"a/b/c\", \"token\": \"env:A\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"ref\": \"@{branch}\", \"inputs\": { \"DEPLOY_COMMIT\": \"{commit}\" }, \"timeout\": \"1h\", \"onStop\": \"leave\", \"url\": \"https://a\", \"repository\": \"a/b/c/d\", \"token\": \"env:A\" } } } }")]
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
    [InlineData("{ \"staleSince\": \"Start\" }")]
    [InlineData("{ \"workingTime\": true }")]
    [InlineData("{ \"workingTime\": { \"zone\": \"UTC\" } }")]
    [InlineData("{ \"workingTime\": { \"timeZone\": \"../UTC\" } }")]
    [InlineData("{ \"workingTime\": { \"timeZone\": \"/etc/localtime\" } }")]
    [InlineData("{ \"workingTime\": { \"timeZone\": \"\" } }")]
    [InlineData("{ \"workingTime\": { \"days\": [] } }")]
    [InlineData("{ \"workingTime\": { \"days\": [\"Monday\"] } }")]
    [InlineData("{ \"workingTime\": { \"days\": [\"mon\"] } }")]
    [InlineData("{ \"workingTime\": { \"days\": \"Mon\" } }")]
    [InlineData("{ \"workingTime\": { \"from\": \"9:00\" } }")]
    [InlineData("{ \"workingTime\": { \"from\": \"09:60\" } }")]
    [InlineData("{ \"workingTime\": { \"to\": \"24:01\" } }")]
    [InlineData("{ \"workingTime\": { \"to\": \"25:00\" } }")]
    [InlineData("{ \"workingTime\": { \"to\": 17 } }")]
    [InlineData("{ \"workingTime\": { \"holidays\": [\"25.12.2026\"] } }")]
    [InlineData("{ \"workingTime\": { \"holidays\": [\"2026-13-01\"] } }")]
    [InlineData("{ \"workingTime\": { \"holidays\": [\"2026-1-1\"] } }")]
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
    [InlineData("{ \"review\": { \"approvals\": -1 } }")]
    [InlineData("{ \"review\": { \"approvals\": 21 } }")]
    [InlineData("{ \"review\": { \"approvals\": \"2\" } }")]
    [InlineData("{ \"review\": { \"approvals\": 1.5 } }")]
    [InlineData("{ \"review\": { \"checks\": \"build\" } }")]
    [InlineData("{ \"review\": { \"checks\": [\"\"] } }")]
    [InlineData("{ \"review\": { \"checks\": [\" a\"] } }")]
    [InlineData("{ \"review\": { \"checks\": [\"a \"] } }")]
    [InlineData("{ \"review\": { \"checks\": [1] } }")]
    [InlineData("{ \"review\": { \"checks\": [\"hotfix/published\"] } }")]
    [InlineData("{ \"review\": { \"checks\": [\"deploy/production\"] } }")]
    [InlineData("{ \"review\": { \"checks\": [\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"] } }")]
    [InlineData("{ \"review\": { \"mergeBack\": \"Auto\" } }")]
    [InlineData("{ \"review\": { \"mergeBack\": true } }")]
    [InlineData("{ \"review\": { \"method\": \"ff\" } }")]
    [InlineData("{ \"review\": { \"noteDeploys\": \"yes\" } }")]
    [InlineData("{ \"review\": { \"noteDeploys\": 1 } }")]
    [InlineData("{ \"review\": { \"timeout\": \"0s\" } }")]
    [InlineData("{ \"review\": { \"timeout\": 30 } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"jenkins\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"record\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"GitHub-Actions\", \"workflow\": \"x.yml\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": 1, \"command\": \"x\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"command\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"command\", \"command\": \"x\", \"onStop\": \"leave\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"workflow\": \"x.yml\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \".github/workflows/x.yml\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"pipeline\": 1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"onStop\": \"stop\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"ref\": \"a b\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"ref\": \"{commit}\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"ref\": \"a{b\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"ref\": \"-{branch}\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"ref\": \"{branch}/\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"ref\": \"{branch}.lock\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": [\"a\"] } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": { \"a b\": \"x\" } } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": { \"\": \"x\" } } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": { \"a\": \"\" } } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": { \"a\": 1 } } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": { \"i0\": \"x\", \"i1\": \"x\", \"i2\": \"x\", \"i3\": \"x\", \"i4\": \"x\", \"i5\": \"x\", \"i6\": \"x\", \"i7\": \"x\", \"i8\": \"x\", \"i9\": \"x\", \"i10\": \"x\", \"i11\": \"x\", \"i12\": \"x\", \"i13\": \"x\", \"i14\": \"x\", \"i15\": \"x\", \"i16\": \"x\", \"i17\": \"x\", \"i18\": \"x\", \"i19\": \"x\", \"i20\": \"x\", \"i21\": \"x\", \"i22\": \"x\", \"i23\": \"x\", \"i24\": \"x\", \"i25\": \"x\" } } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"ref\": \"{branch}\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"inputs\": {} } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"environment\": \" \" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": \"12\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": 0 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": -1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": 1000000000 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"pipeline\": 1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"inputs\": { \"dry-run\": \"x\" } } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"timeout\": 60 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"token\": \"GITLAB_TOKEN\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"url\": \"lab.example\" } } } }")]
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
    [InlineData("a time zone that nobody knows", "{ \"workingTime\": { \"timeZone\": \"Europe/Atlantis\" } }")]
    [InlineData("a working day that ends before it begins", "{ \"workingTime\": { \"from\": \"17:00\", \"to\": \"09:00\" } }")]
    [InlineData("a working day without an hour", "{ \"workingTime\": { \"from\": \"24:00\" } }")]
    [InlineData("a date that no calendar has", "{ \"workingTime\": { \"holidays\": [\"2026-02-29\"] } }")]
    [InlineData("a regular expression", "{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"pattern\": \"(\" }] } } }")]
    [InlineData("namespaces that are one", "{ \"ledger\": \"refs/x/\", \"journal\": \"refs/x/\" }")]
    [InlineData("a branch that is the mainline", "{ \"mainline\": \"a\", \"branch\": \"a\" }")]
    [InlineData("letters that cannot be seen", "{ \"mainline\": \"a\\u200bb\" }")]
    [InlineData("a whole number with a point", "{ \"environments\": { \"a\": { \"order\": 1.0 } } }")]
    [InlineData("another branch without the commit", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"ref\": \"main\" } } } }")]
    [InlineData("a placeholder that is misspelt", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"inputs\": { \"a\": \"{comit}\" } } } } }")]
    [InlineData("a deploy that takes too long", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"timeout\": \"8d\" } } } }")]
    [InlineData("the token of a pipeline for another host", "{ \"review\": { \"forge\": \"github\", \"url\": \"https://a\", \"token\": \"env:A\" }, \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"url\": \"https://b\", \"token\": \"env:A\" } } } }")]
    [InlineData("a secret in an input", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"inputs\": { \"a\": \"glpat-0123456789abcdefghij\" } } } } }")]
    [InlineData("letters in a check that cannot be seen", "{ \"review\": { \"checks\": [\"a\\u200bb\"] } }")]
    [InlineData("a merge that is waited for too long", "{ \"review\": { \"timeout\": \"8d\" } }")]
    public void What_only_the_reader_can_know(string what, string text) => Assert.Equal((what, false, true), (what, ByReader(text), BySchema(text)));

    [Fact]
    public void An_event_in_another_case_is_what_the_schema_advises_against_and_the_reader_takes()
    {
        const string Lower = "{ \"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [\"started\"] }] }";
        Assert.Equal((true, false), (ByReader(Lower), BySchema(Lower)));
    }

    [Theory]
    [InlineData("", "{ \"?\": 1 }")]
    [InlineData("properties/workingTime", "{ \"workingTime\": { \"?\": 1 } }")]
    [InlineData("properties/review", "{ \"review\": { \"?\": 1 } }")]
    [InlineData("definitions/environment", "{ \"environments\": { \"a\": { \"?\": 1 } } }")]
    [InlineData("definitions/deployCommand", "{ \"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"?\": 1 } } } }")]
    [InlineData("definitions/githubActionsDeploy", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"?\": 1 } } } }")]
    [InlineData("definitions/githubDeploymentDeploy", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"?\": 1 } } } }")]
    [InlineData("definitions/azurePipelinesDeploy", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": 1, \"?\": 1 } } } }")]
    [InlineData("definitions/gitlabPipelineDeploy", "{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"?\": 1 } } } }")]
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
    public void Both_know_the_same_words()
    {
        using var schema = JsonDocument.Parse(Text);
        var root = schema.RootElement;
        string Types(string kind) => string.Join(", ", root.GetProperty("definitions").EnumerateObject().Where(found => found.Name.EndsWith(kind, StringComparison.Ordinal)).Select(found => found.Value.GetProperty("properties").GetProperty("type").GetProperty("const").GetString()));
        string WayOut(string text) => SettingsText.Check(text).Faults[0].WayOut;
        Assert.Equal($"Use as \"type\": {Types("Source")}.", WayOut("{ \"environments\": { \"a\": { \"sources\": [\"?\"] } } }"));
        Assert.Equal($"Write {Types("Notify")}.", WayOut("{ \"notify\": [{ \"type\": \"?\", \"url\": \"env:A\" }] }"));
        Assert.Equal($"Write command, {Types("Deploy")}.", WayOut("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"?\" } } } }"));
        Assert.Equal($"Write {string.Join(", ", root.GetProperty("properties").GetProperty("staleSince").GetProperty("enum").EnumerateArray())}.", WayOut("{ \"staleSince\": \"?\" }"));
        Assert.Equal(
            $"Write of these: {string.Join(", ", root.GetProperty("properties").GetProperty("workingTime").GetProperty("properties").GetProperty("days").GetProperty("items").GetProperty("enum").EnumerateArray())}.",
            WayOut("{ \"workingTime\": { \"days\": [\"?\"] } }"));
        foreach (var key in new[] { "forge", "mergeBack", "method" })
        {
            Assert.Equal(
                $"Write {string.Join(", ", root.GetProperty("properties").GetProperty("review").GetProperty("properties").GetProperty(key).GetProperty("enum").EnumerateArray())}.",
                WayOut($"{{ \"review\": {{ \"{key}\": \"?\" }} }}"));
        }

        Assert.All(
            root.GetProperty("definitions").EnumerateObject().Where(found => found.Name.EndsWith("Deploy", StringComparison.Ordinal)),
            found => Assert.Equal(
                $"Write {string.Join(", ", found.Value.GetProperty("properties").GetProperty("onStop").GetProperty("enum").EnumerateArray())}.",
                WayOut("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"onStop\": \"?\" } } } }")));
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

            // What stands in an example is no schema.
            foreach (var property in element.EnumerateObject().Where(property => property.Name is not ("examples" or "default")))
                Visit(property.Value);
        }

        Visit(schema.RootElement);
        Assert.True(count > 90);
    }

    private static bool ByReader(string text) => SettingsText.Check(text).Faults.Count == 0;

    private static bool BySchema(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Schema.Evaluate(document.RootElement).IsValid;
    }
}
