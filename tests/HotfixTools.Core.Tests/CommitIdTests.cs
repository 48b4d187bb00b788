namespace HotfixTools.Core.Tests;

public class CommitIdTests
{
    [Theory]
    [InlineData("0123456789abcdef0123456789ABCDEF01234567", "0123456789abcdef0123456789abcdef01234567")]
    public void A_full_id_is_read_in_either_case(string text, string expected) => Assert.Equal(expected, CommitId.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("0123456789abcdef0123456789abcdef0123456g")]
    [InlineData(" 123456789abcdef0123456789abcdef01234567")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(CommitId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => CommitId.Parse(text));
    }

    [Fact]
    public void Zeros_stand_for_does_not_exist()
    {
        Assert.Equal(CommitId.Zero, CommitId.Parse(new string('0', 40)));
        Assert.Equal(default, CommitId.Zero);
        Assert.True(default(CommitId).IsZero);
        Assert.Equal(new string('0', 40), CommitId.Zero.ToString());
    }
}
