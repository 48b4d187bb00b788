using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Merges that take git and a checkout: said at once, refused where it would be made, and finished by hand.</summary>
public sealed class MergeDriverTests : ModuleTest
{
    [Fact]
    public void A_driver_that_is_a_program_is_foretold_refused_and_finished_by_hand()
    {
        PublishBeside("orders.txt merge=mine");
        Ada.Git("config", "merge.mine.driver", "cp %B %A");
        var before = Team.RemoteRefs();

        var finding = Run("(Get-Hotfix).Findings | Where-Object Id -eq CannotVerify").Single();
        Assert.Contains("orders.txt", finding.Text("Message"));
        Assert.Contains("'mine'", finding.Text("Message"));
        var error = Run("Complete-Hotfix").Fails("MergeUnsupported", ErrorCategory.InvalidOperation, "git merge origin/hotfix");
        Assert.Contains("'mine'", error.Exception.Message);
        Assert.Equal(before, Team.RemoteRefs());

        Ada.Git("fetch", "--quiet", "origin");
        Ada.Git("merge", "--quiet", "--ff-only", "origin/master");
        Ada.Git("merge", "--quiet", "-m", "Merge by hand", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");
        var merge = Ada.Head;
        Assert.Equal(("Completed", merge), (Run("Complete-Hotfix").Single().Text("State"), Master));
        Assert.Null(Hotfix);
    }

    [Fact]
    public void Union_merges_by_the_attributes_of_the_mainline_whatever_is_checked_out()
    {
        PublishBeside("orders.txt merge=union");
        Ada.Git("switch", "--quiet", "--detach", Live);
        Assert.False(File.Exists(Path.Combine(Ada.Folder, ".gitattributes")));

        Assert.Equal("Completed", Run("Complete-Hotfix").Single().Text("State"));

        Ada.Git("fetch", "--quiet", "origin");
        Assert.Equal("total = price * 2\ntotal = price + tax", Ada.Git("show", "origin/master:orders.txt"));
    }

    [Fact]
    public void A_folder_that_the_mainline_renamed_is_a_conflict_as_for_git()
    {
        var ben = Team.Clone("ben");
        ben.Git("switch", "--quiet", "master");
        Directory.CreateDirectory(Path.Combine(ben.Folder, "shop"));
        ben.Commit("old/a.txt", "a", "Old");
        ben.Git("push", "--quiet", "origin", "master");
        Run("Register-Deploy production master").Single();
        StartAndPublish("old/fix.txt");
        ben.Git("mv", "old", "new");
        ben.Git("commit", "--quiet", "-m", "Rename");
        ben.Git("push", "--quiet", "origin", "master");

        Assert.Contains("old/fix.txt", Run("(Get-Hotfix).Findings | Where-Object Id -eq MergeBackConflict").Single().Text("Message")!.Replace("new/", "old/"));
        Run("Complete-Hotfix").Fails("MergeConflict", ErrorCategory.InvalidResult, "git merge");
    }

    [Fact]
    public void A_pick_that_takes_a_driver_is_refused_and_changes_nothing()
    {
        PublishBeside("orders.txt merge=mine");
        Ada.Git("config", "merge.mine.driver", "cp %B %A");
        var ben = new Workplace(Path.Combine(Team.Root, "ben"));
        var fix = ben.Commit("orders.txt", "total = 3", "Another");
        ben.Git("push", "--quiet", "origin", "master");
        // On the hotfix the attributes are those of its base, and it has none.
        var before = Team.RemoteRefs();
        Run("Add-HotfixCommit $args[0]", fix).Fails("MergeConflict", ErrorCategory.InvalidResult, "git cherry-pick");
        Ada.Git("config", "core.attributesFile", Path.Combine(Ada.Folder, ".git", "mine"));
        File.WriteAllText(Path.Combine(Ada.Folder, ".git", "mine"), "*.txt merge=mine\n");
        Run("Add-HotfixCommit $args[0]", fix).Fails("MergeUnsupported", ErrorCategory.InvalidOperation, "git cherry-pick");
        Assert.Equal(before, Team.RemoteRefs());
    }

    // A hotfix that is live, and a mainline that changes the same line and says how to merge.
    private void PublishBeside(string attributes)
    {
        StartAndPublish("orders.txt", "total = price + tax");
        var ben = Team.Clone("ben");
        ben.Git("switch", "--quiet", "master");
        ben.Commit(".gitattributes", attributes, "Say how to merge");
        ben.Commit("orders.txt", "total = price * 2", "Double");
        ben.Git("push", "--quiet", "origin", "master");
    }
}
