using System.Text;

namespace HotfixTools.Core.Tests.Settings;

public class SettingsPlaceTests
{
    [Theory]
    [InlineData("{ \"nothing\": 1 }", 1, 3)]
    [InlineData("{\n  \"nothing\": 1\n}", 2, 3)]
    [InlineData("{\r\n  \"nothing\": 1\r\n}", 2, 3)]
    [InlineData("{\n\t\t\"nothing\": 1 }", 2, 3)]
    [InlineData("\uFEFF{ \"nothing\": 1 }", 1, 3)]
    [InlineData("\uFEFF\n{ \"nothing\": 1 }", 2, 3)]
    [InlineData("// Grüße\n{ \"nothing\": 1 }", 2, 3)]
    [InlineData("/* Grüße */ { \"nothing\": 1 }", 1, 15)]
    [InlineData("/* two\nlines */ { \"nothing\": 1 }", 2, 12)]
    [InlineData("{ \"mainline\": \"größe\", \"nothing\": 1 }", 1, 24)]
    [InlineData("{ \"mainline\": \"热修复\", \"nothing\": 1 }", 1, 22)]
    [InlineData("{ /* 🔥 */ \"nothing\": 1 }", 1, 12)]
    public void A_fault_stands_where_editors_count_it(string text, int line, int column)
    {
        var fault = Assert.Single(SettingsText.Check(text).Faults);
        Assert.Equal((line, column, "x"), (fault.Line, fault.Column, fault.File));
        Assert.StartsWith($"x:{line}:{column}: ", fault.ToString());
    }

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_file()
    {
        var faults = SettingsText.Faults("""
            // Grüße
            {
              "notify": [ { "type": "slack", "url": ⇒"https://hooks.example.com", ⇒"colour": 1 }, ⇒7 ],
              "staleAfter": ⇒"2 days",
              ⇒"enviroments": {},
              "environments": {
                "staging": { "order": ⇒"1" },
                ⇒"Staging": {},
                "production": { "requires": [⇒"qa"], "sources": [⇒"tag"] }
              },
              "branch": ⇒"a b"
            }
            """);
        Assert.Equal(10, faults.Count);
        Assert.Equal("Did you mean 'environments'?", faults[4].WayOut);
    }

    [Fact]
    public void A_thousand_faults_are_a_thousand_errors()
    {
        var text = "{" + string.Join(",", Enumerable.Range(0, 1000).Select(i => $"\n\"key{i}\": 1")) + "}";
        var faults = SettingsText.Check(text).Faults;
        Assert.Equal(Enumerable.Range(2, 1000), faults.Select(fault => fault.Line));
    }

    [Fact]
    public void The_bytes_decide_whatever_the_culture_is()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("sv-SE");
            Assert.Empty(SettingsText.Check("""{ "environments": { "production": { "order": -1 } }, "staleAfter": "1d" }"""u8.ToArray()).Faults);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_text_that_is_no_Unicode_is_told_at_its_place()
    {
        byte[] bytes = [.. "{\n  \"mainline\": \"a"u8, 0xC3, 0x28, .. "\" }"u8];
        var fault = Assert.Single(SettingsText.Check(bytes).Faults);
        Assert.Equal((2, 15), (fault.Line, fault.Column));
        Assert.Contains("not Unicode", fault.Message);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_file_in_another_encoding_is_told_to_be_UTF8(string encoding)
    {
        var other = Encoding.GetEncoding(encoding);
        var fault = Assert.Single(SettingsText.Check([.. other.GetPreamble(), .. other.GetBytes("{}")]).Faults);
        Assert.Equal((1, 1), (fault.Line, fault.Column));
        Assert.Contains("UTF-8", fault.WayOut);
    }
}
