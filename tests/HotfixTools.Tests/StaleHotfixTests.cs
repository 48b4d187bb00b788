using System.Diagnostics;
using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>What counts as forgotten, what is looked for, and every branch that looks like a hotfix.</summary>
public sealed class StaleHotfixTests : ForgeTest
{
    [Theory]
    [InlineData("2h", true)]
    [InlineData("4h", false)]
    [InlineData("2h30m", true)]
    [InlineData("1d", false)]
    [InlineData("02:00:00", true)]
    [InlineData("04:00:00", false)]
    [InlineData("1.00:00:00", false)]
    public void How_long_may_be_said(string after, bool isStale)
    {
        Push("hotfix", Hours(-3));

        Assert.Equal(isStale ? 1 : 0, Run("Get-Hotfix -Stale -StaleAfter $args[0]", after).NoErrors().Output.Count);
        Assert.Equal(isStale, Run("Get-Hotfix -StaleAfter $args[0]", after).Single().Get("IsStale"));
    }

    [Fact]
    public void It_may_be_a_time_span_and_goes_before_the_settings()
    {
        Configure("{ 'staleAfter': '4h' }");
        Push("hotfix", Hours(-3));

        Run("Get-Hotfix -Stale").Nothing();
        Run("Get-Hotfix -Stale -StaleAfter ([timespan]::FromHours(2))").Single();
        Run("Get-Hotfix -Stale -StaleAfter ([timespan]::FromHours(5))").Nothing();
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2.5")]
    [InlineData("soon")]
    [InlineData("2 days")]
    [InlineData("-1h")]
    [InlineData("0s")]
    [InlineData("00:00:00")]
    [InlineData("400.00:00:00")]
    public void What_is_no_duration_is_refused(string after)
    {
        var error = Run("Get-Hotfix -Stale -StaleAfter $args[0]", after).Fails("InvalidDuration", ErrorCategory.InvalidArgument, "-StaleAfter");

        Assert.Equal(after, error.TargetObject);
    }

    [Fact]
    public void A_number_is_told_that_it_needs_a_unit()
    {
        Assert.Contains("a number needs a unit", Run("Get-Hotfix -StaleAfter 2").Fails("InvalidDuration", ErrorCategory.InvalidArgument, "2d").ToString());
    }

    [Fact]
    public void It_ages_since_the_last_activity_or_since_the_start()
    {
        Push("hotfix", Hours(-60));
        Push("hotfix", Hours(-1), file: "more.txt");

        Run("Get-Hotfix -Stale").Nothing();
        Configure("{ 'staleSince': 'start' }");
        var finding = Run("Get-Hotfix -Stale").Single().Finding("Stale").Text("Message");

        Assert.Matches("^The hotfix was started at .* UTC, and more than 2d later it is still open; ask .+\\.$", finding);
        Assert.Contains(Hours(-60).ToString("yyyy-MM-dd HH:mm 'UTC'", null), finding);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_deploy_gate_goes_by_the_same_clock(bool isRecorded)
    {
        Configure("{ 'staleSince': 'start' }");
        if (!isRecorded)
            Ada.Git("push", "--quiet", "origin", "--delete", "refs/deploys/production");
        Push("hotfix", Hours(-60));
        Push("hotfix", Hours(-1), file: "more.txt");

        Assert.Contains(
            $" It was started at {Hours(-60):yyyy-MM-dd HH:mm} UTC, and more than 2d later it is still open. Until",
            Run("Test-DeployGate production master").Single().Finding("HotfixInProgress").Text("Message"));
        // The journal knows better.
        Run("New-Hotfix -Adopt").Single();
        Assert.DoesNotContain("still open", Run("Test-DeployGate production master").Single().Finding("HotfixInProgress").Text("Message"));
        Run("Get-Hotfix -Stale").Nothing();
    }

    [Fact]
    public void Somebody_is_named_to_ask()
    {
        Push("hotfix", Hours(-60));

        var message = Run("Get-Hotfix").Single().Finding("Stale").Text("Message");

        Assert.Equal($"Nothing happened to the hotfix since {Hours(-60):yyyy-MM-dd HH:mm} UTC, more than 2d; ask {Ada.Git("log", "-1", "--format=%an <%ae>", "origin/hotfix")}.", message);
    }

    [Fact]
    public void Only_working_time_counts_where_the_settings_say_when_that_is()
    {
        Push("hotfix", Hours(-60));
        // On none of the days since then anybody works.
        var idle = Enumerable.Range(0, 4).Select(days => DateTime.UtcNow.AddDays(-days).DayOfWeek).ToHashSet();
        var days = string.Join(", ", Enum.GetValues<DayOfWeek>().Where(day => !idle.Contains(day)).Select(day => $"'{day.ToString()[..3]}'"));
        Configure($"{{ 'workingTime': {{ 'days': [{days}] }} }}");

        Run("Get-Hotfix -Stale -StaleAfter 1s").Nothing();
        Assert.Equal(TimeSpan.Zero, Run("Get-Hotfix").Single().Get("Age"));

        Configure("{ 'workingTime': { 'days': ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], 'from': '06:00', 'to': '18:00' } }");
        // Sixty hours have 24 to 36 hours of work: two working days or more, and three at most.
        var hotfix = Run("Get-Hotfix -Stale -StaleAfter 1d11h").Single();
        Assert.InRange((TimeSpan)hotfix.Get("Age")!, TimeSpan.FromHours(24), TimeSpan.FromHours(36));
        Assert.Contains("more than 1d11h of working time; ask ", hotfix.Finding("Stale").Text("Message"));
        Run("Get-Hotfix -Stale -StaleAfter 3d1s").Nothing();
    }

    [Fact]
    public void The_settings_in_force_say_so()
    {
        Configure("{ 'staleSince': 'start', 'workingTime': { 'timeZone': 'Europe/Berlin', 'from': '09:00', 'to': '17:00', 'holidays': ['2026-12-25'] } }");

        var settings = Run("Get-HotfixConfiguration").Single();
        var values = settings.All("Values").ToDictionary(value => value.Text("Key")!, value => (value.Text("Value"), value.Text("Source")));

        Assert.Equal("Start", settings.Text("StaleSince"));
        Assert.Equal(("start", "Mainline"), values["staleSince"]);
        Assert.Equal(("Europe/Berlin", "Mainline"), values["workingTime.timeZone"]);
        Assert.Equal(("Mon, Tue, Wed, Thu, Fri", "Default"), values["workingTime.days"]);
        Assert.Equal(("09:00", "17:00", "2026-12-25"), (values["workingTime.from"].Item1, values["workingTime.to"].Item1, values["workingTime.holidays"].Item1));
        // What somebody has said is kept in a new file.
        Run("New-HotfixConfiguration").Single();
        Run("Test-HotfixConfiguration -ConfigurationPath .hotfix.json").NoErrors();
        var kept = Run("Get-HotfixConfiguration -ConfigurationPath .hotfix.json").Single().All("Values").ToDictionary(value => value.Text("Key")!, value => value.Text("Value"));
        Assert.Equal(("start", "Europe/Berlin", "17:00", "2026-12-25"), (kept["staleSince"], kept["workingTime.timeZone"], kept["workingTime.to"], kept["workingTime.holidays"]));
    }

    [Fact]
    public void Each_finding_is_looked_for_by_its_name()
    {
        void Finds(string finding, params string[] others)
        {
            Assert.Contains(finding, Run("Get-Hotfix -Finding $args[0]", finding).Single().FindingIds());
            foreach (var other in others)
                Run("Get-Hotfix -Finding $args[0]", other).Nothing();
        }

        Push("hotfix", Hours(-60), file: "feature3.txt");
        Finds("Stale", "Superseded", "PublishedNotMerged", "SecondHotfixBranch");
        Finds("Unclaimed");
        Finds("MergeBackConflict");
        Run("New-Hotfix -Adopt").Single();
        Finds("MergeBackConflict", "Stale", "Unclaimed");
        Run("Register-Deploy production hotfix").Single();
        Finds("PublishedNotMerged", "Superseded", "Stale");
        Run("Register-Deploy production master").Single();
        Finds("Superseded", "PublishedNotMerged");
        Push("hotfix-2", Hours(-1));
        Assert.Equal(["hotfix", "hotfix-2"], Run("Get-Hotfix -Finding SecondHotfixBranch").NoErrors().Output.Select(hotfix => hotfix.Text("Branch")));
    }

    [Fact]
    public void Either_of_what_is_looked_for_is_enough()
    {
        Push("hotfix", Hours(-60));

        Run("Get-Hotfix -Stale -Finding Superseded").Single();
        Run("Get-Hotfix -Finding Superseded, Stale").Single();
        Run("Get-Hotfix -Finding Superseded, PublishedNotMerged").Nothing();
        Run("Get-Hotfix -Stale -Finding Unclaimed -StaleAfter 9d").Single();
    }

    [Fact]
    public void Branches_of_any_shape_are_hotfixes_of_their_own()
    {
        string[] names = ["HOTFIX", "HotFix/JIRA-1/x", "Hotfix2", "hotFIX.old", "hotfix-2", "hotfix_ä", "hotfixes-docs"];
        foreach (var name in names)
            Push(name, Hours(-1));
        Ada.Git("push", "--quiet", "origin", "master:refs/heads/my-hotfix", "master:refs/heads/feature/hotfix", "master:refs/heads/hotfi");

        var found = Run("Get-Hotfix -Finding SecondHotfixBranch").NoErrors().Output;

        Assert.Equal(names, found.Select(hotfix => hotfix.Text("Branch")));
        Assert.All(found, hotfix =>
        {
            Assert.Equal(("InProgress", Live, 1, null, null), (hotfix.Text("State"), hotfix.Text("Base"), hotfix.All("Commits").Count, hotfix.Get("Id"), hotfix.Get("StartedAt")));
            Assert.InRange((TimeSpan)hotfix.Get("Age")!, TimeSpan.FromHours(0.9), TimeSpan.FromHours(2));
            Assert.Equal("New-Hotfix", hotfix.Text("NextStep"));
            Assert.Matches($@"\(New-Hotfix, then Add-HotfixCommit '?{Short(hotfix.Text("Head"))}'?\)", hotfix.Finding("SecondHotfixBranch").Text("WayOut"));
        });
        // Below "hotfix/" there can be some only where "hotfix" is none.
        Push("hotfix/JIRA-2", Hours(-60));
        Assert.Equal("hotfix/JIRA-2", Run("Get-Hotfix -Stale").Single().Text("Branch"));
    }

    [Theory]
    [InlineData("hotfix/current", "hotfix/1234")]
    [InlineData("urgent", "hotfix")]
    [InlineData("urgent/current", "urgent/1234")]
    public void They_are_seen_whatever_the_one_is_called(string branch, string second)
    {
        Push(branch, Hours(-1));
        Push(second, Hours(-60));

        Assert.Equal([second], Run("Get-Hotfix -Stale -Branch $args[0]", branch).NoErrors().Output.Select(hotfix => hotfix.Text("Branch")));
        Assert.Contains($"'{second}'", Run("Get-Hotfix -Branch $args[0]", branch).Single().Finding("SecondHotfixBranch").Text("Message"));
        Configure($"{{ 'branch': '{branch}' }}");
        Ada.Git("push", "--quiet", "origin", "--delete", branch);
        Assert.Equal(second, Run("Get-Hotfix -Finding SecondHotfixBranch").Single().Text("Branch"));
        // What the settings call it is not known before something is fetched.
        if (second.StartsWith("hotfix", StringComparison.Ordinal))
            Assert.Equal(second, Run("Get-Hotfix -Finding SecondHotfixBranch -Url $args[0]", Team.Remote).Single().Text("Branch"));
        Assert.Equal(second, Run("Get-Hotfix -Finding SecondHotfixBranch -Url $args[0] -Branch $args[1]", Team.Remote, branch).Single().Text("Branch"));
    }

    [Fact]
    public void Beside_the_one_hotfix_they_are_to_be_put_on_it()
    {
        StartAndFix();
        Push("Hotfix-2", Hours(-60), file: "feature3.txt");

        var result = Run("Get-Hotfix -Finding SecondHotfixBranch").NoErrors().Output;

        Assert.Equal(["hotfix", "Hotfix-2"], result.Select(hotfix => hotfix.Text("Branch")));
        var second = result[1];
        Assert.Equal(["MergeBackConflict", "SecondHotfixBranch", "Stale"], second.FindingIds().Order(StringComparer.Ordinal));
        Assert.Equal(true, second.Get("IsStale"));
        Assert.StartsWith("Nothing happened to the branch 'Hotfix-2' since ", second.Finding("Stale").Text("Message"));
        Assert.Contains("feature3.txt", second.Finding("MergeBackConflict").Text("Message"));
        Assert.Equal(5, second.Get("BehindMainline"));
        Assert.Contains("git push origin --delete Hotfix-2", second.Finding("SecondHotfixBranch").Text("WayOut"));
        // The next step is one that can be typed.
        var step = second.Text("NextStep")!;
        // Quoted, where its digits would be a number.
        Assert.Matches($"^Add-HotfixCommit '?{Short(second.Text("Head"))}'?$", step);
        Run(step).Single();
        Assert.Equal(2, Run("Get-Hotfix").Single().All("Commits").Count);
    }

    [Fact]
    public void One_that_is_merged_and_one_that_is_empty_can_go()
    {
        Push("hotfix-2", Hours(-60));
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge it", "origin/hotfix-2");
        Ada.Git("push", "--quiet", "origin", "master", $"{Live}:refs/heads/hotfix-3", $"{Live}:refs/heads/hotfix;3");

        var found = Run("Get-Hotfix -Finding SecondHotfixBranch").NoErrors().Output.ToDictionary(hotfix => hotfix.Text("Branch")!);

        Assert.Equal(("Merged", Master, "git push origin --delete hotfix-2"), (found["hotfix-2"].Text("State"), found["hotfix-2"].Text("MergeCommit"), found["hotfix-2"].Text("NextStep")));
        Assert.Single(found["hotfix-2"].All("Commits"));
        Assert.Equal(("Started", null, "git push origin --delete hotfix-3"), (found["hotfix-3"].Text("State"), found["hotfix-3"].Get("MergeCommit"), found["hotfix-3"].Text("NextStep")));
        // A name that a shell would run is quoted.
        Assert.Equal("git push origin --delete 'hotfix;3'", found["hotfix;3"].Text("NextStep"));
    }

    [Fact]
    public void Many_that_were_left_are_each_read_as_they_are_alone()
    {
        // Merged, squashed, squashed and taken back, copied one by one, brought up to date, behind, and beside everything.
        Push("hotfix-01-merged", Hours(-60), file: "one.txt");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge it", "origin/hotfix-01-merged");
        Push("hotfix-02-squashed", Hours(-60), file: "two.txt");
        Push("hotfix-02-squashed", Hours(-59), file: "three.txt");
        Squash("hotfix-02-squashed");
        Push("hotfix-03-reverted", Hours(-60), file: "four.txt");
        Squash("hotfix-03-reverted");
        Ada.Git("revert", "--no-edit", "HEAD");
        Push("hotfix-04-copied", Hours(-60), file: "five.txt");
        Push("hotfix-04-copied", Hours(-59), file: "six.txt");
        Ada.Git("cherry-pick", "origin/hotfix-04-copied~1", "origin/hotfix-04-copied");
        Ada.Commit("five.txt", "worked on", "Go on");
        Ada.Commit("two.txt", "worked on", "Go on");
        Ada.Git("switch", "--quiet", "--detach", Live);
        Ada.Commit("seven.txt", "fixed", "Fix seven.txt");
        Ada.Git("merge", "--quiet", "-m", "Take the mainline in", "master~2");
        Ada.Git("push", "--quiet", "origin", "HEAD:refs/heads/hotfix-05-mixed");
        Ada.Git("switch", "--quiet", "master");
        Push("hotfix-06-conflicting", Hours(-60), file: "feature3.txt");
        Ada.Git("push", "--quiet", "origin", "master", "master:refs/heads/hotfix-07-newest", "master~3:refs/heads/hotfix-08-older", $"{Live}:refs/heads/hotfix-09-live", $"{Live}~1:refs/heads/hotfix-10-first");
        Ada.Git("switch", "--quiet", "--orphan", "nothing");
        Ada.Commit("eight.txt", "fixed", "Begin anew");
        Ada.Git("push", "--quiet", "origin", "HEAD:refs/heads/hotfix-11-apart");
        Ada.Git("switch", "--quiet", "master");

        var together = Run("Get-Hotfix -Finding SecondHotfixBranch").NoErrors().Output.Select(Told).ToArray();

        Assert.Equal(11, together.Length);
        var behind = (string branch) => int.Parse(Ada.Git("rev-list", "--count", $"origin/{branch}..master"), null);
        Assert.Equal(
            ["Merged", "Merged", "InProgress", "Merged", "InProgress", "InProgress", "Started", "Started", "Started", "Started", "InProgress"],
            together.Select(told => told.State));
        Assert.All(together, told => Assert.Equal(behind(told.Branch), told.Behind));
        Assert.Equal(Ada.Git("log", "-1", "--format=%H", "--grep=Merge it"), together[0].Merge);
        Assert.Equal(Ada.Git("log", "-1", "--format=%H", "--grep=Squash hotfix-02"), together[1].Merge);
        Assert.Equal(Ada.Git("log", "-1", "--format=%H", "master", "--grep=Fix six"), together[3].Merge);
        Assert.Equal([1, 2, 1, 2, 2, 1, 0, 0, 0, 0, 0], together.Select(told => told.Commits));
        Assert.Equal([5], together.Index().Where(told => told.Item.Findings.Contains("MergeBackConflict")).Select(told => told.Index));
        Ada.Git(["push", "--quiet", "origin", .. together.Select(told => $":refs/heads/{told.Branch}")]);
        foreach (var told in together)
        {
            Ada.Git("push", "--quiet", "origin", $"{told.Head}:refs/heads/{told.Branch}");
            Assert.Equal(told, Told(Run("Get-Hotfix -Finding SecondHotfixBranch").Single()));
            Ada.Git("push", "--quiet", "origin", "--delete", told.Branch);
        }
    }

    [Fact]
    public void The_mainline_and_what_the_module_keeps_below_branches_are_none()
    {
        Ada.Git("push", "--quiet", "origin", "master:refs/heads/hotfix-main");
        Configure("{ 'mainline': 'hotfix-main', 'ledger': 'refs/heads/hotfix-deploys/', 'journal': 'refs/heads/hotfix-journal/' }");
        Run("Register-Deploy production $args[0]", Live).Single();
        Run("New-Hotfix").Single();

        Run("Get-Hotfix -Finding SecondHotfixBranch").Nothing();
        Assert.DoesNotContain("SecondHotfixBranch", Run("Get-Hotfix").Single().FindingIds());
    }

    [Fact]
    public void Without_a_hotfix_and_without_a_filter_they_are_warned_of()
    {
        Push("hotfix-2", Hours(-60));
        Push("Hotfix/x", Hours(-60));

        var result = Run("Get-Hotfix");

        result.Nothing();
        var warning = Assert.Single(result.Warnings);
        Assert.Contains("2 branches look like a hotfix: 'Hotfix/x', 'hotfix-2'.", warning);
        Assert.Contains("Get-Hotfix -Finding SecondHotfixBranch", warning);
        Assert.Empty(Run("Get-Hotfix -Stale").Warnings);
        StartAndFix();
        Assert.Empty(Run("Get-Hotfix").Warnings);
    }

    [Fact]
    public void Protected_branches_are_looked_at_like_all_others()
    {
        MoveTo("github");
        Push("hotfix", Hours(-60));
        Push("hotfix-2", Hours(-60));
        foreach (var branch in new[] { "hotfix", "hotfix-2", "master" })
            Forge.Protect(branch, 2, ["build"]);
        var hook = Path.Combine(Team.Remote, "hooks", "pre-receive");
        File.WriteAllText(hook, "#!/bin/sh\necho 'protected branch' >&2\nexit 1\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(["hotfix", "hotfix-2"], Run("Get-Hotfix -Stale").NoErrors().Output.Select(hotfix => hotfix.Text("Branch")));
        Assert.Equal(["hotfix", "hotfix-2"], Run("Get-Hotfix -Stale -Url $args[0]", Team.Remote).NoErrors().Output.Select(hotfix => hotfix.Text("Branch")));
    }

    [Fact]
    public void A_look_writes_nothing()
    {
        Push("hotfix-2", Hours(-60));
        var before = Team.RemoteRefs();

        Run("Get-Hotfix -Stale -Finding SecondHotfixBranch").Single();

        Assert.Equal(before, Team.RemoteRefs());
    }

    private static DateTimeOffset Hours(double hours) => DateTimeOffset.UtcNow.AddHours(hours);

    private static (string Branch, string? Head, string? State, string? Base, string? Merge, int Commits, int Behind, string? Step, string Findings) Told(PSObject hotfix) => (
        hotfix.Text("Branch")!, hotfix.Text("Head"), hotfix.Text("State"), hotfix.Text("Base"), hotfix.Text("MergeCommit"), hotfix.All("Commits").Count,
        (int)hotfix.Get("BehindMainline")!, hotfix.Text("NextStep"), string.Join(", ", hotfix.FindingIds()));

    private void Squash(string branch)
    {
        Ada.Git("merge", "--quiet", "--squash", $"origin/{branch}");
        Ada.Git("commit", "--quiet", "-m", $"Squash {branch}");
    }

    // A commit of that time, on a branch that begins at what is live, pushed.
    private void Push(string branch, DateTimeOffset at, string file = "fix.txt")
    {
        var start = Ada.Git("ls-remote", "origin", $"refs/heads/{branch}") is { Length: > 40 } there ? there[..40] : Live;
        Ada.Git("switch", "--quiet", "--detach", start);
        Ada.Write(file, "fixed");
        Ada.Git("add", file);
        var commit = new ProcessStartInfo("git", ["commit", "--quiet", "-m", $"Fix {file}"]) { WorkingDirectory = Ada.Folder };
        commit.Environment["GIT_COMMITTER_DATE"] = commit.Environment["GIT_AUTHOR_DATE"] = $"{at.ToUnixTimeSeconds()} +0000";
        using (var git = Process.Start(commit)!)
            git.WaitForExit();
        Ada.Git("push", "--quiet", "origin", $"HEAD:refs/heads/{branch}");
        Ada.Git("switch", "--quiet", "master");
    }
}
