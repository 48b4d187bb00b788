namespace HotfixTools.Core.Tests;

public class CommitIdTests
{
    [Theory]
    [InlineData("0123456789abcdef0123456789ABCDEF01234567", "0123456789abcdef0123456789abcdef01234567")]
    public void A_full_id_is_read_in_either_case(string text, string expected) => Assert.Equal(expected, CommitId.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("0123456789abcdef0123456789abcdef0123456g")]
    [InlineData(" 123456789abcdef0123456789abcdef01234567")]
    [InlineData("0123456789abcdef0123456789abcdef012345678")]
    public void Anything_else_is_refused(string? text)
    {
        Assert.False(CommitId.TryParse(text, out var id));
        Assert.Null(id);
        Assert.Throws<FormatException>(() => CommitId.Parse(text!));
    }

    [Fact]
    public void Zeros_stand_for_does_not_exist()
    {
        Assert.Equal(CommitId.Zero, CommitId.Parse(new string('0', 40)));
        Assert.Equal(CommitId.Zero.GetHashCode(), CommitId.Parse(new string('0', 40)).GetHashCode());
        Assert.True(CommitId.Parse(new string('0', 40)).IsZero);
        Assert.False(CommitId.Parse("0000000000000000000000000000000000000001").IsZero);
        Assert.Equal(new string('0', 40), CommitId.Zero.ToString());
    }

    [Fact]
    public void Ids_of_the_same_digits_are_the_same_in_any_collection()
    {
        var (one, other) = (CommitId.Parse("0123456789abcdef0123456789abcdef01234567"), CommitId.Parse("0123456789abcdef0123456789abcdef01234568"));
        var again = CommitId.Parse(one.ToString().ToUpperInvariant());
        Assert.NotSame(one, again);
        Assert.True(one == again && one.Equals((object)again) && one != other);
        Assert.Equal([one, other], new HashSet<CommitId> { one, again, other });
    }

    [Fact]
    public void They_are_in_the_order_of_their_digits_after_none_at_all()
    {
        CommitId?[] ids = [CommitId.Parse(new string('b', 40)), CommitId.Zero, CommitId.Parse(new string('a', 40)), null];
        Assert.Equal([null, ids[1], ids[2], ids[0]], ids.Order());
    }

    [Fact]
    public void None_at_all_is_not_zeros()
    {
        CommitId? none = null;
        Assert.False(CommitId.Zero == none || none == CommitId.Zero || CommitId.Zero.Equals(none));
    }
}
