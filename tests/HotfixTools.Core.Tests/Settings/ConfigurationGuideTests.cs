using System.Text.RegularExpressions;

namespace HotfixTools.Core.Tests.Settings;

public partial class ConfigurationGuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "configuration.md"));

    [Fact]
    public void Its_example_has_no_fault()
    {
        var settings = SettingsText.Good(Example().Match(Guide).Groups[1].Value);
        Assert.Equal("staging canary production", string.Join(' ', settings.Environments));
        Assert.Equal(6, settings.SourcesOf(EnvironmentName.Production).Count);
        Assert.Equal(3, settings.Notify.Count);
        Assert.Equal((TimeSpan.FromHours(8), "Europe/Berlin", 2), (settings.WorkingTime?.DayLength, settings.WorkingTime?.Zone.Id, settings.WorkingTime?.Holidays.Count));
        var deploys = settings.Environments.Select(name => settings.Of(name).Deploy).ToList();
        Assert.IsType<DeployPipelineSettings>(deploys[0]);
        Assert.Null(deploys[1]);
        Assert.IsType<DeployCommandSettings>(deploys[2]);
        Assert.Equal((2, 2, MergeBack.PullRequest, true), (settings.Review?.Approvals, settings.Review?.Checks?.Count, settings.Review?.MergeBack, settings.Review?.NotesDeploys));
    }

    [Theory]
    [InlineData("{ \"?\": 1 }")]
    [InlineData("{ \"workingTime\": { \"?\": 1 } }")]
    [InlineData("{ \"review\": { \"?\": 1 } }")]
    [InlineData("{ \"environments\": { \"a\": { \"?\": 1 } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"?\": 1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-actions\", \"workflow\": \"x.yml\", \"?\": 1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"?\": 1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"azure-pipelines\", \"pipeline\": 1, \"?\": 1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"?\": 1 } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"sources\": [{ \"type\": \"ledger\", \"?\": 1 }] } } }")]
    [InlineData("{ \"notify\": [{ \"type\": \"webhook\", \"url\": \"env:A\", \"?\": 1 }] }")]
    public void Every_key_has_a_row_in_it(string text)
    {
        var keys = Assert.Single(SettingsText.Check(text).Faults).WayOut["Here may stand: ".Length..].TrimEnd('.').Split(", ");
        Assert.All(keys, key => Assert.Contains($"\n| `{key}` |", Guide));
    }

    [Fact]
    public void Every_type_and_every_event_is_in_it()
    {
        var types = SettingsText.Check("{ \"environments\": { \"a\": { \"sources\": [\"?\"] } } }").Faults[0].WayOut["Use as \"type\": ".Length..].TrimEnd('.').Split(", ");
        Assert.All(types.Concat(JournalEvent.Told.Select(kind => $"{kind}")), word => Assert.Contains($"`{word}`", Guide));
    }

    [Theory]
    [InlineData("{ \"staleSince\": \"?\" }")]
    [InlineData("{ \"review\": { \"forge\": \"?\" } }")]
    [InlineData("{ \"review\": { \"mergeBack\": \"?\" } }")]
    [InlineData("{ \"review\": { \"method\": \"?\" } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"?\" } } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"type\": \"github-deployment\", \"onStop\": \"?\" } } } }")]
    [InlineData("{ \"notify\": [{ \"type\": \"?\", \"url\": \"env:A\" }] }")]
    public void Every_word_that_a_key_may_have_is_in_it(string text)
    {
        var words = Assert.Single(SettingsText.Check(text).Faults).WayOut["Write ".Length..].TrimEnd('.').Split(", ");
        Assert.All(words, word => Assert.Contains($"`{word}`", Guide));
    }

    [GeneratedRegex("```jsonc\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
