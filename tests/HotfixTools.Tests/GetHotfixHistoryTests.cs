using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class GetHotfixHistoryTests : ModuleTest
{
    [Fact]
    public void Without_any_there_is_nothing() => Run("Get-HotfixHistory").Nothing();

    [Fact]
    public void From_start_to_end_by_the_journal()
    {
        var fix = StartAndFix();
        var open = Run("Get-HotfixHistory").Single();
        Assert.Equal(("Open", "Journal", fix, 1), (open.Text("Outcome"), open.Text("Source"), open.Text("Head"), open.Get("FixCommits")));
        Assert.Null(open.Get("TimeToPublish"));
        Assert.Null(open.Get("EndedAt"));

        Run("Publish-Hotfix staging, production -Confirm:$false").NoErrors();
        var merged = Run("Complete-Hotfix").Single();

        var record = Run("Get-HotfixHistory").Single();
        Assert.Equal(("Completed", "hotfix", "Orders fail", Ada.Folder), (record.Text("Outcome"), record.Text("Branch"), record.Text("Reason"), record.Text("Repository")));
        Assert.Equal((Live, fix, merged.Text("MergeCommit"), merged.Text("Id")), (record.Text("Base"), record.Text("Head"), record.Text("MergeCommit"), record.Text("Id")));
        Assert.Equal(["staging", "production"], record.All("PublishedTo").Select(name => name.ToString()));
        Assert.Equal($"{TestHome.UserName} <{TestHome.UserEmail}>", record.Text("StartedBy"));
        Assert.Equal(record.Text("StartedBy"), record.Text("EndedBy"));
        Assert.InRange((TimeSpan)record.Get("TimeToPublish")!, TimeSpan.Zero, (TimeSpan)record.Get("TimeToComplete")!);
        Assert.Equal((1, false, 0, 0), (record.Get("FixCommits"), record.Get("WasSuperseded"), record.Get("FailedDeploys"), record.Get("Rollbacks")));
        Assert.Null(record.Get("EndReason"));
    }

    [Fact]
    public void What_was_given_up_is_told_with_why()
    {
        StartAndFix();
        Run("Stop-Hotfix -Reason \"Not needed`e[2J\" -Confirm:$false").Single();

        var record = Run("Get-HotfixHistory").Single();

        Assert.Equal(("Abandoned", "Not needed\uFFFD[2J"), (record.Text("Outcome"), record.Text("EndReason")));
        Assert.Null(record.Get("TimeToComplete"));
        Assert.Null(record.Get("MergeCommit"));
    }

    [Fact]
    public void They_come_newest_first_and_can_be_limited()
    {
        foreach (var number in new[] { 1, 2, 3 })
        {
            Run("New-Hotfix -Reason $args[0]", $"{number}").Single();
            if (number == 2)
            {
                Run("Stop-Hotfix -Reason no -Confirm:$false").Single();
                continue;
            }

            Ada.CommitFix($"fix{number}.txt");
            Ada.Git("switch", "--quiet", "master");
            Run("Complete-Hotfix -RollIn").Single();
        }

        Assert.Equal(["3", "2", "1"], Reasons("Get-HotfixHistory"));
        Assert.Equal(["3", "2"], Reasons("Get-HotfixHistory -First 2"));
        Assert.Empty(Reasons("Get-HotfixHistory -First 0"));
        Assert.Equal(["2"], Reasons("Get-HotfixHistory -Outcome Abandoned"));
        Assert.Equal(["3", "1"], Reasons("Get-HotfixHistory -Outcome Completed, Open"));
        Assert.Empty(Reasons("Get-HotfixHistory -Since '2040-01-01'"));
        Assert.Empty(Reasons("Get-HotfixHistory -Until '2020-01-01'"));
        Assert.Equal(["3", "2", "1"], Reasons("Get-HotfixHistory -Since '2020-01-01' -Until '2040-01-01'"));
        Assert.Equal("Rolled into the regular release", Run("Get-HotfixHistory -First 1").Single().Text("EndReason"));
        Assert.Equal(["3"], Reasons("foreach ($one in 1) { Get-HotfixHistory | ForEach-Object { $_; break } }"));
    }

    [Fact]
    public void Something_else_was_deployed_meanwhile_and_it_was_rolled_in()
    {
        StartAndFix();
        Run("Register-Deploy production master").Single();
        Run("Complete-Hotfix -RollIn").Single();

        var record = Run("Get-HotfixHistory").Single();

        Assert.Equal(("Completed", true), (record.Text("Outcome"), record.Get("WasSuperseded")));
        Assert.Null(record.Get("PublishedAt"));
    }

    [Fact]
    public void It_was_moved_onto_what_was_deployed_meanwhile()
    {
        StartAndFix();
        Run("Register-Deploy production master").Single();
        var moved = Run("Update-Hotfix -Confirm:$false").Single();

        var record = Run("Get-HotfixHistory").Single();

        Assert.Equal((Master, moved.Text("Head"), 1, true), (record.Text("Base"), record.Text("Head"), record.Get("FixCommits"), record.Get("WasSuperseded")));
    }

    [Fact]
    public void A_deploy_that_fails_and_one_that_is_taken_back_are_counted_and_supersede_nothing()
    {
        StartAndFix();
        var result = Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", Script("exit 1"));
        Assert.Single(result.Errors);
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Run("Restore-Deploy production -Confirm:$false").Single();

        var record = Run("Get-HotfixHistory").Single();

        Assert.Equal((1, 1, false, "Open"), (record.Get("FailedDeploys"), record.Get("Rollbacks"), record.Get("WasSuperseded"), record.Text("Outcome")));
        Assert.NotNull(record.Get("PublishedAt"));
    }

    [Fact]
    public void What_was_deployed_by_other_means_is_known_from_the_ledger()
    {
        StartAndPublish();

        var record = Run("Get-HotfixHistory").Single();

        Assert.NotNull(record.Get("PublishedAt"));
        Assert.Equal(["production"], record.All("PublishedTo").Select(name => name.ToString()));
    }

    [Theory]
    [InlineData("Merge branch 'hotfix'", "hotfix", null)]
    [InlineData("Merge branch 'hotfix/orders' into 'master'", "hotfix/orders", null)]
    [InlineData("Merge pull request #7 from shop/hotfix-2", "hotfix-2", 7)]
    [InlineData("Merged in hotfix (pull request #8)", "hotfix", 8)]
    public void A_merge_that_the_journal_does_not_know_is_known_from_Git(string message, string branch, int? number)
    {
        var (head, merge) = MergeByHand(message);
        GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/deploys/production");
        Run("Register-Deploy production $args[0] -DeployedAt '2026-02-03T10:30:00Z'", head).Single();

        var record = Run("Get-HotfixHistory").Single();

        Assert.Equal(("Completed", "Git", branch, head, merge, Live), (record.Text("Outcome"), record.Text("Source"), record.Text("Branch"), record.Text("Head"), record.Text("MergeCommit"), record.Text("Base")));
        Assert.Equal((2, number, "Ada <ada@example.com>"), (record.Get("FixCommits"), (int?)record.Get("PullRequest"), record.Text("StartedBy")));
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)), (record.Get("TimeToPublish"), record.Get("TimeToComplete")));
        Assert.Null(record.Get("Id"));
        Assert.Null(record.Get("Reason"));
    }

    [Theory]
    [InlineData("Merge branch 'hotfixes'")]
    [InlineData("Merge branch 'feature/hotfix'")]
    [InlineData("Merge branch 'master' into hotfix")]
    [InlineData("Hotfix for the orders (#12)")]
    public void What_cannot_be_told_from_other_merges_is_not_guessed(string message)
    {
        MergeByHand(message);

        Run("Get-HotfixHistory").Nothing();
    }

    [Fact]
    public void A_deploy_tag_with_a_date_of_its_own_tells_when_it_was_live()
    {
        var (head, _) = MergeByHand("Merge branch 'hotfix'");
        Environment.SetEnvironmentVariable("GIT_COMMITTER_DATE", "2026-02-03T11:00:00Z");
        Ada.Git("tag", "-a", "-m", "Live", "deploy/production/7", head);
        Environment.SetEnvironmentVariable("GIT_COMMITTER_DATE", null);
        Ada.Git("tag", "deploy/production/6", head + "^");
        Ada.Git("push", "--quiet", "origin", "deploy/production/7", "deploy/production/6");

        Assert.Equal(TimeSpan.FromHours(1), Run("Get-HotfixHistory").Single().Get("TimeToPublish"));
    }

    [Fact]
    public void What_is_older_than_the_journal_comes_after_it_and_a_limit_stops_before()
    {
        MergeByHand("Merge branch 'hotfix'");
        StartAndFix();
        Run("Stop-Hotfix -Reason no -Confirm:$false").Single();

        Assert.Equal(["Journal", "Git"], Sources("Get-HotfixHistory"));
        Assert.Equal(["Journal"], Sources("Get-HotfixHistory -First 1"));
        Assert.Equal(["Journal"], Sources("Get-HotfixHistory -Since '2026-03-01'"));
        Assert.Equal(["Git"], Sources("Get-HotfixHistory -Until '2026-03-01'"));
    }

    [Fact]
    public void A_merge_of_a_hotfix_of_the_journal_is_told_once_whoever_merged_it()
    {
        StartAndPublish();
        var ben = Team.Clone("ben");
        ben.Git("config", "user.name", "Ben");
        ben.Git("merge", "--quiet", "--no-ff", "-m", "Merge pull request #9 from shop/hotfix", "origin/hotfix");
        ben.Git("push", "--quiet", "origin", "master");
        Assert.Equal("Completed", Run("Get-HotfixHistory").Single().Text("Outcome"));
        ben.Git("push", "--quiet", "origin", "--delete", "hotfix");

        // The forge removed the branch, and nobody ran Complete-Hotfix.
        var record = Run("Get-HotfixHistory").Single();
        Assert.Equal(("Completed", "Journal", ben.Head, 9), (record.Text("Outcome"), record.Text("Source"), record.Text("MergeCommit"), record.Get("PullRequest")));
        Assert.StartsWith("Ben <", record.Text("EndedBy"));

        Run("Complete-Hotfix").Single();
        Assert.Equal(ben.Head, Run("Get-HotfixHistory").Single().Text("MergeCommit"));
    }

    [Fact]
    public void What_was_merged_early_and_goes_on_is_open()
    {
        StartAndFix();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'hotfix'", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        Ada.CommitFix("more.txt");

        Assert.Equal("Open", Run("Get-HotfixHistory").Single().Text("Outcome"));
    }

    [Fact]
    public void A_branch_that_plain_Git_made_is_open_and_adopted_it_began_with_its_first_commit()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        CommitAt("2026-02-03T10:00:00Z", "fix.txt");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        var first = new DateTimeOffset(2026, 2, 3, 10, 0, 0, TimeSpan.Zero);
        var record = Run("Get-HotfixHistory").Single();
        Assert.Equal(("Open", "Git", first, 1), (record.Text("Outcome"), record.Text("Source"), record.Get("StartedAt"), record.Get("FixCommits")));

        Run("Publish-Hotfix production -Confirm:$false").Single();
        record = Run("Get-HotfixHistory").Single();
        Assert.Equal(("Open", "Journal", first, 1), (record.Text("Outcome"), record.Text("Source"), record.Get("StartedAt"), record.Get("FixCommits")));
        Assert.StartsWith("unclaimed-", record.Text("Id"));

        var id = Run("New-Hotfix -Adopt -Reason 'Late'").Single().Text("Id");
        record = Run("Get-HotfixHistory").Single();
        Assert.Equal((id, first, "Late"), (record.Text("Id"), record.Get("StartedAt"), record.Text("Reason")));
        Assert.NotNull(record.Get("PublishedAt"));
    }

    [Fact]
    public void A_branch_without_a_commit_is_open_and_nobody_knows_since_when()
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/heads/hotfix");

        var record = Run("Get-HotfixHistory -Since '2026-03-01'").Single();

        Assert.Equal(("Open", 0), (record.Text("Outcome"), record.Get("FixCommits")));
        Assert.Null(record.Get("StartedAt"));
    }

    [Fact]
    public void Two_that_nobody_claimed_from_one_base_are_two()
    {
        foreach (var number in new[] { 1, 2 })
        {
            Ada.Git("switch", "--quiet", "--force-create", "hotfix", Live);
            CommitAt($"2026-02-0{number}T10:00:00Z", $"fix{number}.txt");
            Ada.Git("push", "--quiet", "--force", "origin", "hotfix");
            Ada.Git("switch", "--quiet", "master");
            Run("Complete-Hotfix -RollIn").Single();
        }

        var records = Run("Get-HotfixHistory").NoErrors().Output;

        Assert.Equal([2, 1], records.Select(record => ((DateTimeOffset)record.Get("StartedAt")!).Day));
        Assert.All(records, record => Assert.Equal("Completed", record.Text("Outcome")));
    }

    [Fact]
    public void A_hotfix_that_is_in_the_journal_under_another_branch_is_told_too()
    {
        Run("New-Hotfix -Branch emergency -Reason one").Single();

        Assert.Equal(["emergency"], Run("Get-HotfixHistory").NoErrors().Output.Select(record => record.Text("Branch")));
    }

    [Fact]
    public void A_deploy_that_was_let_through_is_no_hotfix()
    {
        StartAndPublish();
        Run("Complete-Hotfix").Single();
        Run("Test-DeployGate production $args[0] -Force -Reason 'It must' -Confirm:$false", Live).NoErrors();

        Assert.Equal("Completed", Run("Get-HotfixHistory").Single().Text("Outcome"));
    }

    [Fact]
    public void Several_repositories_from_the_pipeline_and_nothing_is_written()
    {
        StartAndFix();
        var ben = Team.Clone("ben");
        var now = Now();

        var result = Run("$args | ForEach-Object { [IO.DirectoryInfo] $_ } | Get-HotfixHistory", Ada.Folder, ben.Folder, Team.Root);

        Assert.Equal([Ada.Folder, ben.Folder], result.Output.Select(record => record.Text("Repository")));
        Assert.StartsWith("NotARepository", Assert.Single(result.Errors).FullyQualifiedErrorId);
        now.Still();
    }

    private string[] Reasons(string command) => [.. Run(command).NoErrors().Output.Select(record => record.Text("Reason")!)];

    private string[] Sources(string command) => [.. Run(command).NoErrors().Output.Select(record => record.Text("Source")!)];

    private void CommitAt(string date, string file)
    {
        Environment.SetEnvironmentVariable("GIT_COMMITTER_DATE", date);
        Ada.Git("config", "user.name", "Ada");
        Ada.Git("config", "user.email", "ada@example.com");
        Ada.Commit(file, "fixed", "Fix the orders");
        Environment.SetEnvironmentVariable("GIT_COMMITTER_DATE", null);
        Ada.Git("config", "--unset", "user.name");
        Ada.Git("config", "--unset", "user.email");
    }

    // Two commits at ten o'clock, merged at noon; no branch of that name is left.
    private (string Head, string Merge) MergeByHand(string message)
    {
        Ada.Git("switch", "--quiet", "-c", "work", Live);
        CommitAt("2026-02-03T10:00:00Z", "one.txt");
        CommitAt("2026-02-03T10:10:00Z", "two.txt");
        var head = Ada.Head;
        Ada.Git("switch", "--quiet", "master");
        Environment.SetEnvironmentVariable("GIT_COMMITTER_DATE", "2026-02-03T12:00:00Z");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", message, "work");
        Environment.SetEnvironmentVariable("GIT_COMMITTER_DATE", null);
        Ada.Git("push", "--quiet", "origin", "master");
        return (head, Ada.Head);
    }
}
