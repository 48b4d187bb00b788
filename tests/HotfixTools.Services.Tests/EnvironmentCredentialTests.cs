using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class EnvironmentCredentialTests : IDisposable
{
    private static readonly RemoteUrl Url = RemoteUrl.Parse("https://git.example:8443/shop.git");

    private readonly EnvironmentScope _environment = new();

    [Fact]
    public void User_and_password_are_taken()
    {
        Set(user: "ada", password: "s3cret");
        AssertFinds("ada", "s3cret");
    }

    [Fact]
    public void The_user_of_the_environment_goes_before_that_of_the_URL()
    {
        Set(user: "ada", password: "s3cret");
        AssertFinds("ada", "s3cret", userName: "ben");
    }

    [Fact]
    public void A_password_alone_is_that_of_the_user_of_the_URL()
    {
        Set(password: "s3cret");
        AssertFinds("ben", "s3cret", userName: "ben");
        Assert.Null(new EnvironmentCredential().Find(Url, null));
    }

    [Fact]
    public void A_token_alone_has_the_user_that_servers_take_for_tokens()
    {
        Set(token: "t0ken");
        AssertFinds("x-access-token", "t0ken");
        AssertFinds("ben", "t0ken", userName: "ben");
    }

    [Fact]
    public void A_password_goes_before_a_token()
    {
        Set(user: "ada", password: "s3cret", token: "t0ken");
        AssertFinds("ada", "s3cret");
    }

    [Theory]
    [InlineData("git.example", true)]
    [InlineData("GIT.example", true)]
    [InlineData("example", false)]
    [InlineData("evil.git.example", false)]
    [InlineData("git.example.evil", false)]
    public void Where_a_host_is_named_they_are_for_that_host_alone(string host, bool finds)
    {
        Set(token: "t0ken");
        _environment.Set("HOTFIX_HOST", host);
        Assert.Equal(finds, new EnvironmentCredential().Find(Url, null) is not null);
    }

    [Fact]
    public void A_path_has_no_host_and_gets_nothing_that_is_for_one()
    {
        Set(token: "t0ken");
        _environment.Set("HOTFIX_HOST", "git.example");
        Assert.Null(new EnvironmentCredential().Find(RemoteUrl.Parse("/srv/shop.git"), null));
    }

    [Fact]
    public void Where_nothing_is_set_nothing_is_known()
    {
        Set();
        Assert.Null(new EnvironmentCredential().Find(Url, "ada"));
        Set(user: "ada");
        Assert.Null(new EnvironmentCredential().Find(Url, null));
    }

    [Fact]
    public void An_empty_variable_is_none()
    {
        Set(user: "ada", password: "", token: "");
        Assert.Null(new EnvironmentCredential().Find(Url, null));
    }

    public void Dispose() => _environment.Dispose();

    private void Set(string? user = null, string? password = null, string? token = null)
    {
        _environment.Set("HOTFIX_HOST", null);
        _environment.Set("HOTFIX_USERNAME", user);
        _environment.Set("HOTFIX_PASSWORD", password);
        _environment.Set("HOTFIX_TOKEN", token);
    }

    private static void AssertFinds(string user, string password, string? userName = null)
    {
        var found = new EnvironmentCredential().Find(Url, userName);
        Assert.Equal((user, password), (found?.UserName, found?.Password));
    }
}
