namespace HotfixTools.HelpBuilder.Tests;

public sealed class HelpFileTests : IDisposable
{
    private static readonly DateTime LongAgo = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly FixtureFolder _folder = new();

    [Fact]
    public void Unchanged_help_leaves_the_file_alone()
    {
        HelpBuild.Run(_folder.Request);
        File.SetLastWriteTimeUtc(_folder.Request.OutputPath, LongAgo);

        HelpBuild.Run(_folder.Request);

        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(_folder.Request.OutputPath));
    }

    [Fact]
    public void Changed_help_replaces_the_file_and_leaves_nothing_else()
    {
        HelpBuild.Run(_folder.Request);
        var before = File.ReadAllText(_folder.Request.OutputPath);
        _folder.EditComments(comments => comments.Descendants("summary").First(summary => summary.Value == "Heats a kettle.").Value = "Cools a kettle.");

        HelpBuild.Run(_folder.Request);

        Assert.Equal(before.Replace("Heats", "Cools", StringComparison.Ordinal), File.ReadAllText(_folder.Request.OutputPath));
        Assert.Equal([_folder.Request.OutputPath], Directory.GetFiles(_folder.Request.OutputFolder));
    }

    public void Dispose() => _folder.Dispose();
}
