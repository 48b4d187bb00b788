namespace HotfixTools.Core.Tests.Settings;

public class EnvironmentsReaderTests
{
    [Theory]
    [InlineData("\"staging\": {}, \"sandbox\": {}, \"production\": {}", "staging sandbox production")]
    [InlineData("\"production\": { \"order\": 3 }, \"staging\": { \"order\": 1 }, \"sandbox\": { \"order\": 2 }", "staging sandbox production")]
    [InlineData("\"production\": { \"requires\": [\"staging\"] }, \"staging\": {}", "staging production")]
    [InlineData("\"c\": { \"requires\": [\"b\", \"A\"] }, \"b\": { \"requires\": [\"a\"] }, \"a\": {}", "a b c")]
    [InlineData("\"a\": { \"order\": 1 }, \"b\": { \"order\": 1 }", "a b")]
    [InlineData("\"late\": { \"order\": 10 }, \"early\": { \"order\": -10 }", "early late")]
    [InlineData("\"Production\": {}", "production")]
    public void The_order_is_as_given_else_as_written_and_after_what_is_required(string environments, string expected) =>
        Assert.Equal(expected, string.Join(' ', SettingsText.Good($$"""{ "environments": { {{environments}} } }""").Environments));

    [Theory]
    [InlineData("\"a\": { \"requires\": [⇒\"a\"] }", "a requires a")]
    [InlineData("\"a\": { \"requires\": [\"b\"] }, \"b\": { \"requires\": [⇒\"a\"] }", "a requires b requires a")]
    [InlineData("\"a\": { \"requires\": [\"c\"] }, \"b\": { \"requires\": [⇒\"a\"] }, \"c\": { \"requires\": [\"b\"] }", "a requires c requires b requires a")]
    [InlineData("\"x\": { \"requires\": [\"a\"] }, \"a\": { \"requires\": [\"b\"] }, \"b\": { \"requires\": [⇒\"A\"] }", "a requires b requires a")]
    public void What_requires_itself_goes_round_in_a_circle(string environments, string circle) =>
        Assert.Equal($"'requires' goes round in a circle: {circle}", SettingsText.Fault($$"""{ "environments": { {{environments}} } }""").Message);

    [Fact]
    public void Two_circles_are_two_faults() => Assert.Equal(2, SettingsText.Faults(
        """{ "environments": { "a": { "requires": [⇒"a"] }, "b": { "requires": ["c"] }, "c": { "requires": [⇒"b"] } } }""").Count);

    [Theory]
    [InlineData("\"a\": { \"requires\": [⇒\"qa\"] }", "'a' requires 'qa', which is not there")]
    [InlineData("\"a\": { \"order\": 1, \"requires\": [⇒\"b\"] }, \"b\": { \"order\": 2 }", "'a' requires 'b', which comes after it in the order")]
    [InlineData("\"a\": { \"order\": 1, \"requires\": [⇒\"b\"] }, \"b\": { \"order\": 1 }", "'a' requires 'b', which comes after it in the order")]
    [InlineData("\"a\": {}, ⇒\"a\": {}", "The environment 'a' is there twice (names are the same in upper and lower case)")]
    [InlineData("\"production\": {}, ⇒\"PRODUCTION\": {}", "The environment 'production' is there twice (names are the same in upper and lower case)")]
    [InlineData("⇒\"a/b\": {}", "'a/b' is not the name of an environment")]
    [InlineData("⇒\"\": {}", "'' is not the name of an environment")]
    [InlineData("⇒\"prödüction\": {}", "'prödüction' is not the name of an environment")]
    public void Environments_that_contradict_each_other(string environments, string message) =>
        Assert.Equal(message, SettingsText.Fault($$"""{ "environments": { {{environments}} } }""").Message);

    [Fact]
    public void There_are_a_hundred_at_most()
    {
        string Environments(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"{(i == 101 ? "⇒" : string.Empty)}\"e{i}\": {{}}"));
        Assert.Equal(100, SettingsText.Good($$"""{ "environments": { {{Environments(100)}} } }""").Environments.Count);
        Assert.Equal("There are more than 100 environments", SettingsText.Fault($$"""{ "environments": { {{Environments(102)}} } }""").Message);
    }

    [Theory]
    [InlineData("staging", "")]
    [InlineData("sandbox", "")]
    [InlineData("canary", "staging")]
    [InlineData("production", "staging canary")]
    [InlineData("elsewhere", "")]
    public void Required_before_is_what_is_named_and_what_that_requires(string environment, string expected)
    {
        var settings = SettingsText.Good("""
            {
              "environments": {
                "staging": {}, "sandbox": { "requires": [] }, "canary": { "requires": ["staging"] }, "production": { "requires": ["canary"] }
              }
            }
            """);
        Assert.Equal(expected, string.Join(' ', settings.RequiredBefore(EnvironmentName.Parse(environment))));
    }

    [Fact]
    public void Without_a_word_about_it_all_before_are_required() =>
        Assert.Equal("a b", string.Join(' ', SettingsText.Good("""{ "environments": { "a": {}, "b": {}, "c": {} } }""").RequiredBefore(EnvironmentName.Parse("c"))));

    [Theory]
    [InlineData("production", null, "tags:v*")]
    [InlineData("production", "x*", "tags:x*")]
    [InlineData("staging", null, "ledger tags:deploy/{environment}/*")]
    [InlineData("staging", "x*", "ledger tags:x*")]
    [InlineData("elsewhere", null, "ledger tags:deploy/{environment}/*")]
    public void Sources_are_those_that_are_named_else_the_ledger_and_the_tags(string environment, string? pattern, string expected)
    {
        var settings = SettingsText.Good("""{ "environments": { "staging": {}, "production": { "sources": [{ "type": "tags", "pattern": "v*" }] } } }""") with { TagPattern = pattern };
        var sources = settings.SourcesOf(EnvironmentName.Parse(environment));
        Assert.Equal(expected, string.Join(' ', sources.Select(source => source is TagSourceSettings tags ? $"{tags.Name}:{tags.Pattern}" : source.Name)));
    }
}
