namespace HotfixTools.Core.Tests;

public class HotfixSettingsTests
{
    [Theory]
    [InlineData("production", "production, staging", "staging production")]
    [InlineData("production", "qa, production, staging", "qa staging production")]
    [InlineData("staging, sandbox, production", "production, sandbox, staging", "staging sandbox production")]
    [InlineData("staging, production", "production, qa, staging", "staging qa production")]
    [InlineData("staging, production", "staging, staging", "staging")]
    public void Environments_go_in_order_and_the_last_one_last(string order, string wanted, string expected)
    {
        var settings = HotfixSettings.Default with { Environments = [.. Parse(order)] };
        Assert.Equal(expected, string.Join(' ', settings.InOrder(Parse(wanted))));
    }

    [Theory]
    [InlineData("staging", "")]
    [InlineData("production", "staging sandbox")]
    [InlineData("elsewhere", "")]
    public void What_comes_before_is_what_the_order_says(string environment, string expected)
    {
        var settings = HotfixSettings.Default with { Environments = [.. Parse("staging, sandbox, production")] };
        Assert.Equal(expected, string.Join(' ', settings.RequiredBefore(EnvironmentName.Parse(environment))));
    }

    private static IEnumerable<EnvironmentName> Parse(string names) => names.Split(", ").Select(EnvironmentName.Parse);
}
