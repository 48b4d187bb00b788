using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Each: exactly one error record, with what to do next, and refs exactly as before.</summary>
public sealed class BadInputTests : ModuleTest
{
    /// <summary>Every cmdlet that works with a repository; those that take a hotfix or a deploy find one in it.</summary>
    public static TheoryData<string> Commands { get; } =
    [
        "Get-LastDeploy",
        "Get-DeployHistory",
        "Register-Deploy production master",
        "Compare-Deploy",
        "New-Hotfix",
        "Get-Hotfix",
        "Get-Hotfix -Stale -Finding SecondHotfixBranch",
        "Complete-Hotfix",
        "Stop-Hotfix -Reason x -Confirm:$false",
        "Publish-Hotfix production -Confirm:$false",
        "Restore-Deploy production -Confirm:$false",
        "Test-Hotfix",
        "Show-HotfixGraph",
        "Submit-Hotfix",
        "Update-Hotfix",
        "Add-HotfixCommit master",
        "Get-HotfixConfiguration",
        "Test-HotfixConfiguration",
        "New-HotfixConfiguration",
        "Get-HotfixHistory",
        "Measure-Hotfix",
        "Test-HotfixJournal",
    ];

    private static readonly string[] EnvironmentNames =
    [
        "no/such", "../up", "a b", " ", "", "tab\there", "bell\a", "esc\e[2J", "a..b", "..", ".hidden", "end.", "x.lock", "a~1", "a^", "a:b", "é", "-dash", "nul\0", new string('x', 300), new string('x', 65),
    ];

    [Theory]
    [InlineData("New-Hotfix -Reason $args[0]")]
    [InlineData("Register-Deploy production master -Url $args[0]")]
    [InlineData("Register-Deploy production master -DeployedBy $args[0]")]
    [InlineData("Test-DeployGate production master -Force -Reason $args[0] -Confirm:$false")]
    [InlineData("Stop-Hotfix -Reason $args[0] -Confirm:$false")]
    [InlineData("Publish-Hotfix production -Force -Reason $args[0] -Confirm:$false")]
    [InlineData("Restore-Deploy production -Reason $args[0] -Confirm:$false")]
    public void A_text_that_is_too_long_to_be_recorded(string command)
    {
        var now = Now();

        Assert.Contains("10000 at most", Unbound(Run(command, new string('x', 10_001))));

        now.Still();
    }

    [Fact]
    public void A_text_that_is_none_is_left_out()
    {
        Assert.Null(Run("Register-Deploy production master -Url $null -DeployedBy $null").Single().Text("Url"));
        Assert.Null(Run("Get-LastDeploy | Register-Deploy staging").Single().Text("Url"));
        Run("New-Hotfix -Reason $null").Single();
    }

    [Theory]
    [InlineData("Get-LastDeploy $null")]
    [InlineData("Get-DeployHistory $null")]
    [InlineData("Test-Hotfix $null")]
    [InlineData("Publish-Hotfix $null -Confirm:$false")]
    public void No_environment_where_one_is_named(string command) =>
        Assert.Contains("'Environment'", Unbound(Run(command)));

    [Theory]
    [InlineData("Register-Deploy production $args[0]")]
    [InlineData("Test-DeployGate production $args[0]")]
    [InlineData("New-Hotfix -Base $args[0]")]
    public void A_branch_that_is_called_like_the_id_of_another_commit(string command)
    {
        var digits = Live[..8];
        Ada.Git("push", "--quiet", "origin", $"master:refs/heads/{digits}");
        var now = Now();

        var error = Run(command, digits).Fails("AmbiguousCommit", ErrorCategory.InvalidArgument, Live);

        Assert.Equal(digits, error.TargetObject);
        Assert.Contains(Master, error.ErrorDetails.RecommendedAction);
        now.Still();
        Run(command, Live).NoErrors();
        // It names the very commit that its name begins.
        Ada.Git("push", "--quiet", "--force", "origin", $"{Live}:refs/heads/{digits}");
        Run("Register-Deploy production $args[0]", digits).NoErrors();
    }

    [Fact]
    public void A_branch_whose_name_is_a_number()
    {
        // As short as Git never writes an id.
        var year = Live[..6];
        Ada.Git("push", "--quiet", "origin", $"master:refs/heads/{year}");

        Assert.Equal(Master, Run("Register-Deploy production $args[0]", year).Single().Text("Commit"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Not_a_repository(string command)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Team.Root, "plain")).FullName;
        Shell.Go(folder);

        var error = Run(command).Fails("NotARepository", ErrorCategory.ObjectNotFound, "-Path");

        Assert.Equal(folder, error.TargetObject);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("New-Hotfix")]
    [InlineData("New-Hotfix -Adopt")]
    [InlineData("Get-Hotfix")]
    [InlineData("Test-Hotfix")]
    [InlineData("Publish-Hotfix production -Confirm:$false")]
    [InlineData("Submit-Hotfix")]
    [InlineData("Update-Hotfix")]
    [InlineData("Add-HotfixCommit master~1")]
    [InlineData("Complete-Hotfix")]
    [InlineData("Complete-Hotfix -RollIn")]
    [InlineData("Stop-Hotfix -Reason x -Confirm:$false")]
    [InlineData("Test-DeployGate production master -Force -Reason x -Confirm:$false")]
    public void The_mainline_is_no_hotfix_branch(string command)
    {
        var now = Now();

        Assert.Equal("master", Run(command + " -Branch master").Fails("InvalidBranch", ErrorCategory.InvalidArgument, "-Branch").TargetObject);

        now.Still();
    }

    [Theory]
    [InlineData("/no/such/folder")]
    [InlineData("Env:")]
    [InlineData("nodrive:/x")]
    public void Not_a_folder(string path)
    {
        Run("Get-Hotfix -Path $args[0]", path).Fails("NotARepository", ErrorCategory.ObjectNotFound, "-Path");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_remote(string command)
    {
        Ada.Git("remote", "remove", "origin");
        var now = Now();

        Assert.Equal("origin", Run(command).Fails("RemoteNotFound", ErrorCategory.ObjectNotFound, "git remote add origin <url>").TargetObject);

        now.Still();
    }

    [Fact]
    public void No_remote_of_that_name()
    {
        var now = Now();

        var error = Run("Get-LastDeploy -Remote upstream").Fails("RemoteNotFound", ErrorCategory.ObjectNotFound, "-Remote");

        Assert.Equal("upstream", error.TargetObject);
        Assert.Contains("It has: origin.", error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void A_remote_by_another_name_is_found_where_it_is_the_only_one()
    {
        Ada.Git("remote", "rename", "origin", "shop");

        Assert.Equal(Live, Run("Get-LastDeploy").Single().Text("Commit"));
        Assert.Equal("git fetch shop; git switch hotfix", Run("New-Hotfix").Single().Text("NextStep"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Remote_gone(string command)
    {
        Directory.Move(Team.Remote, Team.Remote + ".moved");
        var (refs, mine) = (Ada.Refs(), Ada.Fingerprint());

        var error = Run(command).Fails("RemoteUnreachable", ErrorCategory.ConnectionError, "git remote -v");

        Assert.Equal(Team.Remote, error.TargetObject);
        Assert.NotNull(error.Exception.InnerException);
        Assert.Equal((refs, mine), (Ada.Refs(), Ada.Fingerprint()));
    }

    [Theory]
    [InlineData("Get-LastDeploy")]
    [InlineData("Compare-Deploy")]
    [InlineData("Show-HotfixGraph")]
    [InlineData("New-Hotfix")]
    public void An_empty_remote(string command)
    {
        using var empty = new Team();
        var clone = empty.Clone("ada");
        Shell.Go(clone.Folder);
        var now = new Unchanged(empty, clone);

        Run(command).Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy");

        now.Still();
    }

    [Theory]
    [InlineData("Get-Hotfix", null)]
    [InlineData("Complete-Hotfix", "NoHotfix")]
    [InlineData("Stop-Hotfix -Reason x -Confirm:$false", "NoHotfix")]
    [InlineData("Publish-Hotfix production -Confirm:$false", "NoHotfix")]
    [InlineData("Test-Hotfix", "NoHotfix")]
    [InlineData("Update-Hotfix", "NoHotfix")]
    [InlineData("Add-HotfixCommit HEAD", "CommitNotFound")]
    [InlineData("Restore-Deploy production -Confirm:$false", "NoDeployRecord")]
    [InlineData("Test-DeployGate production HEAD", "CommitNotFound")]
    [InlineData("Get-DeployHistory", "NoDeployRecord")]
    [InlineData("Register-Deploy production HEAD", "CommitNotFound")]
    public void An_empty_remote_has_no_hotfix_either(string command, string? id)
    {
        using var empty = new Team();
        var clone = empty.Clone("ada");
        Shell.Go(clone.Folder);
        var now = new Unchanged(empty, clone);

        if (id is null)
            Run(command).Nothing();
        else
            Run(command).Fails(id, ErrorCategory.ObjectNotFound, string.Empty);

        now.Still();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_shallow_clone(string command)
    {
        var shallow = Team.Clone("shallow", "--depth", "1");
        Shell.Go(shallow.Folder);
        var now = new Unchanged(Team, shallow);

        Assert.Equal(shallow.Folder, Run(command).Fails("ShallowRepository", ErrorCategory.InvalidOperation, "git fetch --unshallow").TargetObject);

        now.Still();
    }

    [Theory]
    [InlineData("Register-Deploy production $args[0]")]
    [InlineData("New-Hotfix -Base $args[0]")]
    [InlineData("Compare-Deploy production -Commit $args[0]")]
    [InlineData("Test-DeployGate production $args[0]")]
    [InlineData("Restore-Deploy production -Confirm:$false -To $args[0]")]
    public void A_commit_that_there_is_not(string command)
    {
        var now = Now();
        string[] bad = ["nowhere", "0123456789012345678901234567890123456789", new string('0', 40), "HEAD~999", "", " ", "--all", "a b", "a\nb", "\e[2J", "refs/heads/..", "master:orders.txt", "HEAD^{tree}", "@{yesterday", new string('f', 300)];
        foreach (var expression in bad)
        {
            var error = Run(command, expression).Fails("CommitNotFound", ErrorCategory.ObjectNotFound, "git log --oneline");

            Assert.Equal(expression, error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject);
            Assert.DoesNotContain('\e', error.ToString());
        }

        now.Still();
    }

    [Theory]
    [InlineData("Register-Deploy production $args[0]")]
    [InlineData("New-Hotfix -Base $args[0]")]
    [InlineData("Compare-Deploy production -Commit $args[0]")]
    [InlineData("Test-DeployGate production $args[0]")]
    public void A_commit_id_that_begins_several(string command)
    {
        var prefix = AmbiguousPrefix();
        var now = Now();

        Assert.Equal(prefix, Run(command, prefix).Fails("AmbiguousCommit", ErrorCategory.InvalidArgument, "more digits").TargetObject);

        now.Still();
    }

    [Theory]
    [InlineData("Get-LastDeploy $args[0]")]
    [InlineData("Get-DeployHistory $args[0]")]
    [InlineData("Register-Deploy $args[0] master")]
    [InlineData("Compare-Deploy $args[0]")]
    [InlineData("Publish-Hotfix $args[0] -Confirm:$false")]
    [InlineData("Restore-Deploy $args[0] -Confirm:$false")]
    [InlineData("Test-Hotfix $args[0]")]
    [InlineData("Test-DeployGate $args[0] master")]
    public void An_environment_name_that_is_none(string command)
    {
        var now = Now();
        foreach (var name in EnvironmentNames)
        {
            var error = Run(command, name).Fails("InvalidEnvironment", ErrorCategory.InvalidArgument, "such as 'production'");

            Assert.Equal(name, error.TargetObject);
            Assert.DoesNotContain(error.ToString(), char.IsControl);
            Assert.InRange(error.ToString().Length, 1, 300);
        }

        now.Still();
    }

    [Theory]
    [InlineData("New-Hotfix -Branch $args[0]")]
    [InlineData("Get-Hotfix -Branch $args[0]")]
    [InlineData("Complete-Hotfix -Branch $args[0]")]
    [InlineData("Stop-Hotfix x -Confirm:$false -Branch $args[0]")]
    [InlineData("Compare-Deploy -Mainline $args[0]")]
    public void A_branch_name_that_is_none(string command)
    {
        var now = Now();
        foreach (var name in new[] { "a b", "a..b", "-x", "x.lock", "a//b", "/a", "a/", "@", "HEAD", "a~b", new string('x', 300) })
            Assert.Equal(name, Run(command, name).Fails("InvalidBranch", ErrorCategory.InvalidArgument, "short branch name").TargetObject);

        now.Still();
    }

    [Fact]
    public void A_mainline_that_there_is_not()
    {
        var now = Now();

        foreach (var command in new[] { "New-Hotfix", "Compare-Deploy" })
            Assert.Equal(Team.Remote, Run(command + " -Mainline trunk").Fails("MainlineNotFound", ErrorCategory.ObjectNotFound, "-Mainline").TargetObject);

        now.Still();
    }

    [Fact]
    public void Nothing_deployed_yet()
    {
        GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/deploys/production");
        var now = Now();

        foreach (var command in new[] { "Get-LastDeploy", "Get-DeployHistory", "Compare-Deploy", "New-Hotfix" })
            Assert.Equal("production", Run(command).Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy -Environment production -Commit <commit>").TargetObject);
        // The error goes down the pipeline as nothing: no second error, no hotfix.
        Run("Get-LastDeploy | New-Hotfix").Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy");

        now.Still();
    }

    [Fact]
    public void ErrorAction_is_heeded()
    {
        Shell.Go(Team.Root);

        var stopped = Run("Get-Hotfix -ErrorAction Stop; 'went on'");
        Assert.Empty(stopped.Output);
        Assert.Equal("NotARepository", Assert.IsType<ActionPreferenceStopException>(stopped.Thrown, exactMatch: false).ErrorRecord.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NotARepository", Run("try { Get-Hotfix -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }").Single().ToString());
        Assert.Equal("went on", Run("Get-Hotfix -ErrorAction SilentlyContinue; 'went on'").Single().ToString());
        Assert.Equal("0", Run("$error.Clear(); Get-Hotfix -ErrorAction Ignore; $error.Count").Single().ToString());
        Assert.Equal("1", Run("Get-Hotfix -ErrorVariable mine -ErrorAction SilentlyContinue; $mine.Count").Single().ToString());
    }

    [Fact]
    public void A_wrong_password_in_an_address_is_never_shown()
    {
        // Nobody listens there.
        Ada.Git("remote", "set-url", "origin", "http://ada:secret@127.0.0.1:9/shop.git");

        var error = Run("Get-LastDeploy").Fails("RemoteUnreachable", ErrorCategory.ConnectionError, "git remote -v");

        Assert.DoesNotContain("secret", error.ToString() + error.Exception + error.TargetObject);
    }

    /// <summary>Four digits that the ids of two commits begin with.</summary>
    private string AmbiguousPrefix()
    {
        // 1200 commits of one tree: by the birthday paradox, some two of them begin alike.
        var start = new System.Diagnostics.ProcessStartInfo("git", ["fast-import", "--quiet"]) { WorkingDirectory = Ada.Folder, RedirectStandardInput = true };
        using (var git = System.Diagnostics.Process.Start(start)!)
        {
            for (var i = 0; i < 1200; i++)
                git.StandardInput.Write($"commit refs/heads/many\ncommitter T <t@example.com> {1700000000 + i} +0000\ndata 1\nx\n{(i == 0 ? "from " + Live + "\n" : string.Empty)}\n");
            git.StandardInput.Close();
            git.WaitForExit();
            Assert.Equal(0, git.ExitCode);
        }

        var ids = Ada.Git("rev-list", "many", "^" + Live).Split('\n');
        return ids.GroupBy(id => id[..4]).First(group => group.Count() > 1).Key;
    }

    // PowerShell's own words, before a command begins.
    private static string Unbound(RunResult result)
    {
        Assert.Empty(result.Output);
        return Assert.IsAssignableFrom<ParameterBindingException>(Assert.Single(result.Errors).Exception).Message;
    }
}
