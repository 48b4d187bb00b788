namespace HotfixTools.Services.Tests;

public class HiddenWordsTests
{
    private const string Slack = "https://hooks.slack.com/services/T0123ABCD/B0123ABCD/abcdefGHIJKL0123456789xy";
    private const string Teams = "https://prod-01.westeurope.logic.azure.com:443/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=aB3_d%2BfGh-9";

    [Theory]
    [InlineData(Slack, "/services/T0123ABCD/B0123ABCD/abcdefGHIJKL0123456789xy")]
    [InlineData(Slack, "abcdefGHIJKL0123456789xy")]
    [InlineData(Slack, "https:\\/\\/hooks.slack.com\\/services\\/T0123ABCD\\/B0123ABCD\\/abcdefGHIJKL0123456789xy")]
    [InlineData(Slack, "%2Fservices%2FT0123ABCD%2FB0123ABCD%2FabcdefGHIJKL0123456789xy")]
    [InlineData(Teams, "sig=aB3_d%2BfGh-9")]
    [InlineData(Teams, "sig=aB3_d%2bfGh-9")]
    [InlineData(Teams, "sig: aB3_d+fGh-9")]
    [InlineData(Teams, "/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke")]
    [InlineData("https://team.example/hook?k=s3cret", "?k=s3cret")]
    [InlineData("https://team.example/hook?k=s3cret", "s3cret")]
    public void The_parts_of_a_secret_address_are_hidden(string address, string repeated)
    {
        var shown = new HiddenWords(HiddenWords.PartsOf(new Uri(address))).Hide($"no such hook {repeated}");
        Assert.DoesNotMatch("abcdefGHIJKL|aB3_d|fGh-9|0123456789abcdef|s3cret", shown);
        Assert.StartsWith("no such hook", shown);
    }

    [Theory]
    [InlineData("https://team.example/")]
    [InlineData("https://team.example/hook")]
    public void Plain_words_stay(string address) =>
        Assert.Equal("no such hook at team.example", new HiddenWords(HiddenWords.PartsOf(new Uri(address))).Hide("no such hook at team.example"));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("abc")]
    public void What_is_too_short_for_a_secret_is_not_hidden(string secret) => Assert.Equal("abc", new HiddenWords([secret]).Hide("abc"));
}
