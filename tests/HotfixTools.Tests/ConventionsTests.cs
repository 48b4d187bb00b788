using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace HotfixTools.ModuleTests;

/// <summary>What anybody expects of a command in PowerShell, as far as the engine alone has it.</summary>
public sealed class ConventionsTests : ModuleTest
{
    private const int Runspaces = 4;

    [Theory]
    [InlineData("Yes", false)]
    [InlineData("Halt Command", true)]
    public void Inquire_asks_and_does_as_it_is_told(string answer, bool isStopped)
    {
        Shell.Screen.Answer = answer;

        var result = Run("Get-LastDeploy '..' -ErrorAction Inquire; 'after'");

        Assert.Single(result.Questions);
        Assert.Equal(isStopped, result.Thrown is not null);
        Assert.Equal(isStopped ? [] : ["after"], result.Output.Select(line => line.ToString()));
    }

    [Fact]
    public void Inquire_asks_before_what_is_a_warning_too()
    {
        StartAndFix();
        Run("Register-Deploy production master").Single();
        Run("Restore-Deploy production -Confirm:$false").Single();
        Shell.Screen.Answer = "Halt Command";

        // A rollback is said in a warning.
        var result = Run("Get-LastDeploy -WarningAction Inquire");

        Assert.Single(result.Questions);
        Assert.NotNull(result.Thrown);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_preference_that_stops_at_warnings_is_obeyed()
    {
        Run("Register-Deploy production master").Single();
        Run("Restore-Deploy production -Confirm:$false").Single();

        Assert.NotNull(Run("$WarningPreference = 'Stop'; Get-LastDeploy; 'after'").Thrown);
        Assert.Single(Run("$WarningPreference = 'SilentlyContinue'; Get-LastDeploy").NoErrors().Output);
        Assert.Empty(Run("Get-LastDeploy -WarningAction SilentlyContinue").Warnings);
    }

    [Fact]
    public void What_must_be_asked_is_asked_as_the_preference_says()
    {
        StartAndFix();
        Shell.Screen.Answer = "No";

        Assert.Single(Run("$ConfirmPreference = 'High'; Stop-Hotfix x").Questions);
        Assert.Empty(Run("$ConfirmPreference = 'High'; Add-HotfixCommit master -WhatIf").Questions);
        Assert.Single(Run("$ConfirmPreference = 'Low'; Add-HotfixCommit master").Questions);
        Assert.NotNull(Hotfix);
        Assert.Empty(Run("$ConfirmPreference = 'None'; Stop-Hotfix x").Questions);
        Assert.Null(Hotfix);
    }

    [Fact]
    public void Strict_mode_finds_nothing_in_what_is_emitted()
    {
        StartAndFix();

        // What is not there is null, and what there are several of is empty.
        var result = Run("""
            Set-StrictMode -Version Latest
            $hotfix = Get-Hotfix
            $hotfix.PullRequest; $hotfix.MergeCommit; $hotfix.Published.Count; $hotfix.Findings[-1].Commits.Count; $hotfix.Commits[-1].Subject
            $record = (Get-HotfixHistory)
            $record.EndedAt; $record.PublishedTo.Count; $record.TimeToComplete
            (Measure-Hotfix).MedianTimeToPublish
            (Get-HotfixConfiguration).WorkingTime
            """);

        result.NoErrors();
    }

    [Theory]
    [InlineData("Get-LastDeploy", "Commit")]
    [InlineData("Get-Hotfix", "Head")]
    [InlineData("Get-HotfixHistory", "Base")]
    [InlineData("Compare-Deploy", "Commit")]
    public void What_a_view_shows_is_there_in_constrained_language(string command, string text)
    {
        StartAndFix();
        var full = Run($"({command})[0].View.{text}").Single().ToString();
        var state = InitialSessionState.CreateDefault2();
        state.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        state.ImportPSModule(Paths.Manifest);
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);

        var output = shell.AddScript($"$one = @({command} -Path $args[0])[0]; $one.View['{text}']; $ExecutionContext.SessionState.LanguageMode").AddArgument(Ada.Folder).Invoke();

        Assert.Empty(shell.Streams.Error);
        Assert.Equal([full, "ConstrainedLanguage"], output.Select(line => line.ToString()));
    }

    [Fact]
    public async Task Runspaces_side_by_side_do_not_see_each_other()
    {
        StartAndFix();
        var places = Enumerable.Range(0, Runspaces).Select(number => number % 2 == 0 ? Ada.Folder : Team.Clone($"ben{number}").Folder).ToList();

        var heads = await Task.WhenAll(places.Select(place => Task.Run(() =>
        {
            using var session = new ModuleSession(place);
            string Head() => session.Run("(Get-Hotfix).Head").Single().ToString();
            var first = Head();
            session.Run("Remove-Module HotfixTools; Import-Module $args[0]", Paths.Manifest).NoErrors();
            return (first, Head(), session.Run("@(Get-LastDeploy *)[0].Repository").Single().ToString());
        })));

        var hotfix = Hotfix!;
        Assert.Equal(places.Select(place => (hotfix, hotfix, place)), heads);
    }

    [Fact]
    public void A_path_with_wildcards_is_one_that_somebody_typed()
    {
        Directory.CreateDirectory(Path.Combine(Team.Root, "clones"));
        foreach (var name in new[] { "a[1]", "a1" })
            GitProcess.Run(Team.Root, "clone", "--quiet", Team.Remote, Path.Combine("clones", name));
        Shell.Go(Path.Combine(Team.Root, "clones"));

        string[] Found(string command) => [.. Run(command).NoErrors().Output.Select(deploy => Path.GetFileName(deploy.Text("Repository"))!)];

        Assert.Equal(["a[1]", "a1"], Found("Get-LastDeploy -Path ./a*").Order(StringComparer.Ordinal).Reverse());
        Assert.Equal(["a[1]"], Found("Get-LastDeploy -Path 'a[1]'"));
        Assert.Equal(["a[1]"], Found("Get-LastDeploy -Path './a`[1`]'"));
        Assert.Equal(["a1"], Found("Get-LastDeploy -Path './a[12]'"));
        Assert.Equal(["a[1]"], Found("[pscustomobject]@{ FullName = \"$PWD/a[1]\" } | Get-LastDeploy"));
        Run("[pscustomobject]@{ FullName = \"$PWD/a[12]\" } | Get-LastDeploy").Fails("NotARepository", ErrorCategory.ObjectNotFound, "-Path");
        Run("Get-LastDeploy -Path ./b*").Fails("NotARepository", ErrorCategory.ObjectNotFound, "folders that are there");
        Run("Get-Hotfix -Path ./b*").Fails("NotARepository", ErrorCategory.ObjectNotFound, "folders that are there");
        var now = Now();
        Run("New-Hotfix -Path ./a*").Fails("NotARepository", ErrorCategory.InvalidArgument, "one by one");
        now.Still();
        Run("New-Hotfix -Path ./a1*").Single();
        Assert.Equal(["a[1]", "a1"], Found("Get-Hotfix -Path ./a* -Ordered"));
    }

    [Fact]
    public void An_address_says_that_a_clone_is_wanted()
    {
        var error = Run("[pscustomobject]@{ Repository = 'https://ben:secret@example.com/shop.git' } | Show-HotfixGraph").Fails("NotARepository", ErrorCategory.ObjectNotFound, "git clone https://example.com/shop.git");

        Assert.DoesNotContain("secret", error.ToString());
        StartAndFix();
        Run("Get-Hotfix -Url $args[0] | Get-HotfixHistory", Team.Remote).Fails("RemoteNotFound", ErrorCategory.ObjectNotFound, "work in a clone of it");
    }

    [Fact]
    public void Environments_may_be_asked_for_by_wildcards()
    {
        foreach (var environment in new[] { "staging", "sandbox" })
            Run($"Register-Deploy {environment} master").Single();

        string[] Found(string command) => [.. Run(command).NoErrors().Output.Select(deploy => deploy.Text("Environment")!)];

        Assert.Equal(["production", "sandbox", "staging"], Found("Get-LastDeploy *"));
        Assert.Equal(["sandbox", "staging"], Found("Get-LastDeploy S*"));
        Assert.Equal(["staging"], Found("Get-DeployHistory st?ging"));
        // One that is configured and was never deployed to is nothing that was asked for by name.
        Assert.Equal(["staging", "production", "sandbox"], Found("Get-LastDeploy * -EnvironmentOrder nowhere, staging"));
        Assert.Equal(["staging", "production", "sandbox"], Found("Get-DeployHistory * -EnvironmentOrder nowhere, staging"));
        var error = Run("Get-LastDeploy q*").Fails("InvalidEnvironment", ErrorCategory.InvalidArgument, "such as");
        Assert.Contains("production, sandbox, staging", error.ToString());
    }
}
