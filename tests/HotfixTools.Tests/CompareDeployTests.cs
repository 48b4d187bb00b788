using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class CompareDeployTests : ModuleTest
{
    [Fact]
    public void It_tells_what_the_mainline_has_that_is_not_live()
    {
        Ada.Commit("direct.txt", "x", "Straight to the mainline");
        Ada.Git("push", "--quiet", "origin", "master");

        var result = Run("Compare-Deploy").NoErrors();

        Assert.Equal(
            [
                "Direct|||Straight to the mainline|1",
                "Squash|3||Feature 3|1",
                "Merge|2|feature2|Feature 2|2",
                "Merge|1|feature1|Feature 1|2",
            ],
            Lines(result));
        Assert.All(result.Output, change => Assert.Equal(Live, change.Text("LiveCommit")));
        Assert.All(result.Output, change => Assert.Equal($"{TestHome.UserName} <{TestHome.UserEmail}>", change.Text("Author")));
        Assert.Equal(Master, result.Output[0].Text("Commit"));
        Assert.Equal("4 changes of master are not live in production: a hotfix ships a fix without them.", Assert.Single(result.Information));
    }

    [Fact]
    public void Where_everything_is_live_no_hotfix_is_needed()
    {
        Run("Register-Deploy production master").Single();

        var result = Run("Compare-Deploy").NoErrors();

        Assert.Empty(result.Output);
        Assert.Contains("no hotfix is needed", Assert.Single(result.Information));
    }

    [Fact]
    public void A_commit_can_be_compared_instead()
    {
        var result = Run("Compare-Deploy production -Commit master~1").NoErrors();

        Assert.Equal(["Merge|2|feature2|Feature 2|2", "Merge|1|feature1|Feature 1|2"], Lines(result));
        Assert.StartsWith($"2 changes of {Short(Ada.Git("rev-parse", "master~1"))} are not live", Assert.Single(result.Information));
    }

    [Fact]
    public void One_change_is_one_change()
    {
        Run("Register-Deploy production master~1").Single();

        Assert.Equal("1 change of master is not live in production: a hotfix ships a fix without it.", Assert.Single(Run("Compare-Deploy").NoErrors().Information));
    }

    [Fact]
    public void An_octopus_is_one_change_with_all_its_commits()
    {
        foreach (var name in new[] { "red", "green", "blue" })
        {
            Ada.Git("switch", "--quiet", "-c", name, "origin/master");
            Ada.Commit($"{name}.txt", name, $"Paint it {name}");
        }

        Ada.Git("switch", "--quiet", "master");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Paint everything", "red", "green", "blue");
        Ada.Git("push", "--quiet", "origin", "master");

        var result = Run("Compare-Deploy").NoErrors();

        Assert.Equal(4, result.Output.Count);
        Assert.Equal("Merge|||Paint everything|4", Lines(result).First());
    }

    [Fact]
    public void What_is_live_need_not_be_on_the_mainline()
    {
        var fix = StartAndFix();
        Run("Register-Deploy production hotfix").Single();

        // A hotfix is live, which the mainline does not have yet.
        var result = Run("Compare-Deploy").NoErrors();
        Assert.Equal(["3", "2", "1"], result.Output.Select(change => change.Text("PullRequest")));
        Assert.All(result.Output, change => Assert.Equal(fix, change.Text("LiveCommit")));

        // And once it is merged, the merge is not live, though the fix is.
        Run("Complete-Hotfix").Single();
        Assert.Equal(["Merge||hotfix|Orders fail|1", "Squash|3||Feature 3|1"], Lines(Run("Compare-Deploy").NoErrors()).Take(2));
    }

    [Fact]
    public void A_commit_that_the_environment_has_already_brings_nothing()
    {
        Run("Register-Deploy production master").Single();

        Assert.Empty(Run("Compare-Deploy production $args[0]", Live).NoErrors().Output);
    }

    [Fact]
    public void The_mainline_is_what_the_remote_says_today()
    {
        // The clone remembers it from the day that it was made.
        GitProcess.Run(Team.Remote, "branch", "-m", "master", "trunk");

        var result = Run("Compare-Deploy").NoErrors();

        Assert.StartsWith("3 changes of trunk are", Assert.Single(result.Information));
        Assert.Equal("trunk", Run("New-Hotfix").Single().Text("Mainline"));
    }

    [Fact]
    public void It_changes_nothing()
    {
        var (remote, mine) = (Team.RemoteRefs(), Ada.Fingerprint());

        Run("Compare-Deploy").NoErrors();

        Assert.Equal(remote, Team.RemoteRefs());
        Assert.Equal(mine, Ada.Fingerprint());
    }

    private static IEnumerable<string> Lines(RunResult result) => result.Output.Select(change =>
        $"{change.Text("Kind")}|{change.Text("PullRequest")}|{change.Text("Branch")}|{change.Text("Subject")}|{change.Text("Commits")}");
}
