using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Somebody else begins or ends the hotfix between two steps of a command: the journal tells of one end, and of what is so.</summary>
public sealed class OvertakenTests : ModuleTest
{
    private readonly ModuleSession _ben;

    public OvertakenTests() => _ben = new ModuleSession(Team.Clone("ben").Folder);

    [Fact]
    public void A_claim_that_is_given_up_before_it_is_named_is_not_named_any_more()
    {
        // Where the server writes both or none, there is no moment between the two.
        GitProcess.Run(Team.Remote, "config", "receive.advertiseAtomic", "false");

        var error = RunAnd("New-Hotfix", "Step 1 of 2 is done", "Stop-Hotfix -Reason x -Confirm:$false").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Contains($"given up at the same moment by {TestHome.UserName}", error.Exception.Message);
        Assert.Null(Hotfix);
        Assert.Equal(["Abandoned"], JournalKinds());
        Run("Get-Hotfix").Nothing();
        Run("New-Hotfix").Single();
    }

    [Fact]
    public void A_hotfix_without_a_name_that_is_claimed_meanwhile_is_not_given_up()
    {
        PlainGit();

        RunAnd("Stop-Hotfix -Reason x -Confirm:$false", "Step 2 of 3 begins", "New-Hotfix -Adopt").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Equal(["Started"], JournalKinds());
        Assert.NotNull(Hotfix);
        Run("Stop-Hotfix -Reason x -Confirm:$false").Single();
        Assert.Equal(["Abandoned", "Started"], JournalKinds());
    }

    [Fact]
    public void What_is_completed_meanwhile_is_not_given_up_as_well()
    {
        StartAndFix();

        RunAnd("Stop-Hotfix -Reason x -Confirm:$false", "Step 2 of 3 begins", "Complete-Hotfix -RollIn").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Fact]
    public void What_is_given_up_meanwhile_is_not_completed_as_well()
    {
        var fix = StartAndFix();

        var error = RunAnd("Complete-Hotfix -RollIn", "Step 1 of 4 begins", "Stop-Hotfix -Reason x -Confirm:$false").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Contains($"{Short(fix)} is merged all the same", error.Exception.Message);
        Assert.Equal(["Abandoned", "Started"], JournalKinds());
    }

    [Fact]
    public void A_hotfix_that_begins_at_the_same_commit_after_the_end_of_the_last_keeps_its_branch()
    {
        Run("New-Hotfix").Single();

        RunAnd("Stop-Hotfix -Reason x -Confirm:$false", "Step 2 of 3 begins", "$null = Stop-Hotfix -Reason x -Confirm:$false; New-Hotfix").Single();

        Assert.Equal(Live, Hotfix);
        Assert.Equal(["Started", "Abandoned", "Started"], JournalKinds());
    }

    [Fact]
    public void A_branch_that_plain_git_makes_where_a_claim_was_given_up_is_not_taken_for_that_claim()
    {
        Shell.Screen.OnVerbose = message =>
        {
            if (message.StartsWith("Step 2 of 2 begins", StringComparison.Ordinal))
                throw new PipelineStoppedException();
        };
        Assert.Empty(Run("New-Hotfix -Verbose").Output);
        Assert.True(File.Exists(Path.Combine(Ada.Folder, ".git", "hotfixtools", "claim")));
        Shell.Screen.OnVerbose = null;
        _ben.Run("Stop-Hotfix -Reason x -Confirm:$false").Single();
        GitProcess.Run(Team.Remote, "update-ref", "refs/heads/hotfix", Live);

        Run("New-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "New-Hotfix -Adopt");

        Assert.Equal(["Abandoned", "Started"], JournalKinds());
        Assert.Equal("Started", Run("New-Hotfix -Adopt").Single().Text("State"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_merge_that_is_taken_back_by_force_before_the_branch_goes_does_not_take_the_fix_with_it(bool isAtomic)
    {
        GitProcess.Run(Team.Remote, "config", "receive.advertiseAtomic", isAtomic ? "true" : "false");
        var fix = StartAndFix();
        var before = Master;
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge by hand", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        Team.AddHook("update", $"[ \"$1\" = refs/heads/hotfix ] && git update-ref refs/heads/master {before}; exit 0");

        Run("Complete-Hotfix -RollIn").Single();

        Assert.Equal(before, Master);
        Assert.Null(Hotfix);
        var keeper = GitProcess.Run(Team.Remote, "for-each-ref", "--format=%(refname)", "--contains", fix);
        Assert.Equal(isAtomic ? "refs/hotfix/journal" : $"refs/hotfix/archive/{Run("Get-HotfixHistory").Single().Text("Id")}-{Short(fix)}\nrefs/hotfix/journal", keeper.Trim());
    }

    protected override void Dispose(bool disposing)
    {
        _ben.Dispose();
        base.Dispose(disposing);
    }

    // Runs a command, and at one of its steps what somebody else does.
    private RunResult RunAnd(string command, string step, string other)
    {
        var isDone = false;
        Shell.Screen.OnVerbose = message =>
        {
            if (isDone || !message.StartsWith(step, StringComparison.Ordinal))
                return;
            isDone = true;
            _ben.Run(other).Single();
        };
        var result = Run(command + " -Verbose");
        Assert.True(isDone, string.Join('\n', result.Verbose));
        return result;
    }

    private void PlainGit()
    {
        Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
        Ada.Commit("fix.txt", "fixed", "Fix the orders");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
    }
}
