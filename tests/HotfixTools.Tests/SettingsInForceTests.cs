using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Everybody obeys the settings at the tip of the mainline, at the remote, whatever their own clone has.</summary>
public sealed class SettingsInForceTests : ModuleTest
{
    [Fact]
    public void Nothing_configured_works_by_defaults()
    {
        var settings = Run("Get-HotfixConfiguration").Single();

        Assert.Null(settings.Get("File"));
        Assert.Equal(("origin", "master", "hotfix"), (settings.Text("Remote"), settings.Text("Mainline"), settings.Text("Branch")));
        Assert.Equal(["production"], settings.All("Environments").Select(name => name.ToString()));
        Assert.All(settings.All("Values"), value => Assert.Equal("Default", value.Text("Source")));
    }

    [Fact]
    public void Those_of_the_mainline_at_the_remote_are_in_force_before_anybody_fetches()
    {
        Configure("{ 'branch': 'urgent' }");

        Assert.Equal("urgent", Run("New-Hotfix").Single().Text("Branch"));
        Assert.NotNull(Team.RemoteRef("refs/heads/urgent"));
        Assert.Null(Hotfix);
    }

    [Fact]
    public void They_are_in_force_as_soon_as_they_change()
    {
        Configure("{ 'branch': 'urgent' }");
        Assert.Equal("urgent", Run("Get-HotfixConfiguration").Single().Text("Branch"));

        Configure("{ 'branch': 'burning' }");

        Assert.Equal("burning", Run("New-Hotfix").Single().Text("Branch"));
        Configure("{ }");
        Run("Get-Hotfix").Nothing();
    }

    [Fact]
    public void An_old_hotfix_branch_does_not_bring_old_ones()
    {
        Ada.Git("pull", "--quiet");
        Ada.Commit(".hotfix.json", "{ \"staleAfter\": \"1h\" }", "Old settings");
        Ada.Git("push", "--quiet", "origin", "master");
        Run("Register-Deploy production master").Single();
        Run("New-Hotfix -CheckOut").Single();
        Configure("{ 'staleAfter': '3d' }");

        Assert.Equal("hotfix", Ada.Git("branch", "--show-current"));
        Assert.Equal(TimeSpan.FromDays(3), Run("Get-HotfixConfiguration").Single().Get("StaleAfter"));
    }

    [Fact]
    public void Those_of_the_working_tree_are_not_and_a_warning_says_so()
    {
        Ada.Write(".hotfix.json", "{ \"branch\": \"mine\" }");
        var unmerged = Run("Get-HotfixConfiguration");
        Assert.Equal("hotfix", unmerged.Single().Text("Branch"));
        Assert.Contains("not in force: the mainline has none", Assert.Single(unmerged.Warnings));

        Configure("{ 'branch': 'urgent' }");

        var other = Run("Get-HotfixConfiguration");
        Assert.Equal("urgent", other.Single().Text("Branch"));
        Assert.Contains("not that of origin/master:.hotfix.json", Assert.Single(other.Warnings));
        Ada.Write(".hotfix.json", "{ \"branch\": \"urgent\" }");
        Assert.Empty(Run("Get-HotfixConfiguration").Warnings);
        Assert.Empty(Run("Get-HotfixConfiguration -ConfigurationPath .hotfix.json").Warnings);
    }

    [Fact]
    public void Those_of_a_subfolder_are_none()
    {
        Ada.Write("src/.hotfix.json", "{ \"branch\": \"mine\" }");
        Shell.Go(Path.Combine(Ada.Folder, "src"));

        Assert.Equal("hotfix", Run("Get-HotfixConfiguration").Single().Text("Branch"));
    }

    [Fact]
    public void A_file_that_is_named_goes_before_all_others()
    {
        Configure("{ 'branch': 'urgent' }");
        Ada.Write("other.json", "{ \"branch\": \"mine\" }");

        var settings = Run("Get-HotfixConfiguration -ConfigurationPath other.json").Single();

        Assert.Equal("mine", settings.Text("Branch"));
        Assert.Equal(Path.Combine(Ada.Folder, "other.json"), settings.Text("File"));
        Assert.Equal("mine", Run("New-Hotfix -ConfigurationPath ./other.json").Single().Text("Branch"));
    }

    [Fact]
    public void A_parameter_goes_before_every_file()
    {
        Configure("{ 'branch': 'urgent', 'environments': { 'qa': {}, 'production': {} } }");

        var settings = Run("Get-HotfixConfiguration -Branch mine -EnvironmentOrder staging, production").Single();

        Assert.Equal("mine", settings.Text("Branch"));
        Assert.Equal(["staging", "production"], settings.All("Environments").Select(name => name.ToString()));
        var branch = settings.All("Values").Single(value => value.Text("Key") == "branch");
        Assert.Equal("Parameter", branch.Text("Source"));
        Assert.Equal("Parameter", Run("Get-HotfixConfiguration -Branch urgent").Single().All("Values").Single(value => value.Text("Key") == "branch").Text("Source"));
    }

    [Fact]
    public void The_mainline_that_a_parameter_names_has_its_own()
    {
        Configure("{ 'branch': 'urgent' }");
        var ben = new Workplace(Path.Combine(Team.Root, "ben"));
        ben.Git("switch", "--quiet", "-c", "next");
        ben.Commit(".hotfix.json", "{ \"branch\": \"of-next\" }", "Settings of the next mainline");
        ben.Git("push", "--quiet", "origin", "next");

        Assert.Equal("of-next", Run("Get-HotfixConfiguration -Mainline next").Single().Text("Branch"));
    }

    [Fact]
    public void A_mainline_that_they_name_is_the_mainline_and_they_stay_where_they_are()
    {
        var ben = Team.Clone("ben");
        ben.Git("switch", "--quiet", "-c", "next");
        ben.Commit("next.txt", "next", "Next");
        ben.Git("push", "--quiet", "origin", "next");
        Configure("{ 'mainline': 'next' }");

        var settings = Run("Get-HotfixConfiguration").Single();

        Assert.Equal("next", settings.Text("Mainline"));
        Assert.Equal("origin/master:.hotfix.json", settings.Text("File"));
        Assert.Equal("next", Run("New-Hotfix").Single().Text("Mainline"));
    }

    [Fact]
    public void Each_value_has_the_place_that_it_comes_from()
    {
        ConfigureText("// how we do it\n{\n  \"staleAfter\": \"36h\",\n  \"environments\": {\n    \"staging\": {},\n    \"production\": { \"sources\": [\n      \"ledger\"\n    ] }\n  }\n}\n");

        var values = Run("Get-HotfixConfiguration").Single().All("Values").ToDictionary(value => value.Text("Key")!, value => (value.Text("Value"), value.Text("Source"), value.Text("Location")));

        Assert.Equal(("1d12h", "Mainline", "origin/master:.hotfix.json:3"), values["staleAfter"]);
        Assert.Equal(("2", "Mainline", "origin/master:.hotfix.json:6"), values["environments.production.order"]);
        Assert.Equal(("staging", "Default", string.Empty), values["environments.production.requires"]);
        Assert.Equal(("ledger", "Mainline", "origin/master:.hotfix.json:7"), values["environments.production.sources[0]"]);
        Assert.Equal(("ledger", "Default", string.Empty), values["environments.staging.sources[0]"]);
        Assert.Equal(("tags: deploy/staging/*", "Default", string.Empty), values["environments.staging.sources[1]"]);
        Assert.Equal(("hotfix", "Default", string.Empty), values["branch"]);
        Assert.Equal(("master", "Default", "the HEAD of origin"), values["mainline"]);
    }

    [Fact]
    public void The_order_is_obeyed_by_those_who_publish()
    {
        Configure("{ 'environments': { 'staging': {}, 'production': {} } }");
        StartAndFix();

        Run("Publish-Hotfix production -Confirm:$false").Fails("EnvironmentOrder", ErrorCategory.InvalidOperation, "Publish-Hotfix staging");
        Assert.Equal(["staging", "production"], Run("Publish-Hotfix production, staging -Confirm:$false").NoErrors().Output.Select(deploy => deploy.Text("Environment")));
    }

    [Fact]
    public void An_environment_that_requires_nothing_waits_for_none()
    {
        Configure("{ 'environments': { 'staging': {}, 'production': { 'requires': [] } } }");
        StartAndFix();

        Run("Publish-Hotfix production -Confirm:$false").Single();
    }

    [Fact]
    public void The_program_that_deploys_is_theirs()
    {
        Ada.Write("deploy.sh", string.Empty);
        var script = Script("echo \"$HOTFIX_COMMIT $1 $2\" > deployed.txt");
        Configure($"{{ 'environments': {{ 'production': {{ 'deploy': {{ 'command': '../{Path.GetFileName(script)}', 'arguments': ['{{environment}}', '{{commit}}'] }} }} }} }}");
        var fix = StartAndFix();
        Shell.Go(Directory.CreateDirectory(Path.Combine(Ada.Folder, "sub")).FullName);

        Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.Equal($"{fix} production {fix}", File.ReadAllText(Path.Combine(Ada.Folder, "deployed.txt")).Trim());
    }

    [Fact]
    public void A_namespace_of_refs_is_theirs()
    {
        Configure("{ 'ledger': 'refs/heads/deploys/', 'journal': 'refs/heads/journals/' }");

        Run("Register-Deploy production master").Single();
        Run("New-Hotfix").Single();

        Assert.NotNull(Team.RemoteRef("refs/heads/deploys/production"));
        Assert.NotNull(Team.RemoteRef("refs/heads/journals/journal"));
        Assert.Null(Journal);
    }

    [Fact]
    public void Every_fault_is_an_error_of_its_own_and_nothing_is_done()
    {
        ConfigureText("{\n  \"brnach\": \"x\",\n  \"staleAfter\": \"soon\",\n  \"environments\": { \"a\": { \"requires\": [\"b\"] }, \"b\": { \"requires\": [\"a\"] } }\n}");
        var now = Now();

        var result = Run("New-Hotfix");

        Assert.Equal(3, result.Errors.Count);
        Assert.All(result.Errors, error => error.Is("ConfigurationInvalid", ErrorCategory.InvalidArgument, string.Empty));
        Assert.Equal(
            ["2:3: 'brnach' is not a setting.", "3:17: 'staleAfter' is not a duration: 'soon'.", "4:69: 'requires' goes round in a circle: a requires b requires a."],
            result.Errors.Select(error => error.Exception.Message.Replace("Fault in the settings: origin/master:.hotfix.json:", string.Empty)));
        now.Still();
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_fault_that_is_merged_can_be_got_round()
    {
        Configure("{ 'brnach': 'x' }");
        Ada.Write("mine.json", "{ }");

        Run("New-Hotfix").Fails("ConfigurationInvalid", ErrorCategory.InvalidArgument, "-ConfigurationPath");
        Run("New-Hotfix -ConfigurationPath mine.json").Single();
    }

    [Fact]
    public void A_gate_whose_settings_are_wrong_cannot_tell()
    {
        Configure("{ 'brnach': 'x' }");

        var verdict = Run("Test-DeployGate production master").Single();

        Assert.Equal("Refuse", verdict.Text("Decision"));
        Assert.Equal("2", verdict.Text("ExitStatus"));
        Assert.False((bool)Run("Test-DeployGate production master -Quiet").Single().BaseObject);
    }

    [Theory]
    [InlineData("no-such.json")]
    [InlineData("Env:PATH")]
    [InlineData("nodrive:/x")]
    [InlineData("src")]
    [InlineData("../pipe.json")]
    [InlineData("../endless.json")]
    public void A_file_that_is_not_there(string path)
    {
        Ada.Write("src/x.txt", "x");
        if (!OperatingSystem.IsWindows())
        {
            Ada.MakePipe("../pipe.json");
            File.CreateSymbolicLink(Path.Combine(Team.Root, "endless.json"), "/dev/zero");
        }

        var now = Now();
        Run("New-Hotfix -ConfigurationPath $args[0]", path).Fails("ConfigurationNotFound", ErrorCategory.ObjectNotFound, "New-HotfixConfiguration");
        now.Still();
    }

    [Fact]
    public void A_remote_that_they_name_is_used_and_a_wrong_one_said()
    {
        Ada.Git("remote", "add", "team", Team.Remote);
        Ada.Git("remote", "add", "fork", Path.Combine(Team.Root, "nowhere"));
        Configure("{ 'remote': 'team' }");

        Assert.Equal("team", Run("Get-HotfixConfiguration").Single().Text("Remote"));
        Configure("{ 'remote': 'elsewhere' }");
        Run("Get-HotfixConfiguration -Remote team").Single();
    }

    [Fact]
    public void A_bare_clone_and_a_remote_that_was_never_cloned_obey_them_too()
    {
        Configure("{ 'branch': 'urgent' }");
        Run("New-Hotfix -Reason 'Orders fail'").Single();

        Assert.Equal("urgent", Run("Get-Hotfix -Url $args[0]", Team.Remote).Single().Text("Branch"));
        var bare = Team.Clone("bare.git", "--bare");
        Assert.Equal("urgent", Run("Get-Hotfix -Path $args[0]", bare.Folder).Single().Text("Branch"));
    }
}
