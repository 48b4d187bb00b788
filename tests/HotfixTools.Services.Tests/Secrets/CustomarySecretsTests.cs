namespace HotfixTools.Services.Tests;

public sealed class CustomarySecretsTests : IDisposable
{
    private readonly CustomaryVariables _environment = new();

    [Theory]
    [InlineData("GITHUB_TOKEN", nameof(ForgeKind.GitHub), "https://api.github.com/", true)]
    [InlineData("GITHUB_TOKEN", nameof(ForgeKind.GitHub), "https://github.example/api/v3/", false)]
    [InlineData("GH_TOKEN", nameof(ForgeKind.GitHub), "https://api.github.com/", true)]
    [InlineData("GH_TOKEN", nameof(ForgeKind.GitLab), "https://gitlab.com/api/v4/", false)]
    [InlineData("GH_ENTERPRISE_TOKEN", nameof(ForgeKind.GitHub), "https://github.example/api/v3/", false)]
    [InlineData("GITLAB_TOKEN", nameof(ForgeKind.GitLab), "https://gitlab.com/api/v4/", true)]
    [InlineData("GITLAB_TOKEN", nameof(ForgeKind.GitLab), "https://gitlab.example/api/v4/", false)]
    [InlineData("SYSTEM_ACCESSTOKEN", nameof(ForgeKind.AzureDevOps), "https://dev.azure.com/", true)]
    [InlineData("AZURE_DEVOPS_EXT_PAT", nameof(ForgeKind.AzureDevOps), "https://dev.azure.com/", true)]
    [InlineData("AZURE_DEVOPS_EXT_PAT", nameof(ForgeKind.AzureDevOps), "https://tfs.example/", false)]
    [InlineData("GITHUB_TOKEN", nameof(ForgeKind.Gitea), "https://api.github.com/", false)]
    public void A_token_is_found_for_its_own_host(string name, string forge, string address, bool finds)
    {
        _environment.Set(name, "s3cret");
        Assert.Equal(finds ? "s3cret" : null, Find(forge, address));
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", "GITHUB_API_URL", "https://github.example/api/v3", nameof(ForgeKind.GitHub), "https://github.example/api/v3/", "https://api.github.com/")]
    [InlineData("GH_ENTERPRISE_TOKEN", "GH_HOST", "github.example", nameof(ForgeKind.GitHub), "https://github.example/api/v3/", "https://api.github.com/")]
    [InlineData("GITLAB_TOKEN", "GITLAB_HOST", "https://gitlab.example:8443", nameof(ForgeKind.GitLab), "https://gitlab.example:8443/api/v4/", "https://gitlab.com/")]
    [InlineData("GITLAB_TOKEN", "GITLAB_HOST", "gitlab.example:8443", nameof(ForgeKind.GitLab), "https://gitlab.example:8443/api/v4/", "https://gitlab.com/")]
    [InlineData("GITLAB_TOKEN", "CI_SERVER_URL", "https://gitlab.example", nameof(ForgeKind.GitLab), "https://gitlab.example/api/v4/", "https://gitlab.com/")]
    [InlineData("SYSTEM_ACCESSTOKEN", "SYSTEM_COLLECTIONURI", "https://tfs.example/tfs/", nameof(ForgeKind.AzureDevOps), "https://tfs.example/tfs/", "https://dev.azure.com/")]
    [InlineData("SYSTEM_ACCESSTOKEN", "SYSTEM_COLLECTIONURI", "https://acme.visualstudio.com/", nameof(ForgeKind.AzureDevOps), "https://dev.azure.com/", "https://other.visualstudio.com/")]
    [InlineData("GITHUB_TOKEN", "GITHUB_TOKEN_HOST", "github.example", nameof(ForgeKind.GitHub), "https://github.example/api/v3/", "https://api.github.com/")]
    public void Where_the_environment_names_a_host_it_is_for_that_host(string name, string hostName, string host, string forge, string isFor, string isNotFor)
    {
        _environment.Set(name, "s3cret");
        _environment.Set(hostName, host);
        Assert.Equal("s3cret", Find(forge, isFor));
        Assert.Null(Find(forge, isNotFor));
    }

    [Fact]
    public void The_first_that_is_set_is_taken()
    {
        _environment.Set("GITHUB_TOKEN", "");
        _environment.Set("GH_TOKEN", "second");
        Assert.Equal("second", Find("GitHub", "https://api.github.com/"));
        _environment.Set("GITHUB_TOKEN", "first");
        Assert.Equal("first", Find("GitHub", "https://api.github.com/"));
        _environment.Set("GITHUB_TOKEN", "with a line\nend");
        Assert.Equal("second", Find("GitHub", "https://api.github.com/"));
    }

    [Fact]
    public void The_key_of_Heroku_is_for_Heroku()
    {
        _environment.Set("HEROKU_API_KEY", "s3cret");
        Assert.Equal("s3cret", CustomarySecrets.FindHeroku(HerokuSourceSettings.DefaultUrl));
        Assert.Null(CustomarySecrets.FindHeroku(new Uri("https://api.heroku.com.evil.example/")));
    }

    public void Dispose() => _environment.Dispose();

    private static string? Find(string forge, string address) => CustomarySecrets.Find(Enum.Parse<ForgeKind>(forge), new Uri(address));
}
