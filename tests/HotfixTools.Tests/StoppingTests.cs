using System.Diagnostics;
using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Ctrl+C.</summary>
public sealed class StoppingTests : ModuleTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("New-Hotfix")]
    [InlineData("Register-Deploy staging master")]
    public void A_push_that_takes_long_ends_at_once_and_its_children_with_it(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processes are read from /proc.");
        // The hook is the server's: it may outlive the connection, so it waits for a sign of its own.
        Team.AddHook("pre-receive", "touch waiting; i=0; while [ ! -e go ] && [ $i -lt 300 ]; do sleep 0.1; i=$((i+1)); done; exit 1");
        var now = Now();
        using var running = Shell.Start(command);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(Team.Remote, "waiting")), Patience), "The push did not begin.");
        Assert.NotEmpty(Children());

        var watch = Stopwatch.StartNew();
        running.Stop();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(PSInvocationState.Stopped, running.State);
        var result = running.Wait();
        Assert.IsType<PipelineStoppedException>(result.Thrown);
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.True(SpinWait.SpinUntil(() => Children().Count == 0, TimeSpan.FromSeconds(5)), "Still there: " + string.Join(", ", Children()));
        File.WriteAllText(Path.Combine(Team.Remote, "go"), string.Empty);
        now.Still();
    }

    [Theory]
    [InlineData("Get-LastDeploy")]
    [InlineData("Get-Hotfix")]
    [InlineData("Export-HotfixReport report.html")]
    public void A_server_that_does_not_answer_is_not_waited_for(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processes are read from /proc.");
        var pid = Path.Combine(Team.Root, "pid");
        var script = Path.Combine(Team.Root, "ssh.sh");
        File.WriteAllText(script, $"echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 600\n");
        Ada.Git("config", "core.sshCommand", $"sh {script}");
        Ada.Git("remote", "set-url", "origin", "ssh://git.example.com/shop.git");
        using var running = Shell.Start(command);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(pid), Patience), "The server was not called.");
        var process = $"/proc/{File.ReadAllText(pid).Trim()}";
        Assert.True(Directory.Exists(process));

        var watch = Stopwatch.StartNew();
        running.Stop();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.IsType<PipelineStoppedException>(running.Wait().Thrown);
        Assert.True(SpinWait.SpinUntil(() => !Directory.Exists(process), TimeSpan.FromSeconds(5)), "It is still there.");
        Assert.Empty(Directory.GetFiles(Ada.Folder, "report*"));
    }

    [Fact]
    public void A_claim_that_was_cut_off_is_finished_from_another_worktree_of_the_clone()
    {
        Ada.Git("worktree", "add", "--quiet", "--detach", "../linked");
        GitProcess.Run(Team.Remote, "config", "receive.advertiseAtomic", "false");
        CutOff("New-Hotfix -Reason 'Orders fail'", "update", "[ \"$1\" = refs/hotfix/journal ] || exit 0; ");

        Assert.Equal("Orders fail", Run("New-Hotfix -Path $args[0]", Path.Combine(Team.Root, "linked")).Single().Text("Reason"));
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void A_claim_that_was_cut_off_after_its_branch_is_finished_by_a_second_run_and_by_nobody_else()
    {
        var ben = Team.Clone("ben");
        // One that writes both or none leaves nothing half done.
        GitProcess.Run(Team.Remote, "config", "receive.advertiseAtomic", "false");
        CutOff("New-Hotfix -Reason 'Orders fail'", "update", "[ \"$1\" = refs/hotfix/journal ] || exit 0; ");
        Assert.Equal(Live, Hotfix);
        Assert.Null(Journal);

        Run("New-Hotfix -Path $args[0]", ben.Folder).Fails("HotfixInProgress", ErrorCategory.ResourceExists, "Get-Hotfix");
        var hotfix = Run("New-Hotfix").Single();

        Assert.Equal("Orders fail", hotfix.Text("Reason"));
        Assert.Equal(Live, Hotfix);
        Assert.Equal(["Started"], JournalKinds());
        Run("New-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "add yours to it");
    }

    [Fact]
    public void A_claim_that_is_cut_off_while_the_server_writes_both_or_none_leaves_nothing()
    {
        CutOff("New-Hotfix -Reason 'Orders fail'", "update", "[ \"$1\" = refs/hotfix/journal ] || exit 0; ");

        Assert.Null(Hotfix);
        Assert.Null(Journal);
        Assert.Equal("Started", Run("New-Hotfix").Single().Text("State"));
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void After_it_the_command_can_be_run_again()
    {
        CutOff("New-Hotfix", "pre-receive");

        Assert.Equal("Started", Run("New-Hotfix").Single().Text("State"));
    }

    /// <summary>Stops a command while a hook of the server makes it wait; what waited there is refused then.</summary>
    private void CutOff(string command, string hook, string unless = "")
    {
        Team.AddHook(hook, unless + "[ -e go ] && exit 0; touch waiting; while [ ! -e go ]; do sleep 0.1; done; exit 1");
        using var running = Shell.Start(command);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(Team.Remote, "waiting")), Patience));
        running.Stop();
        running.Wait();
        File.WriteAllText(Path.Combine(Team.Remote, "go"), string.Empty);
    }

    /// <summary>The processes that serve this test's remote: their command lines name it.</summary>
    private List<string> Children()
    {
        List<string> found = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                if (line.Contains(Team.Remote, StringComparison.Ordinal) && line.Contains("receive-pack", StringComparison.Ordinal))
                    found.Add(line);
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return found;
    }
}
