namespace HotfixTools.Core.Tests.Settings;

public class SettingsFaultTests
{
    [Theory]
    [InlineData("⇒\"mainlin\": \"a\"", "'mainlin' is not a setting", "Did you mean 'mainline'?")]
    [InlineData("⇒\"Branch\": \"a\"", "'Branch' is not a setting", "Did you mean 'branch'?")]
    [InlineData("⇒\"stale_after\": \"2d\"", "'stale_after' is not a setting", "Did you mean 'staleAfter'?")]
    [InlineData("⇒\"timeout\": \"2d\"", "'timeout' is not a setting", "Here may stand: mainline, branch, remote, ledger, journal, staleAfter, staleSince, workingTime, review, environments, notify.")]
    [InlineData("⇒\"\": 1", "'' is not a setting", "Here may stand: ")]
    [InlineData("\"workingTime\": { ⇒\"timezone\": \"UTC\" }", "'workingTime.timezone' is not a setting", "Did you mean 'timeZone'?")]
    [InlineData("\"workingTime\": { ⇒\"hours\": 8 }", "'workingTime.hours' is not a setting", "Here may stand: days, holidays, timeZone, from, to.")]
    [InlineData("\"review\": { ⇒\"repo\": \"a\" }", "'review.repo' is not a setting", "Did you mean 'repository'?")]
    [InlineData("\"review\": { ⇒\"approval\": 1 }", "'review.approval' is not a setting", "Did you mean 'approvals'?")]
    [InlineData("\"review\": { ⇒\"merge_back\": \"auto\" }", "'review.merge_back' is not a setting", "Did you mean 'mergeBack'?")]
    [InlineData("\"review\": { ⇒\"reviewers\": 1 }", "'review.reviewers' is not a setting", "Here may stand: forge, url, repository, token, approvals, checks, mergeBack, method, noteDeploys, timeout.")]
    [InlineData("\"review\": { ⇒\"urls\": \"a\" }", "'review.urls' is not a setting", "Did you mean 'url'?")]
    [InlineData("\"environments\": { \"Prod\": { ⇒\"require\": [] } }", "'environments.prod.require' is not a setting", "Did you mean 'requires'?")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", ⇒\"args\": [] } } }", "'environments.a.deploy.args' is not a setting", "Here may stand: type, timeout, command, arguments, workingDirectory.")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", ⇒\"onStop\": \"leave\" } } }", "'environments.a.deploy.onStop' is not a setting", "Here may stand: type, timeout, command, arguments, workingDirectory.")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", ⇒\"pipeline\": 1 } } }", "'environments.a.deploy.pipeline' is not a setting", "Here may stand: type, timeout, url, repository, token, onStop, workflow, ref, inputs.")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", ⇒\"inputs\": {} } } }", "'environments.a.deploy.inputs' is not a setting", "Here may stand: type, timeout, url, repository, token, onStop, environment.")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": 1, ⇒\"input\": {} } } }", "'environments.a.deploy.input' is not a setting", "Did you mean 'inputs'?")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", ⇒\"variables\": {} } } }", "'environments.a.deploy.variables' is not a setting", "Here may stand: type, timeout, url, repository, token, onStop, ref, inputs.")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [\"ledger\", { \"type\": \"tags\", ⇒\"patern\": \"a\" }] } }", "'environments.a.sources[1].patern' is not a setting", "Did you mean 'pattern'?")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", ⇒\"ref\": \"a\" }] } }", "'environments.a.sources[0].ref' is not a setting", "Here may stand: type, name, timeout.")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", ⇒\"event\": [] }]", "'notify[0].event' is not a setting", "Did you mean 'events'?")]
    public void An_unknown_key_with_what_was_meant_or_may_stand_there(string members, string message, string wayOut)
    {
        var fault = SettingsText.Fault($$"""{ {{members}} }""");
        Assert.Equal(message, fault.Message);
        Assert.StartsWith(wayOut, fault.WayOut);
    }

    [Theory]
    [InlineData("\"$schema\": ⇒1", "text", "a number")]
    [InlineData("\"mainline\": ⇒1", "text", "a number")]
    [InlineData("\"branch\": ⇒null", "text", "null")]
    [InlineData("\"remote\": ⇒[\"a\"]", "text", "a list")]
    [InlineData("\"ledger\": ⇒{ \"a\": 1 }", "text", "an object")]
    [InlineData("\"journal\": ⇒true", "text", "true or false")]
    [InlineData("\"staleAfter\": ⇒2", "text", "a number")]
    [InlineData("\"staleSince\": ⇒true", "text", "true or false")]
    [InlineData("\"workingTime\": ⇒\"09:00-17:00\"", "an object", "text")]
    [InlineData("\"workingTime\": { \"timeZone\": ⇒2 }", "text", "a number")]
    [InlineData("\"workingTime\": { \"days\": ⇒\"Mon\" }", "a list", "text")]
    [InlineData("\"workingTime\": { \"from\": ⇒9 }", "text", "a number")]
    [InlineData("\"workingTime\": { \"to\": ⇒17 }", "text", "a number")]
    [InlineData("\"workingTime\": { \"holidays\": ⇒\"2026-12-25\" }", "a list", "text")]
    [InlineData("\"review\": ⇒\"github\"", "an object", "text")]
    [InlineData("\"review\": { \"forge\": ⇒1 }", "text", "a number")]
    [InlineData("\"review\": { \"url\": ⇒false }", "text", "true or false")]
    [InlineData("\"review\": { \"repository\": ⇒[] }", "text", "a list")]
    [InlineData("\"review\": { \"token\": ⇒{ \"env\": \"A\" } }", "text", "an object")]
    [InlineData("\"environments\": ⇒[\"a\"]", "an object", "a list")]
    [InlineData("\"environments\": { \"a\": ⇒1 }", "an object", "a number")]
    [InlineData("\"environments\": { \"a\": { \"order\": ⇒\"1\" } }", "a whole number", "text")]
    [InlineData("\"environments\": { \"a\": { \"requires\": ⇒\"b\" } }", "a list", "text")]
    [InlineData("\"environments\": { \"a\": { \"sources\": ⇒\"ledger\" } }", "a list", "text")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [⇒1] } }", "an object", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [⇒[]] } }", "an object", "a list")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"name\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"timeout\": ⇒15 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"tags\", \"pattern\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"ref\", \"ref\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"path\": ⇒[0] }] } }", "text", "a list")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"pattern\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"version\", \"url\": \"https://a\", \"token\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"github\", \"url\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"gitlab\", \"repository\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"azure\", \"environment\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"heroku\", \"app\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"command\", \"command\": ⇒[\"a\"] }] } }", "text", "a list")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"command\", \"command\": \"x\", \"timeout\": ⇒1 }] } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": ⇒1 } } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"arguments\": ⇒\"y\" } } }", "a list", "text")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"workingDirectory\": ⇒1 } } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"timeout\": ⇒60 } } }", "text", "a number")]
    [InlineData("\"review\": { \"approvals\": ⇒\"2\" }", "a whole number", "text")]
    [InlineData("\"review\": { \"approvals\": ⇒true }", "a whole number", "true or false")]
    [InlineData("\"review\": { \"checks\": ⇒\"build\" }", "a list", "text")]
    [InlineData("\"review\": { \"mergeBack\": ⇒true }", "text", "true or false")]
    [InlineData("\"review\": { \"method\": ⇒[\"merge\"] }", "text", "a list")]
    [InlineData("\"review\": { \"noteDeploys\": ⇒\"true\" }", "true or false", "text")]
    [InlineData("\"review\": { \"noteDeploys\": ⇒1 }", "true or false", "a number")]
    [InlineData("\"review\": { \"timeout\": ⇒30 }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": ⇒1, \"workflow\": 2 } } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": ⇒1 } } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"ref\": ⇒null } } }", "text", "null")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": ⇒[\"a\"] } } }", "an object", "a list")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"inputs\": { \"dry_run\": ⇒true } } } }", "text", "true or false")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"onStop\": ⇒false } } }", "text", "true or false")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"environment\": ⇒1 } } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"timeout\": ⇒1 } } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": ⇒\"12\" } } }", "a whole number", "text")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"url\": ⇒1 } } }", "text", "a number")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"token\": ⇒{ \"env\": \"A\" } } } }", "text", "an object")]
    [InlineData("\"notify\": ⇒{ \"type\": \"slack\" }", "a list", "an object")]
    [InlineData("\"notify\": [⇒\"slack\"]", "an object", "text")]
    [InlineData("\"notify\": [⇒null]", "an object", "null")]
    [InlineData("\"notify\": [{ \"type\": ⇒1, \"url\": \"env:A\" }]", "text", "a number")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": ⇒1 }]", "text", "a number")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"name\": ⇒1 }]", "text", "a number")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": ⇒\"Started\" }]", "a list", "text")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"timeout\": ⇒5 }]", "text", "a number")]
    [InlineData("\"notify\": [{ \"type\": \"webhook\", \"url\": \"https://a\", \"token\": ⇒5 }]", "text", "a number")]
    public void A_wrong_type_of_value(string members, string wanted, string given) =>
        Assert.EndsWith($"' must be {wanted}, and is {given}", SettingsText.Fault($$"""{ {{members}} }""").Message);

    [Theory]
    [InlineData("\"environments\": { \"a\": { \"requires\": [⇒1] } }", "'environments.a.requires' must hold names of environments")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"arguments\": [\"y\", ⇒1] } } }", "'environments.a.deploy.arguments' must hold text, and this is a number")]
    [InlineData("\"review\": { \"checks\": [\"build\", ⇒1] }", "'review.checks' must hold text, and this is a number")]
    [InlineData("\"review\": { \"approvals\": ⇒1.5 }", "'review.approvals' must be a whole number of at most 9 digits")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [\"Started\", ⇒1] }]", "'notify[0].events' must hold text, and this is a number")]
    [InlineData("\"environments\": { \"a\": { \"order\": ⇒1.5 } }", "'environments.a.order' must be a whole number of at most 9 digits")]
    [InlineData("\"environments\": { \"a\": { \"order\": ⇒99999999999999999999 } }", "'environments.a.order' must be a whole number of at most 9 digits")]
    [InlineData("\"environments\": { \"a\": { \"order\": ⇒1e999 } }", "'environments.a.order' must be a whole number of at most 9 digits")]
    public void A_wrong_item_or_number(string members, string message) => Assert.Equal(message, SettingsText.Fault($$"""{ {{members}} }""").Message);

    [Theory]
    [InlineData("\"mainline\": ⇒\"a b\"", "'mainline' is not a branch name: 'a b'")]
    [InlineData("\"mainline\": ⇒\"HEAD\"", "'mainline' is not a branch name: 'HEAD'")]
    [InlineData("\"mainline\": ⇒\"\"", "'mainline' is empty")]
    [InlineData("\"branch\": ⇒\"a..b\"", "'branch' is not a branch name: 'a..b'")]
    [InlineData("\"branch\": ⇒\"   \"", "'branch' is empty")]
    [InlineData("\"remote\": ⇒\"-uorigin\"", "'remote' is not the name of a remote: '-uorigin'")]
    [InlineData("\"remote\": ⇒\"../elsewhere\"", "'remote' is not the name of a remote: '../elsewhere'")]
    [InlineData("\"ledger\": ⇒\"deploys\"", "'ledger' is not a namespace of refs: 'deploys'")]
    [InlineData("\"ledger\": ⇒\"refs/heads/\"", "'ledger' is not a namespace of refs: 'refs/heads/'")]
    [InlineData("\"ledger\": ⇒\"refs/tags\"", "'ledger' is not a namespace of refs: 'refs/tags'")]
    [InlineData("\"journal\": ⇒\"refs/\"", "'journal' is not a namespace of refs: 'refs/'")]
    [InlineData("\"journal\": ⇒\"refs/a b/\"", "'journal' is not a namespace of refs: 'refs/a b/'")]
    [InlineData("\"journal\": ⇒\"refs/deploys\"", "'journal' is the same as the ledger's, or is mixed with it")]
    [InlineData("\"journal\": ⇒\"refs/deploys/hotfix\"", "'journal' is the same as the ledger's, or is mixed with it")]
    [InlineData("\"ledger\": \"refs/x/archive/\", \"journal\": ⇒\"refs/x/\"", "'journal' is the same as the ledger's, or is mixed with it")]
    [InlineData("\"ledger\": ⇒\"refs/heads/hotfix/\"", "'ledger' and the branch 'hotfix' are one within the other")]
    [InlineData("\"mainline\": \"main\", \"ledger\": ⇒\"refs/heads/main/x\"", "'ledger' and the branch 'main' are one within the other")]
    [InlineData("\"branch\": \"fixes/now\", \"journal\": ⇒\"refs/heads/fixes/\"", "'journal' and the branch 'fixes/now' are one within the other")]
    [InlineData("\"mainline\": \"a\", \"branch\": ⇒\"a\"", "'branch' is the mainline")]
    [InlineData("\"review\": { \"forge\": ⇒\"GitHub\" }", "'review.forge' is not a forge that is known: 'GitHub'")]
    [InlineData("\"review\": { \"url\": ⇒\"git.example.com\" }", "'review.url' is not the address of a web server: 'git.example.com'")]
    [InlineData("\"review\": { \"url\": ⇒\"ftp://git.example.com\" }", "'review.url' is not the address of a web server: '…'")]
    [InlineData("\"review\": { \"token\": ⇒\"GITHUB_TOKEN\" }", "'review.token' must name where the secret is kept, and not be the secret")]
    [InlineData("\"review\": { \"url\": \"http://git.example.com\", \"token\": ⇒\"env:A\" }", "'review.token' would be sent to a server without encryption")]
    [InlineData("\"review\": { \"repository\": ⇒\" \" }", "'review.repository' is empty")]
    [InlineData("\"review\": { \"approvals\": ⇒-1 }", "'review.approvals' must be 0 to 20")]
    [InlineData("\"review\": { \"approvals\": ⇒21 }", "'review.approvals' must be 0 to 20")]
    [InlineData("\"review\": { \"checks\": [\"a\", ⇒\"\"] }", "'review.checks' has one that is not the name of a check: ''")]
    [InlineData("\"review\": { \"checks\": [⇒\" a\"] }", "'review.checks' has one that is not the name of a check: 'a'")]
    [InlineData("\"review\": { \"checks\": [⇒\"hotfix/published\"] }", "'review.checks' has one that HotfixTools sets itself, after the deploy: 'hotfix/published'")]
    [InlineData("\"review\": { \"checks\": [⇒\"deploy/production\"] }", "'review.checks' has one that HotfixTools sets itself, after the deploy: 'deploy/production'")]
    [InlineData("\"review\": { \"mergeBack\": ⇒\"never\" }", "'review.mergeBack' is not a way to merge back: 'never'")]
    [InlineData("\"review\": { \"method\": ⇒\"Merge\" }", "'review.method' is not a way in which forges merge: 'Merge'")]
    [InlineData("\"notify\": [{ \"type\": ⇒\"Slack\", \"url\": \"env:A\" }]", "'notify[0].type' is not a type of notice that is known: 'Slack'")]
    [InlineData("\"notify\": [⇒{ \"url\": \"env:A\" }]", "'notify[0].type' is missing")]
    [InlineData("\"notify\": [⇒{ \"type\": \"slack\" }]", "'notify[0].url' is missing")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": ⇒\"https://example.com/x\" }]", "'notify[0].url' is a secret: whoever has it can write there")]
    [InlineData("\"notify\": [{ \"type\": \"webhook\", \"url\": ⇒\"example.com\" }]", "'notify[0].url' is not the address of a web server with https://")]
    [InlineData("\"notify\": [{ \"type\": \"webhook\", \"url\": ⇒\"http://example.com\" }]", "'notify[0].url' is not the address of a web server with https://")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"token\": ⇒\"env:B\" }]", "'notify[0].token' is for webhooks; the address is the secret here")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [\"Started\", ⇒\"Finished\"] }]", "'notify[0].events' has one that is not known: 'Finished'")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [⇒\"Started,Picked\"] }]", "'notify[0].events' has one that is not known: 'Started,Picked'")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [⇒\"1\"] }]", "'notify[0].events' has one that is not known: '1'")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [⇒\"NoticeOwed\"] }]", "'notify[0].events' has one that is not known: 'NoticeOwed'")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\" }, ⇒{ \"type\": \"slack\", \"url\": \"env:B\" }]", "'notify' has two that are called 'slack'")]
    public void A_value_that_means_nothing(string members, string message) => Assert.Equal(message, SettingsText.Fault($$"""{ {{members}} }""").Message);

    [Theory]
    [InlineData("⇒\"tag\"", "[0]' is not of a type of source that is known: 'tag'")]
    [InlineData("⇒\"\"", "[0]' is not of a type of source that is known: ''")]
    [InlineData("{ \"type\": ⇒\"Tags\" }", "[0]' is not of a type of source that is known: 'Tags'")]
    [InlineData("⇒{ \"name\": \"x\" }", "[0]' is not of a type of source that is known")]
    [InlineData("⇒\"version\"", "[0].url' is missing")]
    [InlineData("⇒\"ref\"", "[0].ref' is missing")]
    [InlineData("⇒{ \"type\": \"heroku\" }", "[0].app' is missing")]
    [InlineData("⇒{ \"type\": \"command\" }", "[0].command' is missing")]
    [InlineData("\"ledger\", ⇒\"ledger\"", "' has two sources that are called 'ledger'")]
    [InlineData("\"ledger\", ⇒{ \"type\": \"tags\", \"name\": \"Ledger\" }", "' has two sources that are called 'Ledger'")]
    [InlineData("{ \"type\": \"tags\", \"name\": ⇒\"a b\" }", "[0].name' is not a name that -Source can take: 'a b'")]
    [InlineData("{ \"type\": \"tags\", \"pattern\": ⇒\"*-*\" }", "[0].pattern' is not a pattern of tag names: '*-*'")]
    [InlineData("{ \"type\": \"tags\", \"pattern\": ⇒\"a?\" }", "[0].pattern' is not a pattern of tag names: 'a?'")]
    [InlineData("{ \"type\": \"ref\", \"ref\": ⇒\"production\" }", "[0].ref' is not the full name of a branch or tag: 'production'")]
    [InlineData("{ \"type\": \"version\", \"url\": ⇒\"/version\" }", "[0].url' is not the address of a web page: '/version'")]
    [InlineData("{ \"type\": \"version\", \"url\": \"https://a\", \"path\": ⇒\"a..b\" }", "[0].path' is not a path into JSON: 'a..b'")]
    [InlineData("{ \"type\": \"version\", \"url\": \"https://a\", \"pattern\": ⇒\"(\" }", "[0].pattern' is not a regular expression that can be used: '('")]
    [InlineData("{ \"type\": \"version\", \"url\": \"https://a\", \"pattern\": ⇒\"(?=a)\" }", "[0].pattern' is not a regular expression that can be used: '(?=a)'")]
    [InlineData("{ \"type\": \"version\", \"url\": \"http://a.example\", \"token\": ⇒\"env:A\" }", "[0].token' would be sent to a server without encryption")]
    [InlineData("{ \"type\": \"heroku\", \"app\": ⇒\"a/b\" }", "[0].app' is not the name of an app: 'a/b'")]
    [InlineData("{ \"type\": \"command\", \"command\": \"x\", \"timeout\": ⇒\"6m\" }", "[0].timeout' is longer than 5m")]
    [InlineData("{ \"type\": \"command\", \"command\": \"x\", \"timeout\": ⇒\"soon\" }", "[0].timeout' is not a duration: 'soon'")]
    public void A_source_that_cannot_be_asked(string sources, string message) =>
        Assert.EndsWith(message, SettingsText.Fault($$"""{ "environments": { "production": { "sources": [{{sources}}] } } }""").Message);

    [Theory]
    [InlineData("\"type\": ⇒\"jenkins\", \"job\": \"x\"", "type' is not a way to deploy that is known: 'jenkins'", "Write command, github-actions, github-deployment, azure-pipelines, gitlab-pipeline.")]
    [InlineData("\"type\": ⇒\"record\"", "type' is not a way to deploy that is known: 'record'", "Write command, ")]
    [InlineData("\"type\": ⇒\"github-action\"", "type' is not a way to deploy that is known: 'github-action'", "Did you mean 'github-actions'? Write command, ")]
    [InlineData("\"type\": ⇒\"GitHub_Actions\"", "type' is not a way to deploy that is known: 'GitHub_Actions'", "Did you mean 'github-actions'? Write command, ")]
    [InlineData("\"type\": ⇒\"github\"", "type' is not a way to deploy that is known: 'github'", "Did you mean 'github-actions' or 'github-deployment'? Write command, ")]
    [InlineData("\"type\": ⇒\"azure\"", "type' is not a way to deploy that is known: 'azure'", "Did you mean 'azure-pipelines'? Write command, ")]
    [InlineData("\"type\": ⇒\"gitlab-pipelines\"", "type' is not a way to deploy that is known: 'gitlab-pipelines'", "Did you mean 'gitlab-pipeline'? Write command, ")]
    [InlineData("\"type\": \"github-actions\", \"workflow\": \"x.yml\", \"onStop\": ⇒\"stop\"", "onStop' is not what can be done with a run: 'stop'", "Write leave, cancel.")]
    [InlineData("\"type\": \"github-actions\", \"workflow\": \"x.yml\", \"onStop\": ⇒\"canceled\"", "onStop' is not what can be done with a run: 'canceled'", "Did you mean 'cancel'? Write leave, cancel.")]
    [InlineData("\"type\": \"github-actions\", \"workflow\": ⇒\".github/workflows/x.yml\"", "workflow' is not the file of a workflow: '.github/workflows/x.yml'", "Write its name without folders")]
    [InlineData("\"type\": \"github-actions\", \"workflow\": ⇒\"Deploy\"", "workflow' is not the file of a workflow: 'Deploy'", "Write its name without folders")]
    [InlineData("\"type\": \"azure-pipelines\", \"pipeline\": ⇒0", "pipeline' is not the number of a pipeline", "Write the number that is in its address")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"ref\": ⇒\"a b\"", "ref' is not the name of a branch or tag: 'a b'", "Write a short name such as main")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"ref\": ⇒\"{commit}\"", "ref' is not the name of a branch or tag: '{commit}'", "Write a short name such as main")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"ref\": ⇒\"main\"", "ref' is another branch than that of the hotfix, and no input says which commit is to be deployed", "Add it: \"inputs\"")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"ref\": ⇒\"main\", \"inputs\": { \"where\": \"{environment}\" }", "ref' is another branch than that of the hotfix, and no input says which commit is to be deployed", "Add it: \"inputs\"")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"inputs\": { ⇒\"dry-run\": \"x\" }", "inputs.dry-run' is not the name of an input", "Use letters, digits and '_', and begin with")]
    [InlineData("\"type\": \"azure-pipelines\", \"pipeline\": 1, \"inputs\": { ⇒\"1st\": \"x\" }", "inputs.1st' is not the name of an input", "Use letters, digits, '-' and '_', and begin with")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"inputs\": { \"commit\": ⇒\"{comit}\" }", "inputs.commit' has a placeholder in it that is not known: '{comit}'", "Did you mean 'commit'? Write {commit}, {environment}, {branch}, {id}.")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"inputs\": { \"commit\": ⇒\"{Commit}\" }", "inputs.commit' has a placeholder in it that is not known: '{Commit}'", "Did you mean 'commit'? Write {commit}, ")]
    [InlineData("\"type\": \"gitlab-pipeline\", \"inputs\": { \"commit\": ⇒\"\" }", "inputs.commit' is empty", "Write what it should be")]
    public void A_deploy_that_cannot_be_started(string members, string message, string wayOut)
    {
        var fault = SettingsText.Fault($$"""{ "environments": { "production": { "deploy": { {{members}} } } } }""");
        Assert.Equal($"'environments.production.deploy.{message}", fault.Message);
        Assert.StartsWith(wayOut, fault.WayOut);
    }

    [Theory]
    [InlineData("⇒{ \"type\": \"github-actions\" }", "workflow' is missing")]
    [InlineData("⇒{ \"type\": \"azure-pipelines\" }", "pipeline' is missing")]
    [InlineData("⇒{ \"type\": \"command\" }", "command' is missing")]
    [InlineData("⇒{}", "command' is missing")]
    public void A_deploy_that_does_not_say_by_what(string deploy, string message) =>
        Assert.Equal($"'environments.production.deploy.{message}", SettingsText.Fault($$"""{ "environments": { "production": { "deploy": {{deploy}} } } }""").Message);

    [Fact]
    public void There_are_25_inputs_at_most()
    {
        string Inputs(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"\"i{i}\": \"x\""));
        string Settings(int count) => $$"""{ "environments": { "a": { "deploy": { "type": "gitlab-pipeline", "inputs": ⇒{ {{Inputs(count)}} } } } } }""";
        SettingsText.Good(Settings(25).Replace("⇒", string.Empty));
        Assert.Equal("'environments.a.deploy.inputs' has more than 25 items", SettingsText.Fault(Settings(26)).Message);
    }

    [Theory]
    [InlineData("\"review\": { \"forge\": \"githab\" }", "Did you mean 'github'? Write github, gitlab, azure, gitea.")]
    [InlineData("\"review\": { \"forge\": \"bitbucket\" }", "Write github, gitlab, azure, gitea.")]
    [InlineData("\"review\": { \"mergeBack\": \"pull-request\" }", "Did you mean 'pullRequest'? Write auto, pullRequest, push.")]
    [InlineData("\"review\": { \"mergeBack\": \"pull\" }", "Did you mean 'pullRequest'? Write auto, pullRequest, push.")]
    [InlineData("\"review\": { \"method\": \"REBASE\" }", "Did you mean 'rebase'? Write merge, squash, rebase.")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [\"tag\"] } }", "Did you mean 'tags'? Use as \"type\": ledger, ")]
    [InlineData("\"notify\": [{ \"type\": \"Slack\", \"url\": \"env:A\" }]", "Did you mean 'slack'? Write slack, teams, webhook.")]
    public void A_word_that_is_not_known_with_what_was_meant(string members, string wayOut) =>
        Assert.StartsWith(wayOut, Assert.Single(SettingsText.Check($$"""{ {{members}} }""").Faults).WayOut);

    [Fact]
    public void A_list_of_no_sources_is_told_because_nobody_would_be_asked() =>
        Assert.Equal("'environments.production.sources' is empty", SettingsText.Fault("""{ "environments": { "production": { "sources": ⇒[] } } }""").Message);

    [Fact]
    public void Whatever_else_is_wrong_with_a_source_of_an_unknown_type_is_told_too() =>
        Assert.Equal(3, SettingsText.Faults("""{ "environments": { "production": { "sources": [{ "timeout": ⇒"soon", "name": ⇒"a b", "type": ⇒"tag" }] } } }""").Count);

    [Theory]
    [InlineData("2 days")]
    [InlineData("0s")]
    [InlineData("53w")]
    [InlineData("1.5h")]
    [InlineData("P2D")]
    [InlineData("1D")]
    public void A_bad_duration(string text) =>
        Assert.Equal($"'staleAfter' is not a duration: '{text}'", SettingsText.Fault($$"""{ "staleAfter": ⇒"{{text}}" }""").Message);

    [Theory]
    [InlineData("\"staleAfter\": \"367d\"", null)]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"timeout\": \"8d\" } } }", "7d")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"timeout\": \"301s\" }] } }", "5m")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"timeout\": \"61s\" }]", "1m")]
    [InlineData("\"review\": { \"timeout\": \"169h\" }", "7d")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"timeout\": \"8d\" } } }", "7d")]
    public void A_duration_that_is_too_long(string members, string? longest)
    {
        var fault = Assert.Single(SettingsText.Check($$"""{ {{members}} }""").Faults);
        Assert.Contains(longest is null ? "is not a duration" : $"is longer than {longest}", fault.Message);
    }

    [Theory]
    [InlineData("\"branch\": \"a\", ⇒\"branch\": \"b\"", "'branch' is there twice")]
    [InlineData("\"branch\": \"a\", ⇒\"branch\": \"a\", ⇒\"branch\": \"a\"", "'branch' is there twice")]
    [InlineData("\"review\": {}, ⇒\"review\": {}", "'review' is there twice")]
    [InlineData("\"review\": { \"url\": \"https://a\", ⇒\"url\": \"https://a\" }", "'review.url' is there twice")]
    [InlineData("\"environments\": { \"a\": { \"order\": 1, ⇒\"order\": 1 } }", "'environments.a.order' is there twice")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"tags\", ⇒\"type\": \"tags\" }] } }", "'environments.a.sources[0].type' is there twice")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": \"command\", \"command\": \"x\", \"timeout\": \"1s\", ⇒\"timeout\": \"2s\" }] } }", "'environments.a.sources[0].timeout' is there twice")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", ⇒\"command\": \"y\" } } }", "'environments.a.deploy.command' is there twice")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", ⇒\"url\": \"env:B\" }]", "'notify[0].url' is there twice")]
    [InlineData("\"review\": { \"checks\": [], ⇒\"checks\": [] }", "'review.checks' is there twice")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", ⇒\"type\": \"gitlab-pipeline\" } } }", "'environments.a.deploy.type' is there twice")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"inputs\": { \"a\": \"1\", ⇒\"a\": \"2\" } } } }", "'environments.a.deploy.inputs.a' is there twice")]
    public void A_key_that_is_there_twice(string members, string message) =>
        Assert.All(SettingsText.Faults($$"""{ {{members}} }"""), fault => Assert.Equal(message, fault.Message));
}
