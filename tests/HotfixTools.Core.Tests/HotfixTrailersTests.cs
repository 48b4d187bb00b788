namespace HotfixTools.Core.Tests;

public class HotfixTrailersTests
{
    private const string Digits = "0123456789012345678901234567890123456789";

    private static readonly CommitId Id = CommitId.Parse(Digits);

    [Theory]
    [InlineData("Fix", "Fix\n\nA: b\n")]
    [InlineData("Fix\n", "Fix\n\nA: b\n")]
    [InlineData("Fix: it\n", "Fix: it\n\nA: b\n")]
    [InlineData("Fix\n\nLong story.\n", "Fix\n\nLong story.\n\nA: b\n")]
    [InlineData("Fix\n\nSigned-off-by: Ada\n", "Fix\n\nSigned-off-by: Ada\nA: b\n")]
    [InlineData("Fix\n\nNote: this\nis prose.\n", "Fix\n\nNote: this\nis prose.\n\nA: b\n")]
    [InlineData("Fix\n\n(cherry picked from commit 0123)\n", "Fix\n\n(cherry picked from commit 0123)\nA: b\n")]
    public void A_trailer_joins_the_last_paragraph_where_that_is_of_trailers(string message, string expected) =>
        Assert.Equal(expected, HotfixTrailers.Add(message, "A", "b"));

    [Fact]
    public void What_was_added_is_read_again_and_nothing_else()
    {
        var message = HotfixTrailers.Add(HotfixTrailers.Add("Fix\n", HotfixTrailers.FormerId, Digits), HotfixTrailers.FormerId, "rubbish");
        Assert.Equal([Id], HotfixTrailers.Read(message, HotfixTrailers.FormerId));
        Assert.Empty(HotfixTrailers.Read(message, "Former-Id"));
    }

    [Fact]
    public void A_pick_says_what_it_is_a_pick_of()
    {
        var message = HotfixTrailers.AddPicked("Fix\n", Id);
        Assert.Equal($"Fix\n\n(cherry picked from commit {Digits})\n", message);
        Assert.True(HotfixTrailers.IsPickOf(message, Id));
        Assert.False(HotfixTrailers.IsPickOf(message, CommitId.Parse(new string('a', 40))));
    }
}
