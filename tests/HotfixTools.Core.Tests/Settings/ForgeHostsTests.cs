namespace HotfixTools.Core.Tests.Settings;

public class ForgeHostsTests
{
    [Theory]
    [InlineData("https://github.com/acme/shop.git", ForgeKind.GitHub)]
    [InlineData("git@github.com:acme/shop.git", ForgeKind.GitHub)]
    [InlineData("ssh://git@ssh.github.com:443/acme/shop.git", ForgeKind.GitHub)]
    [InlineData("https://GitHub.example.com/acme/shop.git", ForgeKind.GitHub)]
    [InlineData("git@gitlab.com:acme/shop.git", ForgeKind.GitLab)]
    [InlineData("https://gitlab.example.com/acme/web/shop.git", ForgeKind.GitLab)]
    [InlineData("https://acme@dev.azure.com/acme/web/_git/shop", ForgeKind.AzureDevOps)]
    [InlineData("git@ssh.dev.azure.com:v3/acme/web/shop", ForgeKind.AzureDevOps)]
    [InlineData("https://acme.visualstudio.com/web/_git/shop", ForgeKind.AzureDevOps)]
    [InlineData("https://codeberg.org/acme/shop", ForgeKind.Gitea)]
    [InlineData("https://forgejo.example.com/acme/shop", ForgeKind.Gitea)]
    [InlineData("https://git.example.com/acme/shop", null)]
    [InlineData("https://evilgithub.com/acme/shop", null)]
    [InlineData("https://example.com/github.com/shop", null)]
    [InlineData("/srv/github.com/shop.git", null)]
    public void The_forge_is_told_by_the_host(string url, ForgeKind? expected) => Assert.Equal(expected, ForgeHosts.Find(RemoteUrl.Parse(url)));
}
