using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace HotfixTools.ModuleTests;

/// <summary>The whole way, from what is live to one hotfix branch and back.</summary>
public sealed class StoryTests : ModuleTest
{
    private string State => Run("Get-Hotfix").Single().Text("State")!;

    [Fact]
    public void From_what_is_live_to_a_hotfix_and_back()
    {
        var mainlineBefore = Master;
        var started = Run("Get-LastDeploy | New-Hotfix -Reason 'Orders fail'").Single();
        Assert.Equal("Started", started.Text("State"));
        Assert.Equal("Started", State);
        Assert.Equal("git fetch origin; git switch hotfix", Run("Get-Hotfix").Single().Text("NextStep"));

        // What NextStep says, typed.
        Ada.Git("fetch", "--quiet", "origin");
        Ada.Git("switch", "--quiet", "hotfix");
        Assert.Equal(Live, Ada.Head);
        var first = Ada.Commit("orders.txt", "total = price * amount", "Count the amount");
        var fix = Ada.Commit("orders.log", "logged", "Log orders");
        Ada.Git("push", "--quiet", "origin", "hotfix");

        var inProgress = Run("Get-Hotfix").Single();
        Assert.Equal("InProgress", inProgress.Text("State"));
        Assert.Equal(fix, inProgress.Text("Head"));
        Assert.Equal(Live, inProgress.Text("Base"));
        Assert.Equal([first, fix], inProgress.All("Commits").Select(commit => commit.Text("Commit")));
        Assert.Equal(["Count the amount", "Log orders"], inProgress.All("Commits").Select(commit => commit.Text("Subject")));
        Assert.Equal(["HeadNotPublished"], inProgress.FindingIds());
        Assert.Equal("Publish-Hotfix production", inProgress.Text("NextStep"));

        Shell.Screen.Answer = "Yes";
        var deploy = Run(inProgress.Text("NextStep")!).Single();
        Assert.Equal(true, deploy.Get("IsHotfix"));
        Assert.Equal(fix, deploy.Text("Commit"));
        var published = Run("Get-Hotfix").Single();
        Assert.Equal("Published", published.Text("State"));
        Assert.Equal(fix, Assert.Single(published.All("Published")).Text("Commit"));
        Assert.Equal(["PublishedNotMerged"], published.FindingIds());
        Assert.Equal("Complete-Hotfix", published.Text("NextStep"));

        Ada.Git("switch", "--quiet", "master");
        var completed = Run("Complete-Hotfix").Single();
        Assert.Equal("Completed", completed.Text("State"));
        Assert.Equal(Master, completed.Text("MergeCommit"));
        Assert.Empty(completed.FindingIds());
        Assert.Null(completed.Get("NextStep"));
        Assert.Null(Hotfix);
        Run("Get-Hotfix").Nothing();

        Assert.Equal($"{mainlineBefore} {fix}", GitProcess.Run(Team.Remote, "show", "-s", "--format=%P", Master));
        Assert.Equal("Merge branch 'hotfix' into master", GitProcess.Run(Team.Remote, "show", "-s", "--format=%s", Master));
        Assert.Equal(started.Text("Id"), GitProcess.Run(Team.Remote, "show", "-s", "--format=%(trailers:key=Hotfix-Id,valueonly)", Master).Trim());
        Assert.Contains("Orders fail", GitProcess.Run(Team.Remote, "show", "-s", "--format=%b", Master));
        Assert.Equal("total = price * amount", GitProcess.Run(Team.Remote, "show", "master:orders.txt"));
        Assert.Equal("1", GitProcess.Run(Team.Remote, "show", "master:feature1.txt"));
        Assert.Equal(string.Empty, GitProcess.Run(Team.Remote, "fsck", "--strict", "--no-dangling", "--no-progress"));
    }

    [Fact]
    public void The_journal_tells_the_story_to_git_and_to_programs()
    {
        var id = Run("New-Hotfix -Reason 'Orders fail'").Single().Text("Id")!;
        var fix = Ada.CommitFix();
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production hotfix").Single();
        var merge = Run("Complete-Hotfix").Single().Text("MergeCommit")!;

        Assert.Equal([$"Completed hotfix {id}", $"Started hotfix {id}"], JournalSubjects());
        Assert.Equal($"{id}|{Live}|{fix}|{merge}|", Trailers("refs/hotfix/journal"));
        Assert.Equal($"{id}|{Live}|{Live}||Orders fail", Trailers("refs/hotfix/journal~1"));
        // What an entry names stays reachable, whatever becomes of the branches.
        Assert.Equal(
            $"{GitProcess.Run(Team.Remote, "rev-parse", "refs/hotfix/journal~1")} {Live} {fix} {merge}",
            GitProcess.Run(Team.Remote, "show", "-s", "--format=%P", "refs/hotfix/journal"));
        Assert.Equal("entry.json", GitProcess.Run(Team.Remote, "ls-tree", "--name-only", "refs/hotfix/journal"));

        var started = Entry("refs/hotfix/journal~1");
        Assert.Equal("Started", started.GetProperty("event").GetString());
        Assert.Equal(id, started.GetProperty("hotfix").GetString());
        Assert.Equal("hotfix", started.GetProperty("branch").GetString());
        Assert.Equal(Live, started.GetProperty("base").GetString());
        Assert.Equal("Orders fail", started.GetProperty("reason").GetString());
        Assert.Equal(TestHome.UserEmail, started.GetProperty("by").GetProperty("email").GetString());
        Assert.Equal(JsonValueKind.Null, started.GetProperty("previous").ValueKind);
        var completed = Entry("refs/hotfix/journal");
        Assert.Equal("Completed", completed.GetProperty("event").GetString());
        Assert.Equal(merge, completed.GetProperty("mergeCommit").GetString());
        Assert.Equal(GitProcess.Run(Team.Remote, "rev-parse", "refs/hotfix/journal~1"), completed.GetProperty("previous").GetString());
        Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse(completed.GetProperty("at").GetString()!, CultureInfo.InvariantCulture).Offset);
    }

    [Fact]
    public void A_second_hotfix_follows_the_first()
    {
        StartAndFix();
        Run("Register-Deploy production hotfix").Single();
        Run("Complete-Hotfix").Single();
        var live = Run("Get-LastDeploy").Single().Text("Commit");

        var second = Run("Get-LastDeploy | New-Hotfix").Single();

        Assert.Equal(live, second.Text("Base"));
        Assert.Equal("Started", second.Text("State"));
        Assert.Equal(["Started", "Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void Another_branch_name_is_another_hotfix()
    {
        Run("New-Hotfix -Branch ops/urgent -Reason 'Orders fail'").Single();

        Assert.Equal(Live, Team.RemoteRef("refs/heads/ops/urgent"));
        Run("Get-Hotfix").Nothing();
        Assert.Equal("ops/urgent", Run("Get-Hotfix -Branch ops/urgent").Single().Text("Branch"));
        Run("Stop-Hotfix -Branch ops/urgent -Reason over -Confirm:$false").Single();
        Assert.Null(Team.RemoteRef("refs/heads/ops/urgent"));
    }

    private string Trailers(string entry)
    {
        string[] keys = ["Hotfix-Id", "Base", "Head", "Merge-Commit", "Reason"];
        return string.Join('|', keys.Select(key => GitProcess.Run(Team.Remote, "show", "-s", $"--format=%(trailers:key={key},valueonly)", entry).Trim()));
    }

    private JsonElement Entry(string commit) => JsonDocument.Parse(GitProcess.Run(Team.Remote, "show", commit + ":entry.json")).RootElement;
}
