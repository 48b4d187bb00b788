namespace HotfixTools.Services.Tests;

public sealed class ForgePlaceTests : IDisposable
{
    private readonly CustomaryVariables _environment = new(("REVIEW_TOKEN", null), ("REVIEW_TOKEN_HOST", null));

    [Theory]
    [InlineData("GitHub", "https://github.com/ada/shop.git", "https://api.github.com/", "ada/shop")]
    [InlineData("GitHub", "git@github.com:ada/shop.git", "https://api.github.com/", "ada/shop")]
    [InlineData("GitHub", "ssh://git@ssh.github.com:443/ada/shop.git", "https://api.github.com/", "ada/shop")]
    [InlineData("GitHub", "https://github.example:8443/ada/shop", "https://github.example:8443/api/v3/", "ada/shop")]
    [InlineData("GitHub", "https://evilgithub.com/ada/shop", "https://evilgithub.com/api/v3/", "ada/shop")]
    [InlineData("GitHub", "https://user:pass@github.example/ada/shop/", "https://github.example/api/v3/", "ada/shop")]
    [InlineData("GitLab", "https://gitlab.com/group/sub/shop.git", "https://gitlab.com/api/v4/", "group/sub/shop")]
    [InlineData("GitLab", "ssh://git@gitlab.example:2222/group/shop.git", "https://gitlab.example/api/v4/", "group/shop")]
    [InlineData("AzureDevOps", "https://acme@dev.azure.com/acme/My%20Project/_git/shop", "https://dev.azure.com/", "acme/My Project/shop")]
    [InlineData("AzureDevOps", "https://dev.azure.com/acme/_git/shop", "https://dev.azure.com/", "acme/shop/shop")]
    [InlineData("AzureDevOps", "git@ssh.dev.azure.com:v3/acme/project/shop", "https://dev.azure.com/", "acme/project/shop")]
    [InlineData("AzureDevOps", "https://acme.visualstudio.com/project/_git/shop", "https://dev.azure.com/", "acme/project/shop")]
    [InlineData("AzureDevOps", "https://acme.visualstudio.com/DefaultCollection/project/_git/shop", "https://dev.azure.com/", "acme/project/shop")]
    [InlineData("AzureDevOps", "https://acme.visualstudio.com/_git/shop", "https://dev.azure.com/", "acme/shop/shop")]
    [InlineData("AzureDevOps", "acme@vs-ssh.visualstudio.com:v3/acme/project/shop", "https://dev.azure.com/", "acme/project/shop")]
    [InlineData("AzureDevOps", "https://tfs.example/Collection/project/_git/shop", "https://tfs.example/", "Collection/project/shop")]
    [InlineData("Gitea", "https://gitea.example/ada/shop.git", "https://gitea.example/api/v1/", "ada/shop")]
    public void The_place_is_told_by_the_remote(string forge, string remote, string api, string repository)
    {
        var place = Place(forge, remote);
        Assert.Equal((api, repository), (place.Api.AbsoluteUri, place.Repository));
    }

    [Theory]
    [InlineData("GitHub", "/srv/git/shop.git")]
    [InlineData("GitHub", "https://github.com/shop.git")]
    [InlineData("GitHub", "https://github.com/ada/group/shop.git")]
    [InlineData("GitLab", "https://gitlab.com/ada/../shop.git/")]
    [InlineData("GitLab", "https://gitlab.com/ada//shop.git")]
    [InlineData("AzureDevOps", "https://tfs.example/tfs/Collection/project/_git/shop")]
    [InlineData("AzureDevOps", "https://dev.azure.com/acme/shop")]
    public void What_it_does_not_tell_settings_must(string forge, string remote)
    {
        Assert.Contains("say it in the settings", Assert.Throws<ServiceException>(() => Place(forge, remote)).Message);
        var review = new ReviewSettings { Url = new Uri("https://api.example/base"), Repository = forge == "AzureDevOps" ? "a/b/c" : "a/b" };
        var place = Place(forge, remote, review);
        Assert.Equal(("https://api.example/base/x", review.Repository), (place.Address("x").AbsoluteUri, place.Repository));
    }

    [Fact]
    public void A_password_of_the_remote_is_not_shown() =>
        Assert.DoesNotContain("pass", Assert.Throws<ServiceException>(() => Place("GitHub", "https://user:pass@github.com/shop")).Message);

    [Theory]
    [InlineData("GitHub", "https://github.com/a/b", "GITHUB_TOKEN", "t0ken", "Authorization", "Bearer t0ken")]
    [InlineData("GitLab", "https://gitlab.com/a/b", "GITLAB_TOKEN", "t0ken", "PRIVATE-TOKEN", "t0ken")]
    [InlineData("AzureDevOps", "https://dev.azure.com/a/b/_git/c", "AZURE_DEVOPS_EXT_PAT", "t0ken", "Authorization", "Basic OnQwa2Vu")]
    [InlineData("AzureDevOps", "https://dev.azure.com/a/b/_git/c", "SYSTEM_ACCESSTOKEN", "eyJ0.eyJ1.c2ln", "Authorization", "Bearer eyJ0.eyJ1.c2ln")]
    public void A_customary_token_is_sent_as_the_forge_takes_it(string forge, string remote, string name, string token, string header, string value)
    {
        _environment.Set(name, token);
        var credential = Place(forge, remote).Credential;
        Assert.Equal((header, value), (credential?.Header, credential?.Prefix + credential?.Secret));
    }

    [Theory]
    [InlineData("GitHub", "https://github.com/a/b", "GITHUB_TOKEN")]
    [InlineData("GitLab", "https://gitlab.com/a/b", "GITLAB_TOKEN")]
    [InlineData("AzureDevOps", "https://dev.azure.com/a/b/_git/c", "AZURE_DEVOPS_EXT_PAT")]
    public void It_does_not_go_to_a_server_that_settings_name(string forge, string remote, string name)
    {
        _environment.Set(name, "t0ken");
        Assert.Null(Place(forge, remote, new ReviewSettings { Url = new Uri("https://evil.example/") }).Credential);
        var named = new ReviewSettings { Url = new Uri("https://evil.example/"), Token = new SecretReference(SecretStore.Environment, name) };
        Assert.Equal("SecretNotForHost", Assert.Throws<HotfixException>(() => Place(forge, remote, named)).Id);
    }

    [Fact]
    public void The_token_of_settings_goes_before_a_customary_one()
    {
        _environment.Set("GITHUB_TOKEN", "customary");
        _environment.Set("REVIEW_TOKEN", "own");
        Assert.Equal("own", Place("GitHub", "https://github.com/a/b", new ReviewSettings { Token = new SecretReference(SecretStore.Environment, "REVIEW_TOKEN") }).Credential?.Secret);
        _environment.Set("REVIEW_TOKEN_HOST", "github.example");
        Assert.Throws<HotfixException>(() => Place("GitHub", "https://github.com/a/b", new ReviewSettings { Token = new SecretReference(SecretStore.Environment, "REVIEW_TOKEN") }));
    }

    [Fact]
    public void Odd_letters_of_a_repository_stay_a_part_of_its_name() =>
        Assert.Equal("a%3Fx%3D1/b%23c", Place("GitHub", "https://github.com/x/y", new ReviewSettings { Repository = "a?x=1/b#c" }).Path);

    public void Dispose() => _environment.Dispose();

    private static ForgePlace Place(string forge, string remote, ReviewSettings? review = null) =>
        ForgePlace.Of(Enum.Parse<ForgeKind>(forge), review ?? new ReviewSettings(), RemoteUrl.Parse(remote), new SecretResolver(_ => throw new InvalidOperationException()));
}
