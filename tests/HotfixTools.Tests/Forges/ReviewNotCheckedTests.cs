namespace HotfixTools.ModuleTests.Forges;

/// <summary>The remote is at a forge, by its host, and nobody has a token: then nobody looks at approvals, and that is told.</summary>
[Collection(AloneCollection.Name)]
public sealed class ReviewNotCheckedTests : ModuleTest
{
    private const string Finding = "ReviewNotChecked";

    private readonly EnvironmentScope _scope = new();

    public ReviewNotCheckedTests()
    {
        // What would be the host is this machine: the last argument of ssh is the command.
        Directory.CreateDirectory(Path.Combine(Team.Root, "shop"));
        Directory.CreateSymbolicLink(Path.Combine(Team.Root, "shop", "web.git"), Team.Remote);
        _scope.Set("GIT_SSH_COMMAND", Script($"for last; do :; done\ncd '{Team.Root}' && exec sh -c \"$last\""));
        foreach (var name in new[] { "GITHUB_TOKEN", "GH_TOKEN", "GITLAB_TOKEN" })
            _scope.Set(name, null);
    }

    [Theory]
    [InlineData("github.com", "($env:GITHUB_TOKEN)")]
    [InlineData("gitlab.com", "($env:GITLAB_TOKEN)")]
    [InlineData("gitlab.example.com", "\"token\": \"env:NAME\"")]
    public void Where_the_host_tells_of_a_forge(string host, string wayOut)
    {
        StartAndFix();
        Ada.Git("remote", "set-url", "origin", $"git@{host}:shop/web.git");

        var finding = Run("Get-Hotfix").Single().Finding(Finding);

        Assert.Equal("Info", finding.Text("Severity"));
        Assert.Contains(host, finding.Text("Message"));
        Assert.Contains(wayOut, finding.Text("WayOut"));
        Assert.Contains(Finding, Run("Test-Hotfix").NoErrors().Output.Select(found => found.Text("Id")));
        Assert.True((bool)Run("Test-Hotfix -Quiet").Single().BaseObject);
        var published = Run("Publish-Hotfix production -Confirm:$false");
        Assert.Equal(Hotfix, published.Single().Text("Commit"));
        Assert.Contains(host, Assert.Single(published.Warnings));
    }

    [Fact]
    public void Not_where_there_is_none_or_the_settings_want_none()
    {
        StartAndFix();
        Assert.DoesNotContain(Finding, Run("Get-Hotfix").Single().FindingIds());
        Ada.Git("remote", "set-url", "origin", "git@git.example.com:shop/web.git");
        Assert.DoesNotContain(Finding, Run("Get-Hotfix").Single().FindingIds());

        Configure("{ 'review': { 'approvals': 0, 'checks': [], 'mergeBack': 'push' } }");
        Ada.Git("remote", "set-url", "origin", "git@gitlab.invalid:shop/web.git");
        var configured = Run("Get-Hotfix").Single();
        Assert.DoesNotContain(Finding, configured.FindingIds());
        Assert.Equal("Publish-Hotfix production", configured.Text("NextStep"));
    }

    [Fact]
    public void Not_of_what_has_no_fix_yet_nor_of_what_is_merged()
    {
        Run("New-Hotfix").Single();
        Ada.Git("remote", "set-url", "origin", "git@github.com:shop/web.git");
        Assert.Empty(Run("Get-Hotfix").Single().FindingIds());
    }

    protected override void Dispose(bool disposing)
    {
        _scope.Dispose();
        base.Dispose(disposing);
    }
}
