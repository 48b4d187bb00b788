namespace HotfixTools.Services.Tests;

public class NoticeTextTests
{
    [Theory]
    [InlineData("", 5, "")]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcd…")]
    [InlineData("abc😀d", 5, "abc…")]
    [InlineData("abc😀", 5, "abc😀")]
    [InlineData("abe\u0301\u0301x", 5, "ab…")]
    [InlineData("👩‍👩‍👧‍👦x", 5, "…")]
    [InlineData("abc", 1, "…")]
    [InlineData("abc", 0, "…")]
    [InlineData("  a\nb\tc\r\n", 9, "a b c")]
    [InlineData("a\u202Eb\0c", 9, "a\uFFFDb\uFFFDc")]
    public void A_text_is_cut_between_letters(string text, int longest, string cut) => Assert.Equal(cut, NoticeText.Cut(text, longest));

    // Not as data of the theory: half a letter does not survive in an attribute.
    [Fact]
    public void Half_a_letter_is_none() => Assert.Equal("a\uFFFD", NoticeText.Cut("a\uD83D", 9));
}
