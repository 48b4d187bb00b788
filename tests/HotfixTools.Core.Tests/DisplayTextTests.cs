namespace HotfixTools.Core.Tests;

public class DisplayTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("Fix the orders", "Fix the orders")]
    [InlineData("Schöne Grüße, 热修复 🔥", "Schöne Grüße, 热修复 🔥")]
    [InlineData("  around  ", "around")]
    [InlineData("two\nlines", "two lines")]
    [InlineData("two\r\nlines", "two  lines")]
    [InlineData("a\tb", "a b")]
    [InlineData("\u001b[2J\u001b]0;title\u0007", "\uFFFD[2J\uFFFD]0;title\uFFFD")]
    [InlineData("\u009b2J", "\uFFFD2J")]
    [InlineData("a\0b\u007f", "a\uFFFDb\uFFFD")]
    [InlineData("safe\u202egpj.exe", "safe\uFFFDgpj.exe")]
    [InlineData("\u2066x\u2069\u200e\u200f\u061c", "\uFFFDx\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("hot\u200bfix\ufeff\u00ad", "hot\uFFFDfix\uFFFD\uFFFD")]
    [InlineData("a\u2028b\u2029c", "a\uFFFDb\uFFFDc")]
    [InlineData("a\U000E0041b", "a\uFFFDb")]
    [InlineData("👩\u200d🚀 ن\u200cم", "👩\u200d🚀 ن\u200cم")]
    public void What_could_move_hide_or_turn_text_is_marked_and_the_rest_stays(string? text, string shown) =>
        Assert.Equal(shown, DisplayText.Clean(text));

    [Fact]
    public void Half_a_letter_is_marked() => Assert.Equal("a\uFFFDb", DisplayText.Clean("a\ud800b"));

    [Fact]
    public void A_text_without_end_ends_with_a_mark_and_never_within_a_letter()
    {
        var shown = DisplayText.Clean(string.Concat(Enumerable.Repeat("🔥", 5000)));
        Assert.True(shown.Length <= 2002);
        Assert.EndsWith("🔥…", shown);
    }

    [Fact]
    public void The_subject_of_a_commit_is_its_first_line_made_safe() =>
        Assert.Equal("Fix \uFFFD[2J", new CommitInfo(CommitId.Zero, [], "Fix \u001b[2J\nand more", new GitIdentity("A", "a"), default, default).Subject);
}
