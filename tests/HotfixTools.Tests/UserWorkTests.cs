namespace HotfixTools.ModuleTests;

/// <summary>The working tree, the index and the checked-out branch are the user's: byte for byte as they were, through every cmdlet.</summary>
public sealed class UserWorkTests : ModuleTest
{
    [Theory]
    [InlineData("clean mainline")]
    [InlineData("dirty")]
    [InlineData("staged")]
    [InlineData("untracked")]
    [InlineData("detached")]
    [InlineData("local hotfix branch ahead")]
    [InlineData("merge in progress")]
    [InlineData("rebase in progress")]
    [InlineData("bisect in progress")]
    [InlineData("stash")]
    public void Every_cmdlet_leaves_it_as_it_is(string state)
    {
        Prepare(state);
        var ben = Team.Clone("ben");
        var before = Ada.Fingerprint();
        void Still(string after) => Assert.True(before == Ada.Fingerprint(), $"{state}: not as it was after {after}");
        RunResult Does(string command)
        {
            var result = Run(command).NoErrors();
            Still(command);
            return result;
        }

        Does("Get-LastDeploy");
        Does("Get-DeployHistory");
        Does("Compare-Deploy");
        Does("Get-Hotfix");
        Does("Show-HotfixGraph");
        Does("New-Hotfix -WhatIf");
        Does("New-Hotfix -Reason x");
        Run("New-Hotfix");
        Still("New-Hotfix, a second time");
        ben.CommitFix();
        Does("Get-Hotfix");
        Does("Register-Deploy production hotfix");
        Does("Complete-Hotfix -WhatIf");
        Does("Complete-Hotfix");
        Run("Complete-Hotfix");
        Still("Complete-Hotfix, a second time");
        Does("New-Hotfix");
        Does("Stop-Hotfix -Reason x -Confirm:$false");
        Assert.Equal(string.Empty, Ada.Git("for-each-ref", "refs/hotfixtools"));
        Assert.Equal(string.Empty, GitProcess.Try(Ada.Folder, "fsck", "--no-dangling", "--no-progress").Output);
    }

    [Fact]
    public void What_the_user_fetched_to_merge_stays()
    {
        Ada.Git("fetch", "--quiet", "origin", "master");
        var fetched = File.ReadAllText(Path.Combine(Ada.Folder, ".git", "FETCH_HEAD"));

        Run("Get-LastDeploy").Single();
        Run("New-Hotfix").Single();
        Run("Get-Hotfix").Single();

        Assert.Equal(fetched, File.ReadAllText(Path.Combine(Ada.Folder, ".git", "FETCH_HEAD")));
    }

    [Fact]
    public void The_configuration_stays()
    {
        var configuration = File.ReadAllText(Path.Combine(Ada.Folder, ".git", "config"));

        StartAndPublish();
        Run("Complete-Hotfix").Single();

        Assert.Equal(configuration, File.ReadAllText(Path.Combine(Ada.Folder, ".git", "config")).Replace("[branch \"hotfix\"]\n\tremote = origin\n\tmerge = refs/heads/hotfix\n", string.Empty));
    }

    private void Prepare(string state)
    {
        switch (state)
        {
            case "dirty":
                Ada.Write("orders.txt", "half a thought");
                File.Delete(Path.Combine(Ada.Folder, "README.md"));
                break;
            case "staged":
                Ada.Write("orders.txt", "staged");
                Ada.Git("add", "orders.txt");
                Ada.Write("orders.txt", "and more");
                break;
            case "untracked":
                Ada.Write("fix.txt", "mine, and named like the fix");
                Ada.Write("deep/er/notes.txt", "mine");
                break;
            case "detached":
                Ada.Git("switch", "--quiet", "--detach", Live);
                break;
            case "local hotfix branch ahead":
                Ada.Git("switch", "--quiet", "-c", "hotfix", Live);
                Ada.Commit("mine.txt", "mine", "Not pushed");
                Ada.Git("switch", "--quiet", "master");
                break;
            case "merge in progress":
                Diverge();
                Assert.NotEqual(0, GitProcess.Try(Ada.Folder, "merge", "theirs").ExitCode);
                break;
            case "rebase in progress":
                Diverge();
                Assert.NotEqual(0, GitProcess.Try(Ada.Folder, "rebase", "theirs").ExitCode);
                Assert.True(Directory.Exists(Path.Combine(Ada.Folder, ".git", "rebase-merge")));
                break;
            case "bisect in progress":
                Ada.Git("bisect", "start", "master", Live);
                break;
            case "stash":
                Ada.Write("orders.txt", "put aside");
                Ada.Git("stash", "--quiet");
                break;
        }
    }

    private void Diverge()
    {
        Ada.Git("switch", "--quiet", "-c", "theirs");
        Ada.Commit("orders.txt", "theirs", "Theirs");
        Ada.Git("switch", "--quiet", "-c", "mine", "master");
        Ada.Commit("orders.txt", "mine", "Mine");
    }
}
