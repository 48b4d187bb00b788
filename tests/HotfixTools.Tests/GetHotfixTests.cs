using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class GetHotfixTests : ModuleTest
{
    private const string OldDate = "2026-01-01T00:00:00Z";

    [Fact]
    public void What_is_live_and_in_the_hotfix_by_patch_alone_supersedes_nothing()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "--detach", Live);
        Ada.Git("cherry-pick", "--no-commit", "origin/hotfix");
        Ada.Git("commit", "--quiet", "-m", "The same fix by another way");
        Ada.Git("push", "--quiet", "origin", "HEAD:refs/heads/other");
        Ada.CommitFix("second.txt", "two");

        Run("Register-Deploy production other").Single();

        Assert.Equal(false, Run("Get-Hotfix").Single().Get("IsSuperseded"));
    }

    [Fact]
    public void Without_a_hotfix_there_is_nothing()
    {
        Run("Get-Hotfix").Nothing();
    }

    [Fact]
    public void One_that_plain_git_made_is_seen_with_nobody_named()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        var fix = Ada.Commit("fix.txt", "fixed", "Fix");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        var hotfix = Run("Get-Hotfix").Single();

        Assert.Equal(fix, hotfix.Text("Head"));
        Assert.Equal(Live, hotfix.Text("Base"));
        Assert.Equal("InProgress", hotfix.Text("State"));
        Assert.Equal(fix, Assert.Single(hotfix.All("Commits")).Text("Commit"));
        Assert.All(new[] { "Id", "StartedBy", "StartedAt", "Reason" }, name => Assert.Null(hotfix.Get(name)));
        Assert.Equal("New-Hotfix -Adopt", hotfix.Finding("Unclaimed").Text("WayOut"));
    }

    [Fact]
    public void A_second_branch_is_found()
    {
        Run("New-Hotfix").Single();
        Ada.Git("push", "--quiet", "origin", "master:refs/heads/hotfix2");

        var finding = Run("Get-Hotfix").Single().Finding("SecondHotfixBranch");

        Assert.Contains("'hotfix2'", finding.Text("Message"));
        Assert.Contains("git push origin --delete hotfix2", finding.Text("WayOut"));
    }

    [Fact]
    public void Superseded_is_found_and_tells_who()
    {
        StartAndFix();
        Run("Register-Deploy production master -DeployedBy 'Cleo'").Single();

        var hotfix = Run("Get-Hotfix").Single();

        Assert.Equal(true, hotfix.Get("IsSuperseded"));
        Assert.Contains($"{Short(Master)} was deployed to production by Cleo", hotfix.Finding("Superseded").Text("Message"));
        Assert.Equal("Error", hotfix.Finding("Superseded").Text("Severity"));
        Assert.Equal("Update-Hotfix", hotfix.Text("NextStep"));
        var wayOut = hotfix.Finding("Superseded").Text("WayOut");
        Assert.Contains("Update-Hotfix", wayOut);
        Assert.Contains("Complete-Hotfix -RollIn", wayOut);
    }

    [Fact]
    public void Contaminated_is_found_commit_by_commit()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("merge", "--quiet", "-m", "Merge master into hotfix", "origin/master");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        var hotfix = Run("Get-Hotfix").Single();

        Assert.Equal(true, hotfix.Get("IsContaminated"));
        var message = hotfix.Finding("Contaminated").Text("Message");
        Assert.StartsWith("5 commits of master came into the hotfix", message);
        Assert.Contains("Feature 3 (#3)", message);
        Assert.Contains("Work on feature 1", message);
        Assert.StartsWith("Stop-Hotfix -Reason", hotfix.Text("NextStep"));
    }

    [Fact]
    public void A_conflict_of_the_merge_back_is_found_long_before()
    {
        StartAndFix("feature3.txt", "another three");

        var finding = Run("Get-Hotfix").Single().Finding("MergeBackConflict");

        Assert.Contains("feature3.txt", finding.Text("Message"));
        Assert.Equal("Warning", finding.Text("Severity"));
    }

    [Fact]
    public void Forgotten_ones_are_found()
    {
        PushOldHotfix(Ada);

        var hotfix = Run("Get-Hotfix -Stale").Single();

        Assert.Equal(true, hotfix.Get("IsStale"));
        Assert.Contains("2026-01-01 00:00 UTC", hotfix.Finding("Stale").Text("Message"));
        Assert.Equal(DateTimeOffset.Parse(OldDate, null), hotfix.Get("LastActivityAt"));
    }

    [Fact]
    public void One_with_something_going_on_is_not_forgotten()
    {
        PushOldHotfix(Ada);
        Run("New-Hotfix -Adopt").Single();

        Run("Get-Hotfix -Stale").Nothing();
        Assert.Equal(false, Run("Get-Hotfix").Single().Get("IsStale"));
    }

    [Fact]
    public void Remotes_that_were_never_cloned_are_asked_by_their_address()
    {
        using var other = Team.AtWork(out var ben, out var live);
        PushOldHotfix(ben, live);
        var id = Run("New-Hotfix -Reason 'Orders fail'").Single().Text("Id");
        Shell.Go(Path.GetTempPath());
        var gone = Path.Combine(Team.Root, "gone.git");
        var before = (Team.RemoteRefs(), other.RemoteRefs());

        var result = Run("Get-Hotfix -Ordered -Url $args[0], $args[1], ('file://' + $args[2])", Team.Remote, gone, other.Remote);

        Assert.Equal([Team.Remote, "file://" + other.Remote], result.Output.Select(hotfix => hotfix.Text("Repository")));
        Assert.Equal(id, result.Output[0].Text("Id"));
        var error = Assert.Single(result.Errors);
        error.Is("RemoteUnreachable", ErrorCategory.ConnectionError, "git remote -v");
        Assert.Equal(gone, error.TargetObject);
        Assert.Equal(["file://" + other.Remote], Run("$args | Get-Hotfix -Url { $_ } -Stale", Team.Remote, "file://" + other.Remote).NoErrors().Output.Select(hotfix => hotfix.Text("Repository")));
        Assert.Equal(before, (Team.RemoteRefs(), other.RemoteRefs()));
    }

    [Theory]
    [InlineData("svn://example.com/x")]
    [InlineData("ext::sh -c true")]
    [InlineData("-u")]
    public void An_address_that_is_none_is_refused(string url)
    {
        Run("Get-Hotfix -Url $args[0]", url).Fails("RemoteNotFound", ErrorCategory.InvalidArgument, "Give a path or URL");
    }

    [Fact]
    public void Every_next_step_and_way_out_names_a_command_that_there_is()
    {
        List<string> texts = [];
        void Note()
        {
            var hotfix = Run("Get-Hotfix").Single();
            texts.Add(hotfix.Text("NextStep")!);
            texts.AddRange(hotfix.All("Findings").Select(finding => finding.Text("WayOut")!));
        }

        Run("New-Hotfix").Single();
        Note();
        Ada.CommitFix("feature3.txt", "another three");
        Ada.Git("switch", "--quiet", "master");
        Note();
        Run("Register-Deploy production hotfix").Single();
        Note();
        Run("Register-Deploy production master").Single();
        Note();

        var commands = texts.SelectMany(text => System.Text.RegularExpressions.Regex.Matches(text, @"\b[A-Z][a-z]+-[A-Z]\w+").Select(match => match.Value)).Distinct().ToList();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Single(Run("Get-Command $args[0] -Module HotfixTools", command).NoErrors().Output));
        Assert.Contains("Complete-Hotfix", commands);
        Assert.Contains("Publish-Hotfix", commands);
        Assert.Contains("Update-Hotfix", commands);
    }

    [Fact]
    public void One_that_is_live_and_whose_branch_somebody_removed_is_found_and_had_back()
    {
        var fix = StartAndPublish();
        Ada.Git("push", "--quiet", "origin", "--delete", "hotfix");

        var hotfix = Run("Get-Hotfix -Finding PublishedNotMerged").Single();

        Assert.Equal(("Published", fix, Live, "Orders fail"), (hotfix.Text("State"), hotfix.Text("Head"), hotfix.Text("Base"), hotfix.Text("Reason")));
        Assert.Equal(fix, Assert.Single(hotfix.All("Commits")).Text("Commit"));
        Assert.Equal("production", Assert.Single(hotfix.All("Published")).Text("Environment"));
        Assert.Equal(["PublishedNotMerged", "HalfDone"], hotfix.FindingIds());
        Assert.Equal(hotfix.Text("NextStep"), hotfix.Finding("HalfDone").Text("WayOut"));
        Assert.Equal(fix, Run("Get-Hotfix -Url $args[0] -Finding PublishedNotMerged", Team.Remote).Single().Text("Head"));
        var now = Now();
        foreach (var command in new[] { "New-Hotfix", "New-Hotfix -Adopt", "Complete-Hotfix", "Stop-Hotfix -Reason 'Enough'", "Test-Hotfix" })
            Assert.Contains("what was deployed of it is not in master", Run(command).Fails("HotfixInProgress", ErrorCategory.ResourceExists, hotfix.Text("NextStep")!).ToString());
        now.Still();

        // Somebody who has nothing of it.
        var ben = Team.Clone("ben");
        Shell.Go(ben.Folder);
        Run(hotfix.Finding("PublishedNotMerged").Text("WayOut")!);

        Assert.Equal(fix, GitProcess.Run(Team.Remote, "show", "-s", "--format=%P", "master").Split(' ')[1]);
        Assert.Null(Hotfix);
        Assert.Equal(["Completed", "Started"], JournalKinds());
        Run("Get-Hotfix").Nothing();
    }

    [Fact]
    public void One_that_was_only_tried_out_and_whose_branch_is_gone_is_half_done_and_in_nobodys_way()
    {
        var fix = StartAndFix();
        Run("Register-Deploy staging hotfix").Single();
        Ada.Git("push", "--quiet", "origin", "--delete", "hotfix");

        var hotfix = Run("Get-Hotfix").Single();

        Assert.Equal(("InProgress", fix), (hotfix.Text("State"), hotfix.Text("Head")));
        Assert.Equal(["HalfDone"], hotfix.FindingIds());
        Run(hotfix.Text("NextStep")!);
        Assert.Equal(fix, Hotfix);
        Ada.Git("push", "--quiet", "origin", "--delete", "hotfix");
        Run("New-Hotfix").Single();
    }

    [Fact]
    public void What_was_taken_back_or_never_live_is_nothing_when_its_branch_is_gone()
    {
        StartAndPublish();
        Run("Register-Deploy production $args[0]", Live).Single();
        Ada.Git("push", "--quiet", "origin", "--delete", "hotfix");

        Run("Get-Hotfix").Nothing();
        Run("New-Hotfix").Single();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_whose_branch_is_gone_is_forgotten_too(bool isMerged)
    {
        PushOldHotfix(Ada);
        var fix = Hotfix!;
        Run("New-Hotfix -Adopt").Single();
        Run("Register-Deploy production hotfix").Single();
        Ada.Git("push", "--quiet", "origin", "--delete", "hotfix");
        if (isMerged)
        {
            Ada.Git("merge", "--quiet", "-m", "Merge branch 'hotfix'", fix);
            Ada.Git("push", "--quiet", "origin", "master");
        }

        Run("Get-Hotfix -Stale").Nothing();
        Assert.Equal(false, Run("Get-Hotfix").Single().Get("IsStale"));
        AgeJournal();

        var hotfix = Run("Get-Hotfix -Stale").Single();

        Assert.Equal((isMerged ? "Merged" : "Published", true), (hotfix.Text("State"), hotfix.Get("IsStale")));
        Assert.Equal(DateTimeOffset.Parse(OldDate, null), hotfix.Get("LastActivityAt"));
        Assert.StartsWith("Nothing happened to the hotfix since 2026-01-01 00:00 UTC, more than 2d; ask ", hotfix.Finding("Stale").Text("Message"));
        Assert.Equal(hotfix.Text("NextStep"), hotfix.Finding("Stale").Text("WayOut"));
    }

    // The newest entry of the journal, written long ago.
    private void AgeJournal()
    {
        var place = Team.Clone("clerk");
        place.Git("fetch", "--quiet", "origin", "refs/hotfix/journal");
        place.Git("switch", "--quiet", "--detach", "FETCH_HEAD");
        var file = Path.Combine(place.Folder, "entry.json");
        var entry = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        entry["at"] = OldDate;
        place.Write("entry.json", entry.ToJsonString());
        place.Git("commit", "--quiet", "--all", "--amend", "--no-edit");
        place.Git("push", "--quiet", "--force", "origin", "HEAD:refs/hotfix/journal");
    }

    private void PushOldHotfix(Workplace place, string? from = null)
    {
        place.Git("switch", "--quiet", "-c", "hotfix", from ?? Live);
        place.Write("fix.txt", "fixed");
        place.Git("add", "fix.txt");
        var start = new System.Diagnostics.ProcessStartInfo("git", ["commit", "--quiet", "-m", "Fix", "--date", OldDate]) { WorkingDirectory = place.Folder };
        start.Environment["GIT_COMMITTER_DATE"] = OldDate;
        using (var git = System.Diagnostics.Process.Start(start)!)
            git.WaitForExit();
        place.Git("push", "--quiet", "origin", "hotfix");
        place.Git("switch", "--quiet", "master");
    }
}
