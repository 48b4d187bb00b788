namespace HotfixTools.Services.Tests;

public class CredentialChainTests
{
    private static readonly RemoteUrl Url = RemoteUrl.Parse("https://git.example/shop.git");

    [Fact]
    public void The_first_that_knows_is_believed_and_later_ones_are_not_asked()
    {
        var (knowsNot, knows, later) = (new Source(null), new Source("ada"), new Source("ben"));
        Assert.Equal("ada", new CredentialChain(knowsNot, knows, later).Find(Url, "user")?.UserName);
        Assert.Equal((1, 1, 0), (knowsNot.Asked, knows.Asked, later.Asked));
    }

    [Fact]
    public void Where_none_knows_nothing_is_known()
    {
        Assert.Null(new CredentialChain(new Source(null), new Source(null)).Find(Url, null));
        Assert.Null(new CredentialChain().Find(Url, null));
    }

    [Fact]
    public void What_was_given_is_given_back_whatever_the_URL_says() =>
        Assert.Equal("ada", new GivenCredential(new RemoteCredential("ada", "s3cret")).Find(Url, "ben")?.UserName);

    private sealed class Source(string? user) : ICredentialSource
    {
        public int Asked { get; private set; }

        public RemoteCredential? Find(RemoteUrl url, string? userName)
        {
            Asked++;
            return user is null ? null : new RemoteCredential(user, "s3cret");
        }
    }
}
