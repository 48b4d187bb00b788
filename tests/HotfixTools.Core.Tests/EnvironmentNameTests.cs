namespace HotfixTools.Core.Tests;

public class EnvironmentNameTests
{
    public static TheoryData<string> NotNames =>
    [
        "", " ", "a/b", "/", "a b", " a", "a ", "..", "a..b", ".", "a.", ".a", "-a", "_a", "a.lock", "a.LOCK", "a\nb", "a\tb", "a\0b", "a\u001b[2J",
        "a\u007f", "a:b", "a*b", "a?b", "a[b", "a~b", "a^b", "a\\b", "a@{b", "@", "prod\u200b", "pr\u00f6d", "\u0440rod", "a\u202eb",
        "con", "NUL", "aux", "prn.old", "com1", "lpt9.x", "Nul.txt", "a\rb", "C:prod", "prod\\..\\x", "--upload-pack=x",
        new string('a', EnvironmentName.MaxLength + 1), new string('a', 300),
    ];

    [Theory]
    [InlineData("production", "production")]
    [InlineData("Production", "production")]
    [InlineData("EU-West_1.blue", "eu-west_1.blue")]
    [InlineData("2", "2")]
    [InlineData("a.lock.b", "a.lock.b")]
    [InlineData("console", "console")]
    [InlineData("com10", "com10")]
    [InlineData("eu.nul", "eu.nul")]
    public void A_name_is_kept_in_lower_case_because_some_servers_fold_it(string text, string expected)
    {
        Assert.Equal(expected, EnvironmentName.Parse(text).ToString());
        Assert.Equal(EnvironmentName.Parse(expected), EnvironmentName.Parse(text));
    }

    [Fact]
    public void No_name_at_all_is_refused() => Assert.Equal("InvalidEnvironment", Assert.Throws<HotfixException>(() => EnvironmentName.Parse(null)).Id);

    [Fact]
    public void The_longest_name_is_64_letters() =>
        Assert.Equal(64, EnvironmentName.Parse(new string('a', 64)).ToString().Length);

    [Theory]
    [MemberData(nameof(NotNames))]
    public void Anything_else_is_refused_with_what_a_name_may_be(string text)
    {
        Assert.False(EnvironmentName.TryParse(text, out _));
        var error = Assert.Throws<HotfixException>(() => EnvironmentName.Parse(text));
        Assert.Equal(("InvalidEnvironment", ErrorKind.InvalidArgument, text), (error.Id, error.Kind, error.Target));
        Assert.Contains("1 to 64", error.WayOut);
        // What was given may be anything, and is shown on a terminal.
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.True(error.Message.Length < 150);
    }

    [Fact]
    public void Every_name_makes_a_ref_that_git_takes()
    {
        foreach (var name in new[] { "production", "a.lock.b", "1", "x-", "x_", new string('z', 64) })
            Assert.Equal($"refs/deploys/{name}", HotfixSettings.Default.LedgerOf(EnvironmentName.Parse(name)).ToString());
    }

    [Fact]
    public void Without_a_choice_it_is_production() => Assert.Equal("production", HotfixSettings.Default.LastEnvironment.ToString());
}
