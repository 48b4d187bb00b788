using System.Diagnostics;

namespace HotfixTools.Core.Tests.Settings;

public class LargeSettingsTests
{
    // Files that are as large as they may be, and made to be slow to read.
    public static TheoryData<string, string> Files => new()
    {
        { "keys", "{" + Repeat(i => $"\"k{i}\":1,", 20_000) + "}" },
        { "one key", "{" + Repeat(_ => "\"branch\":1,", 20_000) + "}" },
        { "environments", "{ \"environments\": {" + Repeat(i => $"\"e{i}\":{{}},", 18_000) + "} }" },
        { "one environment", "{ \"environments\": {" + Repeat(_ => "\"e\":{},", 25_000) + "} }" },
        { "a long chain", "{ \"environments\": {" + Repeat(i => $"\"e{i}\":{{\"requires\":[\"e{i + 1}\"]}},", 7000) + "} }" },
        { "a long circle", "{ \"environments\": {" + Repeat(i => $"\"e{i}\":{{\"requires\":[\"e{(i + 1) % 7000}\"]}},", 7000) + "} }" },
        { "sources", "{ \"environments\": { \"a\": { \"sources\": [" + Repeat(_ => "\"ledger\",", 25_000) + "] } } }" },
        { "a long word", "{ \"" + new string('a', 250_000) + "\": 1 }" },
        { "beginnings of tokens", "{ \"x\": \"" + Repeat(_ => "eyJ-", 60_000) + "\" }" },
        { "beginnings of addresses", "{ \"x\": \"" + Repeat(_ => "://a:", 50_000) + "\" }" },
        { "secrets", "{" + Repeat(i => $"\"npm" + $"_abcdefghijklmnopqrstuvwxyz{i:0000000000}\":1,", 5000) + "}" },
        { "secrets in comments", Repeat(i => $"//npm" + $"_abcdefghijklmnopqrstuvwxyz{i:0000000000}\n", 5000) + "{ \"x\": 1 }" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_as_large_as_it_may_be_is_read_in_a_moment(string what, string text)
    {
        Assert.True(text.Length <= SettingsReader.MaxBytes, $"{what}: {text.Length}");
        // What grows with the square of the size takes many minutes; a machine under load takes seconds.
        var watch = Stopwatch.StartNew();
        _ = SettingsText.Check(text);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{what}: {watch.Elapsed}");
    }

    private static string Repeat(Func<int, string> part, int count) => string.Concat(Enumerable.Range(0, count).Select(part));
}
