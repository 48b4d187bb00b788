using System.Diagnostics;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests.Merging;

/// <summary>Trees that no checkout would make, and that whoever can push can make.</summary>
public class HostileTreeTests
{
    [Fact]
    public void A_folder_that_is_called_like_the_one_above_does_not_lead_out_of_where_a_merge_works()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It takes a shell to make such a tree.");
        using var team = Team.AtWork(out var ada, out _);
        // From where a merge works, two folders up is the one for temporary files.
        var outside = Path.Combine(Path.GetTempPath(), ".gitattributes");
        Assert.False(File.Exists(outside), $"There is a {outside} already.");
        var before = Commit(ada, "one\ntwo\n");
        var (ours, theirs) = (Commit(ada, "one\nours\n", before), Commit(ada, "one\ntheirs\n", before));
        using var open = new OpenClone(ada);

        MergeOutcome? outcome = null;
        try
        {
            outcome = open.Repository.Merge(CommitId.Parse(ours), CommitId.Parse(theirs));
        }
        catch (HotfixException)
        {
            // That it cannot be merged is an answer, too.
        }
        finally
        {
            var isWritten = File.Exists(outside);
            File.Delete(outside);
            Assert.False(isWritten, $"{outside} was written.");
        }

        Assert.NotEqual(true, outcome?.IsClean);
    }

    private static string Commit(Workplace place, string content, string? parent = null)
    {
        const string script = """
            x=$(printf "$1" | git hash-object -w --stdin)
            a=$(printf '* text\n' | git hash-object -w --stdin)
            tree=$(printf '100644 blob %s\t.gitattributes\n100644 blob %s\tx\n' $a $x | git mktree)
            for up in 1 2; do tree=$(printf '040000 tree %s\t..\n' $tree | git mktree); done
            git commit-tree $tree ${2:+-p $2} -m Hostile
            """;
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-e", "-c", script, "sh", content, parent ?? string.Empty]) { WorkingDirectory = place.Folder, RedirectStandardOutput = true })!;
        var commit = shell.StandardOutput.ReadToEnd().Trim();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return commit;
    }
}
