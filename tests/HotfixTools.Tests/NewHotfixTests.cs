using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class NewHotfixTests : ModuleTest
{
    [Fact]
    public void A_hotfix_starts_from_what_is_live()
    {
        var hotfix = Run("New-Hotfix -Reason 'Orders fail'").Single();

        Assert.Equal(Live, Hotfix);
        Assert.Equal("Started", hotfix.Text("State"));
        Assert.Equal(Live, hotfix.Text("Base"));
        Assert.Equal(Live, hotfix.Text("Head"));
        Assert.Equal("hotfix", hotfix.Text("Branch"));
        Assert.Equal("master", hotfix.Text("Mainline"));
        Assert.Equal(Ada.Folder, hotfix.Text("Repository"));
        Assert.Equal("Orders fail", hotfix.Text("Reason"));
        Assert.Equal($"{TestHome.UserName} <{TestHome.UserEmail}>", hotfix.Text("StartedBy"));
        var startedAt = Assert.IsType<DateTimeOffset>(hotfix.Get("StartedAt"));
        Assert.Equal(TimeSpan.Zero, startedAt.Offset);
        Assert.InRange(startedAt, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow);
        Assert.Equal(Live, PSObject.AsPSObject(hotfix.Get("BaseDeploy")!).Text("Commit"));
        Assert.Equal(5, hotfix.Get("BehindMainline"));
        Assert.Empty(hotfix.FindingIds());
        Assert.Matches("^[0-9]{8}-[0-9a-f]{8}$", hotfix.Text("Id"));
        Assert.Equal([$"Started hotfix {hotfix.Text("Id")}"], JournalSubjects());
    }

    [Fact]
    public void WhatIf_lists_the_steps_and_takes_none()
    {
        var now = Now();

        var result = Run("New-Hotfix -Reason x -CheckOut -WhatIf").NoErrors();

        Assert.Equal(
            [$"Create refs/heads/hotfix at {Short(Live)}, which must not exist", "Append 'Started' to refs/hotfix/journal", "Check out hotfix"],
            result.WhatIf);
        Assert.Empty(result.Output);
        now.Still();
    }

    [Fact]
    public void The_preference_for_WhatIf_counts_too()
    {
        var now = Now();

        var result = Run("$WhatIfPreference = $true; New-Hotfix");

        Assert.Equal(2, result.WhatIf.Count);
        result.Nothing();
        now.Still();
    }

    [Fact]
    public void A_deploy_comes_from_the_pipeline_and_says_which_repository()
    {
        Shell.Go(Team.Root);

        var hotfix = Run("Get-LastDeploy -Path $args[0] | New-Hotfix", Ada.Folder).Single();

        Assert.Equal(Live, hotfix.Text("Base"));
        Assert.Equal(Live, Hotfix);
    }

    [Fact]
    public void Repositories_come_from_the_pipeline_and_a_bad_one_leaves_the_rest_going()
    {
        using var other = Team.AtWork(out var ben, out var live);
        Run("Register-Deploy production $args[1] -Path $args[0]", ben.Folder, live).NoErrors();

        var result = Run("$args | ForEach-Object { [pscustomobject]@{ Path = $_ } } | New-Hotfix", Ada.Folder, Team.Root, ben.Folder);

        Assert.Equal([Ada.Folder, ben.Folder], result.Output.Select(hotfix => hotfix.Text("Repository")));
        Assert.Single(result.Errors).Is("NotARepository", ErrorCategory.ObjectNotFound, "-Path");
        Assert.Equal(Live, Hotfix);
        Assert.Equal(live, other.RemoteRef("refs/heads/hotfix"));
    }

    [Fact]
    public void A_second_run_is_told_who_and_changes_nothing()
    {
        Run("New-Hotfix -Reason 'Orders fail'").Single();
        var now = Now();

        var error = Run("New-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "add yours to it");

        Assert.Contains($"started by {TestHome.UserName} <{TestHome.UserEmail}> at ", error.Exception.Message);
        Assert.Contains("Orders fail", error.Exception.Message);
        Assert.Equal("hotfix", PSObject.AsPSObject(error.TargetObject).Text("Branch"));
        now.Still();
    }

    [Fact]
    public void A_deploy_that_is_no_longer_live_is_refused()
    {
        var newer = Ada.Head;

        var result = Run($"$old = Get-LastDeploy; Register-Deploy production {newer} -DeployedBy Cleo | ForEach-Object {{ }}; $old | New-Hotfix");

        var error = result.Fails("Superseded", ErrorCategory.InvalidOperation, "Get-LastDeploy production | New-Hotfix");
        Assert.Contains($"{Short(newer)} was deployed by Cleo", error.Exception.Message);
        Assert.Null(Hotfix);
        Assert.Null(Journal);
    }

    [Fact]
    public void A_base_may_be_named()
    {
        Assert.Equal(Live, Run("New-Hotfix -Base $args[0]", Short(Live)).Single().Text("Base"));
    }

    [Fact]
    public void A_base_that_is_not_on_the_mainline_is_refused()
    {
        Ada.Git("switch", "--quiet", "-c", "aside", Live);
        var aside = Ada.Commit("aside.txt", "x", "Aside");
        Ada.Git("switch", "--quiet", "master");
        var now = Now();

        var error = Run("New-Hotfix -Base aside").Fails("BaseNotOnMainline", ErrorCategory.InvalidArgument, "Get-LastDeploy | New-Hotfix");

        Assert.Equal(aside, error.TargetObject);
        now.Still();
    }

    [Fact]
    public void A_base_that_was_live_need_not_be_on_the_mainline()
    {
        // The forge squashed the hotfix before: what is live is on no branch.
        Ada.Git("switch", "--quiet", "-c", "aside", Live);
        var aside = Ada.Commit("aside.txt", "x", "Aside");
        Ada.Git("push", "--quiet", "origin", "aside");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production aside").Single();

        Assert.Equal(aside, Run("New-Hotfix -Base aside").Single().Text("Base"));
    }

    [Fact]
    public void A_branch_that_plain_git_made_is_not_overwritten()
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/heads/hotfix");
        var now = Now();

        var error = Run("New-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "New-Hotfix -Adopt");

        Assert.Contains("without New-Hotfix", error.Exception.Message);
        Assert.Null(Journal);
        now.Still();
    }

    [Fact]
    public void A_branch_that_plain_git_made_can_be_adopted()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        var fix = Ada.Commit("fix.txt", "fixed", "Fix");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        var whatIf = Run("New-Hotfix -Adopt -Reason 'Mine' -WhatIf");
        Assert.Equal(["Append 'Started' to refs/hotfix/journal"], whatIf.WhatIf);
        Assert.Null(Journal);

        var hotfix = Run("New-Hotfix -Adopt -Reason 'Mine'").Single();

        Assert.Equal(fix, Hotfix);
        Assert.Equal("Mine", hotfix.Text("Reason"));
        Assert.Equal("InProgress", hotfix.Text("State"));
        Assert.DoesNotContain("Unclaimed", hotfix.FindingIds());
        var now = Now();
        Run("New-Hotfix -Adopt").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "add yours to it");
        now.Still();
    }

    [Fact]
    public void There_is_nothing_to_adopt_where_there_is_no_hotfix()
    {
        var now = Now();
        Run("New-Hotfix -Adopt").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "Get-LastDeploy | New-Hotfix");
        now.Still();
    }

    [Theory]
    [InlineData("hotfix/orders", "hotfix")]
    [InlineData("ops", "ops/hotfix")]
    public void A_branch_in_the_way_of_the_name_is_told_and_nothing_changes(string inTheWay, string branch)
    {
        Ada.Git("push", "--quiet", "origin", $"master:refs/heads/{inTheWay}");
        var now = Now();

        var error = Run("New-Hotfix -Branch $args[0]", branch).Fails("RefNotAccepted", ErrorCategory.ResourceExists, $"'{inTheWay}'");

        Assert.Equal(inTheWay, error.TargetObject);
        now.Still();
    }

    [Fact]
    public void A_branch_that_plain_git_made_beside_is_no_obstacle()
    {
        Ada.Git("push", "--quiet", "origin", "master:refs/heads/hotfix-docs");

        Assert.Equal(["SecondHotfixBranch"], Run("New-Hotfix").Single().FindingIds());
    }

    [Theory]
    [InlineData("refs/heads/hotfix")]
    [InlineData("refs/hotfix/journal")]
    public void What_the_server_hides_is_not_accepted_and_no_branch_is_left_behind(string hidden)
    {
        GitProcess.Run(Team.Remote, "config", "receive.hideRefs", hidden);
        var now = Now();

        var error = Run("New-Hotfix").Fails("RefNotAccepted", ErrorCategory.PermissionDenied, "the server allow");

        Assert.Equal(hidden, error.TargetObject);
        now.Still();
    }

    [Fact]
    public void What_the_server_refuses_is_told_in_its_words()
    {
        Team.AddHook("update", "[ \"$1\" = refs/heads/hotfix ] && { echo 'Call the office first' >&2; exit 1; }; exit 0");
        var now = Now();

        var error = Run("New-Hotfix").Fails("PushRejected", ErrorCategory.PermissionDenied, "its words");

        Assert.Contains("Call the office first", error.Exception.Message);

        Assert.Equal("refs/heads/hotfix", error.TargetObject);
        now.Still();
        // Nor does a later branch of somebody else pass for the claim that was refused.
        Assert.False(File.Exists(Path.Combine(Ada.Folder, ".git", "hotfixtools", "claim")));
    }

    [Fact]
    public void CheckOut_checks_the_branch_out_and_tracks_it()
    {
        Ada.Write("notes.txt", "untracked");

        Run("New-Hotfix -CheckOut").Single();

        Assert.Equal("hotfix", Ada.Git("branch", "--show-current"));
        Assert.Equal("origin/hotfix", Ada.Git("rev-parse", "--abbrev-ref", "@{upstream}"));
        Assert.Equal(Live, Ada.Head);
        Assert.Equal("?? notes.txt", Ada.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("orders.txt", "uncommitted")]
    [InlineData("staged", "uncommitted")]
    [InlineData("untracked", "overwrite")]
    [InlineData("local", "already a local branch")]
    [InlineData("bare", "working tree")]
    public void CheckOut_refuses_what_it_would_change_before_anything_is_claimed(string what, string why)
    {
        switch (what)
        {
            case "staged":
                Ada.Write("new.txt", "x");
                Ada.Git("add", "new.txt");
                break;
            case "untracked":
                Ada.Git("rm", "--quiet", "orders.txt");
                Ada.Git("commit", "--quiet", "-m", "Remove the orders");
                Ada.Write("orders.txt", "mine");
                break;
            case "local":
                Ada.Git("branch", "hotfix", "HEAD~1");
                break;
            case "bare":
                break;
            default:
                Ada.Write(what, "changed");
                break;
        }

        if (what == "bare")
            GitProcess.Run(Team.Root, "clone", "--quiet", "--bare", Team.Remote, "bare.git");
        var now = Now();

        var error = Run("New-Hotfix -CheckOut -Path $args[0]", what == "bare" ? Path.Combine(Team.Root, "bare.git") : Ada.Folder)
            .Fails("CheckoutRefused", ErrorCategory.InvalidOperation, "leave out -CheckOut");

        Assert.Contains(why, error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void After_it_git_switch_finds_the_branch()
    {
        Run("New-Hotfix").Single();

        Ada.Git("switch", "--quiet", "hotfix");

        Assert.Equal(Live, Ada.Head);
        Assert.Equal("origin/hotfix", Ada.Git("rev-parse", "--abbrev-ref", "@{upstream}"));
    }

    [Fact]
    public void It_asks_once_for_Confirm_and_a_no_does_nothing()
    {
        var now = Now();
        Shell.Screen.Answer = "No";

        var result = Run("New-Hotfix -Confirm");

        result.Nothing();
        var question = Assert.Single(result.Questions);
        Assert.Contains($"Create refs/heads/hotfix at {Short(Live)}", question);
        Assert.Contains("Append 'Started'", question);
        now.Still();
    }

    [Fact]
    public void What_takes_long_shows_progress()
    {
        Team.AddHook("pre-receive", "sleep 0.7");
        List<string> activities = [];
        Shell.Screen.OnProgress = record => activities.Add(record.StatusDescription);

        Run("New-Hotfix").Single();

        Assert.Contains("Append 'Started' to refs/hotfix/journal", activities);
    }
}
