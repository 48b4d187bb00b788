using System.Text.Json;

namespace HotfixTools.Core.Tests.Settings;

public class SettingsPathTests
{
    private const string Page = """{ "commit": "a", "build": { "sha": "b", "größe": "c" }, "items": [{ "sha": "d" }, ["e"]], "build-info": { "git.commit": "f" }, "0": "g", "it's": "h", "a\"b": "i" }""";

    [Theory]
    [InlineData("commit", "a")]
    [InlineData("$.commit", "a")]
    [InlineData("build.sha", "b")]
    [InlineData("$.build.größe", "c")]
    [InlineData("items[0].sha", "d")]
    [InlineData("$.items[1][0]", "e")]
    [InlineData("build-info['git.commit']", "f")]
    [InlineData("['build-info'][\"git.commit\"]", "f")]
    [InlineData("$['0']", "g")]
    [InlineData("[\"it's\"]", "h")]
    [InlineData("['a\"b']", "i")]
    public void It_leads_to_a_value_and_is_written_as_it_was(string text, string value)
    {
        Assert.True(SettingsPath.TryParse(text, out var path));
        Assert.Equal(text, path.ToString());
        using var page = JsonDocument.Parse(Page);
        Assert.Equal(value, path.Find(page.RootElement)?.GetString());
    }

    [Theory]
    [InlineData("Commit")]
    [InlineData("commit.sha")]
    [InlineData("build[0]")]
    [InlineData("items.sha")]
    [InlineData("items[2]")]
    [InlineData("items[999999]")]
    public void Where_there_is_nothing_it_finds_nothing(string text)
    {
        Assert.True(SettingsPath.TryParse(text, out var path));
        using var page = JsonDocument.Parse(Page);
        Assert.Null(path.Find(page.RootElement));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("$")]
    [InlineData(".")]
    [InlineData(".commit")]
    [InlineData("$commit")]
    [InlineData("commit.")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("a[*]")]
    [InlineData("a[-1]")]
    [InlineData("a[01]")]
    [InlineData("a[1000000]")]
    [InlineData("a[0:2]")]
    [InlineData("a[?(@.b)]")]
    [InlineData("a[b]")]
    [InlineData("a['b]")]
    [InlineData("a['']")]
    [InlineData("a['b\\'c']")]
    [InlineData("a[0")]
    [InlineData("$..a")]
    public void Anything_else_is_refused(string? text) => Assert.False(SettingsPath.TryParse(text, out _));

    [Fact]
    public void It_has_an_end()
    {
        Assert.True(SettingsPath.TryParse(new string('a', 500), out _));
        Assert.False(SettingsPath.TryParse(new string('a', 501), out _));
    }
}
