namespace HotfixTools.ModuleTests;

public sealed class MeasureHotfixTests : ModuleTest
{
    [Fact]
    public void The_history_of_the_repository()
    {
        StartAndFix();
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Run("Complete-Hotfix").Single();
        Run("New-Hotfix").Single();
        Run("Stop-Hotfix -Reason no -Confirm:$false").Single();
        var now = Now();

        var measure = Run("Measure-Hotfix").Single();

        Assert.Equal((2, 1, 1, 0, 1, Ada.Folder), (measure.Get("Count"), measure.Get("Completed"), measure.Get("Abandoned"), measure.Get("Open"), measure.Get("PublishedCount"), measure.Text("Repository")));
        Assert.Equal(0.5, measure.Get("FixesPerHotfix"));
        Assert.NotNull(measure.Get("MedianTimeToPublish"));
        Assert.NotNull(measure.Get("Percentile90TimeToComplete"));
        Assert.NotEmpty(measure.All("ByMonth"));
        Assert.Equal(2, measure.All("ByMonth").Sum(month => (int)month.Get("Count")!));
        // Indexing works only with arrays.
        Assert.NotNull(Run("(Measure-Hotfix).ByMonth[0]").Single().Get("Month"));
        now.Still();
    }

    [Fact]
    public void A_repository_that_never_had_one()
    {
        var measure = Run("Measure-Hotfix").Single();

        Assert.Equal((0, Ada.Folder), (measure.Get("Count"), measure.Text("Repository")));
        Assert.Equal(0, Run("Get-HotfixHistory | Measure-Hotfix").Single().Get("Count"));
        Assert.Equal(0, Run("Measure-Hotfix -PerRepository").Single().Get("Count"));
    }

    [Fact]
    public void Records_from_the_pipeline_or_as_an_argument()
    {
        StartAndFix();
        Run("Complete-Hotfix -RollIn").Single();
        Run("New-Hotfix").Single();

        Assert.Equal(1, Run("Get-HotfixHistory -Outcome Open | Measure-Hotfix").Single().Get("Count"));
        Assert.Equal(2, Run("Measure-Hotfix -InputObject (Get-HotfixHistory)").Single().Get("Count"));
        Assert.Equal(2, Run("$all = Get-HotfixHistory; , $all | Measure-Hotfix").Single().Get("Count"));
        Assert.Equal(0, Run("Get-HotfixHistory | Measure-Hotfix -Until '2020-01-01'").Single().Get("Count"));
        Assert.Equal(0, Run("Measure-Hotfix -Since '2040-01-01'").Single().Get("Count"));
    }

    [Fact]
    public void Several_repositories_together_or_each_for_itself()
    {
        Run("New-Hotfix").Single();
        var ben = Team.Clone("ben");

        var together = Run("$args | ForEach-Object { [IO.DirectoryInfo] $_ } | Measure-Hotfix", Ada.Folder, ben.Folder).Single();
        Assert.Equal(2, together.Get("Count"));
        Assert.Null(together.Get("Repository"));
        foreach (var command in new[] { "Measure-Hotfix -PerRepository", "Get-HotfixHistory | Measure-Hotfix -PerRepository" })
        {
            var each = Run($"$args | ForEach-Object {{ [pscustomobject]@{{ Repository = $_ }} }} | {command}", Ada.Folder, ben.Folder).NoErrors().Output;
            Assert.Equal([(Ada.Folder, 1), (ben.Folder, 1)], each.Select(measure => (measure.Text("Repository"), (int)measure.Get("Count")!)));
        }
    }

    [Fact]
    public void One_that_cannot_be_read_does_not_stop_the_others_and_alone_it_is_no_measure()
    {
        var plain = Directory.CreateDirectory(Path.Combine(Team.Root, "plain")).FullName;

        var result = Run("$args | ForEach-Object { [IO.DirectoryInfo] $_ } | Measure-Hotfix", plain, Ada.Folder);
        Assert.Equal(Ada.Folder, Assert.Single(result.Output).Text("Repository"));
        Assert.StartsWith("NotARepository", Assert.Single(result.Errors).FullyQualifiedErrorId);
        result = Run("[IO.DirectoryInfo] $args[0] | Measure-Hotfix", plain);
        Assert.Empty(result.Output);
        Assert.Single(result.Errors);
    }
}
