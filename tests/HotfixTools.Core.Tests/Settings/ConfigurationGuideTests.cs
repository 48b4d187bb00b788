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
    }

    [Theory]
    [InlineData("{ \"?\": 1 }")]
    [InlineData("{ \"review\": { \"?\": 1 } }")]
    [InlineData("{ \"environments\": { \"a\": { \"?\": 1 } } }")]
    [InlineData("{ \"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"?\": 1 } } } }")]
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

    [GeneratedRegex("```jsonc\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
