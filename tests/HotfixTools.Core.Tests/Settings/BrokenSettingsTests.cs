using System.Text;

namespace HotfixTools.Core.Tests.Settings;

public class BrokenSettingsTests
{
    [Theory]
    [InlineData("⇒")]
    [InlineData("  \n ⇒")]
    [InlineData("// nothing⇒")]
    [InlineData("{⇒")]
    [InlineData("{ \"branch\"⇒")]
    [InlineData("{ \"branch\": ⇒")]
    [InlineData("{\n  \"branch\": \"a⇒")]
    [InlineData("{\n  \"branch\": \"a\"⇒,")]
    [InlineData("{ \"notify\": [⇒")]
    [InlineData("{ ⇒branch: \"a\" }")]
    [InlineData("{ ⇒'branch': 'a' }")]
    [InlineData("{ \"branch\" ⇒\"a\" }")]
    [InlineData("{ \"branch\": ⇒hotfix }")]
    [InlineData("{ \"branch\": \"a\" ⇒\"remote\": \"b\" }")]
    [InlineData("{ \"branch\": \"a⇒\nb\" }")]
    [InlineData("{ \"branch\": \"\\⇒x\" }")]
    [InlineData("{ \"branch\": ⇒\"\\ud800\" }")]
    [InlineData("{\n ⇒\"\\udfff\": 1 }")]
    [InlineData("{} ⇒{}")]
    [InlineData("{}⇒]")]
    [InlineData("⇒\0")]
    [InlineData("{ \"branch\": \"⇒\0\" }")]
    [InlineData("{ ⇒\u001b[2J }")]
    public void What_is_no_JSON_is_one_fault_with_its_place(string marked)
    {
        var fault = SettingsText.Fault(marked);
        Assert.StartsWith("This is not JSON: ", fault.Message);
        Assert.DoesNotContain("BytePosition", fault.Message);
    }

    [Theory]
    [InlineData("⇒[]", "The file must be an object, and is a list")]
    [InlineData("⇒null", "The file must be an object, and is null")]
    [InlineData("⇒true", "The file must be an object, and is true or false")]
    [InlineData("\n  ⇒\"hotfix\"", "The file must be an object, and is text")]
    [InlineData("// x\n⇒12", "The file must be an object, and is a number")]
    [InlineData("⇒1e999999", "The file must be an object, and is a number")]
    public void What_is_no_object_is_one_fault(string marked, string message) => Assert.Equal(message, SettingsText.Fault(marked).Message);

    [Theory]
    [InlineData(15, "'a' is not a setting")]
    [InlineData(16, "depth")]
    [InlineData(100_000, "depth")]
    public void Depth_has_an_end(int depth, string message)
    {
        var text = "{ \"a\": " + new string('[', depth) + new string(']', depth) + " }";
        Assert.Contains(message, Assert.Single(SettingsText.Check(text).Faults).Message);
    }

    [Fact]
    public void Size_has_an_end()
    {
        string Padded(int size) => "{}" + new string(' ', size - 2);
        Assert.Empty(SettingsText.Check(Padded(SettingsReader.MaxBytes)).Faults);
        Assert.Equal("The file is larger than 256 KB", Assert.Single(SettingsText.Check(Padded(SettingsReader.MaxBytes + 1)).Faults).Message);
    }

    [Fact]
    public void No_end_of_a_good_file_breaks_the_reader()
    {
        var bytes = Encoding.UTF8.GetBytes("""{ "branch": "fix", /* größer */ "environments": { "a": { "order": -1, "requires": [], "sources": ["ledger"] } }, "x": [true, null, 1.5e3] }""");
        for (var length = 0; length < bytes.Length; length++)
            Assert.NotEmpty(SettingsText.Check(bytes[..length]).Faults);
    }

    [Fact]
    public void No_byte_in_a_good_file_breaks_the_reader()
    {
        var bytes = Encoding.UTF8.GetBytes("""{ "branch": "fix", "environments": { "a": { "order": 1, "sources": [{ "type": "tags" }] } }, "notify": [{ "type": "slack", "url": "env:A" }] } // x""");
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var broken = bytes.ToArray();
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            foreach (var fault in SettingsText.Check(broken).Faults)
            {
                Assert.True(fault.Line >= 1 && fault.Column >= 1 && fault.Message.Length < 500, fault.ToString());
                Assert.DoesNotContain(fault.ToString() + fault.WayOut, char.IsControl);
            }
        }
    }

    [Theory]
    [InlineData("⇒\"\\u001b[2J\"", "'\uFFFD[2J' is not a setting")]
    [InlineData("⇒\"a\\u202eb\"", "'a\uFFFDb' is not a setting")]
    [InlineData("⇒\"a\\nb\"", "'a b' is not a setting")]
    public void Terminal_escapes_of_a_key_do_not_get_out(string key, string message) =>
        Assert.Equal(message, SettingsText.Fault($$"""{ {{key}}: 1 }""").Message);

    [Theory]
    [InlineData("\"mainline\": ⇒\"\\u001b[2J\"")]
    [InlineData("\"remote\": ⇒\"a\\u0007b\"")]
    [InlineData("\"remote\": ⇒\"a\\u202eb\"")]
    [InlineData("\"staleAfter\": ⇒\"1d\\u0000\"")]
    [InlineData("\"environments\": { ⇒\"a\\u001bb\": {} }")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [⇒\"\\u001b]0;x\\u0007\"] } }")]
    [InlineData("\"environments\": { \"a\": { \"requires\": [⇒\"\\u001b]0;x\\u0007\"] } }")]
    [InlineData("\"environments\": { \"a\": { \"sources\": [{ \"type\": ⇒\"\\u001b\" }] } }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": ⇒\"\\u001b\" } } }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"command\": \"x\", \"arguments\": [⇒\"a\\u0000\"] } } }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": ⇒\"\\u001b\" } }")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"events\": [⇒\"\\u001b\"] }]")]
    [InlineData("\"notify\": [{ \"type\": \"slack\", \"url\": \"env:A\", \"name\": ⇒\"\\u202e\" }]")]
    [InlineData("\"review\": { \"url\": ⇒\"https://\\u001b\" }")]
    [InlineData("\"review\": { \"checks\": [⇒\"\\u001b[2J\"] }")]
    [InlineData("\"review\": { \"mergeBack\": ⇒\"\\u001b\" }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": ⇒\"\\u202e\" } } }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"inputs\": { ⇒\"a\\u001bb\": \"x\" } } } }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"inputs\": { \"a\": ⇒\"\\u001b\" } } } }")]
    [InlineData("\"environments\": { \"a\": { \"deploy\": { \"type\": \"gitlab-pipeline\", \"ref\": ⇒\"a\\u202eb\" } } }")]
    [InlineData("\"review\": { \"token\": ⇒\"vault:a\\u001bb\" }")]
    public void Terminal_escapes_of_a_value_do_not_get_out(string member)
    {
        var fault = SettingsText.Fault($$"""{ {{member}} }""");
        Assert.DoesNotContain('\u202e', fault.ToString());
    }

    [Fact]
    public void A_long_text_is_not_repeated_in_full() =>
        Assert.True(SettingsText.Fault("{ ⇒\"" + string.Concat(Enumerable.Repeat("ab ", 1000)) + "\": 1 }").Message.Length < 100);
}
