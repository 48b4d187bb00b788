using System.Management.Automation;
using System.Xml.Linq;

namespace HotfixTools.ModuleTests;

/// <summary>The picture of real repositories. What pictures look like is tested in Core.</summary>
public sealed class ShowHotfixGraphTests : ModuleTest
{
    [Fact]
    public void It_draws_the_hotfix_beside_what_is_merged_since()
    {
        var fix = StartAndFix();

        Assert.Equal(
            [
                "hotfix         ------------------H",
                "              /                   :",
                "master    ---X----1--------2---3----->",
                @"              \  / \      /",
                @"feature1       -x   \    /",
                @"                     \  /",
                "feature2              -x",
            ],
            Drawing());
        Assert.Equal(
            [
                $"X|{Short(Live)}|Take orders [live in production]",
                $"H|{Short(fix)}|Fix the orders [not merged back yet; 1 fix commit]",
                $"1|{Short(Ada.Git("rev-parse", "master~2"))}|#1 feature1: Feature 1 [1 commit]",
                $"2|{Short(Ada.Git("rev-parse", "master~1"))}|#2 feature2: Feature 2 [1 commit]",
                $"3|{Short(Master)}|#3 Feature 3",
            ],
            Legend());
    }

    [Fact]
    public void Without_a_hotfix_it_shows_what_would_not_ship()
    {
        Assert.StartsWith("master    ---X----1", Drawing()[0]);
        Assert.Equal("No hotfix is in progress.", Legend()[1]);
    }

    [Fact]
    public void A_hotfix_without_commits_is_drawn_as_its_beginning()
    {
        Run("New-Hotfix").Single();

        Assert.Matches("^hotfix +----$", Drawing()[0]);
        Assert.Contains("hotfix has no fix commits yet.", Legend());
    }

    [Fact]
    public void What_is_live_is_told_where_it_is()
    {
        var fix = StartAndPublish();
        Run("Register-Deploy staging master~1").Single();
        Run("Register-Deploy demo $args[0]", Ada.Git("rev-parse", $"{Live}~1")).Single();
        Run("Register-Deploy lab feature1").Single();

        var legend = Legend();

        Assert.Equal($"X|{Short(Live)}|Take orders", legend[0]);
        Assert.StartsWith($"H|{Short(fix)}|Fix the or", legend[1]);
        Assert.EndsWith(" [live in production; not merged back yet; 1 fix commit]", legend[1]);
        Assert.EndsWith("[live in staging; 1 commit]", legend[3]);
        Assert.Equal($"demo has {Short(Ada.Git("rev-parse", $"{Live}~1"))}, older than X.", legend[5]);
        Assert.Equal($"lab has {Short(Ada.Git("rev-parse", "feature1"))}, which is elsewhere.", legend[6]);
    }

    [Fact]
    public void Superseded_shows_what_took_its_place()
    {
        StartAndFix();
        Run("Register-Deploy production master~1").Single();

        var legend = Legend();

        Assert.Equal("The hotfix is superseded: something else is live since.", legend[2]);
        Assert.Contains("[live in production; ", legend[4]);
    }

    [Fact]
    public void Merged_back_by_git_it_ends_at_the_merge()
    {
        StartAndPublish();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'hotfix'", "origin/hotfix");
        Ada.Git("push", "--quiet", "origin", "master");

        Assert.Contains("; merged back by 4; ", Legend()[1]);
        Assert.Contains("merged the hotfix back", Legend()[5]);
        Assert.DoesNotContain(Drawing(), line => line.Contains(':', StringComparison.Ordinal));
    }

    [Fact]
    public void After_the_hotfix_X_is_what_was_merged()
    {
        var fix = StartAndPublish();
        Run("Complete-Hotfix").Single();

        Assert.Equal($"X|{Short(fix)}|Fix the orders [live in production; not on the mainline itself]", Legend()[0]);
        Assert.Matches("^ +X$", Drawing()[0]);
        Assert.EndsWith(@"\", Drawing()[1]);
    }

    [Fact]
    public void Open_branches_are_those_that_left_since_X_and_are_not_merged()
    {
        Push("search", "master~1", 2);
        Push("before-x", $"{Live}~1", 1);
        StartAndFix();
        Push("fix-more", "origin/hotfix", 1);

        Assert.Equal(["fix-more is open: 1 commit, on top of the hotfix", "search is open: 2 commits, left at 2"], Legend()[5..]);
        Assert.Contains(Drawing(), line => line.StartsWith("search", StringComparison.Ordinal) && line.EndsWith("-o-o", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_many_open_branches_six_are_named()
    {
        foreach (var number in Enumerable.Range(1, 8))
            Push($"work{number}", Live, 1);

        Assert.Equal("2 more branches are open.", Legend()[^1]);
        Assert.Equal(6, Legend().Count(line => line.Contains(" is open: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_branch_that_is_merged_again_goes_on()
    {
        Ada.Git("switch", "--quiet", "feature2");
        Ada.Commit("more.txt", "more", "More of feature 2");
        Ada.Git("switch", "--quiet", "master");
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'feature2'", "feature2");
        Ada.Git("push", "--quiet", "origin", "master");

        Assert.Matches("^feature2 +-*x-+x$", Drawing().Single(line => line.StartsWith("feature2", StringComparison.Ordinal)));
    }

    [Fact]
    public void Fifty_merges_are_left_out_in_the_middle()
    {
        foreach (var number in Enumerable.Range(1, 50))
            Ada.Git("commit", "--quiet", "--allow-empty", "-m", $"Change {number} (#{number + 100})");
        Ada.Git("push", "--quiet", "origin", "master");

        Assert.Contains("...|44 more merges: 5 to 48", Legend());
        Assert.Contains("...|49 more merges: 3 to 51", Legend("-MaxMerges 4"));
        Assert.DoesNotContain(Legend("-MaxMerges 50"), line => line.Contains("44 more", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_form_is_one_string()
    {
        StartAndFix();

        Assert.StartsWith("hotfix    ", Drawn("Unicode"));
        Assert.Contains("───X┼", Drawn("Unicode"));
        Assert.StartsWith("%%{init:", Drawn("Mermaid"));
        Assert.Equal("svg", XDocument.Parse(Drawn("Svg")).Root!.Name.LocalName);
        Assert.All(new[] { "Unicode", "Ascii", "Mermaid", "Svg" }, form => Assert.DoesNotContain('\e', Drawn(form)));
    }

    [Fact]
    public void Names_from_elsewhere_cannot_write_on_the_screen()
    {
        Ada.Git("commit", "--quiet", "--allow-empty", "-m", "Evil \u001b[2J\u202e<b>");
        Ada.Git("push", "--quiet", "origin", "master");

        Assert.DoesNotContain(Drawn("Unicode"), c => c is '\e' or '\u202e');
        Assert.Contains("Evil \uFFFD[2J\uFFFD<b>", Drawn("Unicode"));
        Assert.Contains(@"Evil \u{fffd}[2J\u{fffd}<b>", Drawn("Ascii"));
        Assert.DoesNotContain("<b>", Drawn("Svg"));
    }

    [Fact]
    public void Nothing_live_and_no_hotfix_has_no_picture()
    {
        Run("Show-HotfixGraph -EnvironmentOrder sandbox").Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy");
    }

    [Fact]
    public void With_a_hotfix_nothing_need_be_live()
    {
        StartAndFix();

        Assert.StartsWith("hotfix", Run("Show-HotfixGraph Ascii -EnvironmentOrder sandbox").Single().ToString());
    }

    [Theory]
    [InlineData("-MaxMerges 1")]
    [InlineData("-MaxMerges 51")]
    [InlineData("-As Gif")]
    public void What_cannot_be_drawn_is_refused(string parameters) =>
        Assert.IsType<ParameterBindingException>(Assert.Single(Run("Show-HotfixGraph " + parameters).Errors).Exception, exactMatch: false);

    [Fact]
    public void It_changes_nothing()
    {
        StartAndFix();
        Run("Show-HotfixGraph").Single();
        var (remote, mine) = (Team.RemoteRefs(), Ada.Fingerprint());

        Run("Show-HotfixGraph").Single();

        Assert.Equal(remote, Team.RemoteRefs());
        Assert.Equal(mine, Ada.Fingerprint());
    }

    private string Drawn(string form, string parameters = "") => Run($"Show-HotfixGraph {form} {parameters}").Single().ToString();

    private string[] Drawing() => Drawn("Ascii").Split("\n\n")[0].Split('\n');

    // The mark, the commit and what is said of it; of a remark, that alone. Without dates.
    private string[] Legend(string parameters = "") =>
        [.. Drawn("Ascii", parameters).Split("\n\n")[^1].Split('\n').Select(line => string.Join('|', line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => !DateTime.TryParse(part, out _))))];

    private void Push(string branch, string from, int commits)
    {
        Ada.Git("fetch", "--quiet", "origin");
        Ada.Git("switch", "--quiet", "--create", branch, from);
        foreach (var number in Enumerable.Range(1, commits))
            Ada.Commit($"{branch}.txt", $"{number}", $"Work on {branch}");
        Ada.Git("push", "--quiet", "origin", branch);
        Ada.Git("switch", "--quiet", "master");
    }
}
