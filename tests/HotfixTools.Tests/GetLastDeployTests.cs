using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class GetLastDeployTests : ModuleTest
{
    [Fact]
    public void The_ledger_says_what_is_live()
    {
        var deploy = Run("Get-LastDeploy").Single();

        Assert.Equal("production", deploy.Text("Environment"));
        Assert.Equal(Live, deploy.Text("Commit"));
        Assert.Equal("Ben <ben@example.com>", deploy.Text("DeployedBy"));
        Assert.Equal("ledger", deploy.Text("Source"));
        Assert.Equal(Ada.Folder, deploy.Text("Repository"));
    }

    [Fact]
    public void It_writes_nothing_to_the_remote_and_nothing_of_the_user()
    {
        var (remote, mine) = (Team.RemoteRefs(), Ada.Fingerprint());

        Run("Get-LastDeploy").Single();

        Assert.Equal(remote, Team.RemoteRefs());
        Assert.Equal(mine, Ada.Fingerprint());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_newest_tag_says_what_is_live(bool annotated)
    {
        Tag("deploy/staging/1", Live, "2026-01-01T00:00:00Z", annotated);
        Tag("deploy/staging/2", Master, "2026-01-02T00:00:00Z", annotated);

        var deploy = Run("Get-LastDeploy staging").Single();

        Assert.Equal(Master, deploy.Text("Commit"));
        Assert.Equal("tags", deploy.Text("Source"));
        Assert.Equal(annotated ? $"{TestHome.UserName} <{TestHome.UserEmail}>" : null, deploy.Text("DeployedBy"));
        if (annotated)
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), deploy.Get("DeployedAt"));
    }

    [Fact]
    public void Of_annotated_tags_the_time_counts_not_the_name()
    {
        Tag("deploy/staging/9", Live, "2026-01-02T00:00:00Z", annotated: true);
        Tag("deploy/staging/10", Master, "2026-01-01T00:00:00Z", annotated: true);

        Assert.Equal(Live, Run("Get-LastDeploy staging").Single().Text("Commit"));
    }

    [Fact]
    public void Tags_may_have_another_pattern()
    {
        Tag("release-1-staging", Live, "2026-01-01T00:00:00Z", annotated: true);
        Tag("release-2-staging", Master, "2026-01-02T00:00:00Z", annotated: true);
        Tag("release-3-other", Live, "2026-01-03T00:00:00Z", annotated: true);

        Assert.Equal(Master, Run("Get-LastDeploy staging -TagPattern 'release-*-{environment}'").Single().Text("Commit"));
        Run("Get-LastDeploy staging").Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy -Environment staging");
    }

    [Fact]
    public void One_tag_that_is_moved_will_do()
    {
        Tag("live-staging", Live, "2026-01-01T00:00:00Z", annotated: false);
        Assert.Equal(Live, Run("Get-LastDeploy staging -TagPattern 'live-{environment}'").Single().Text("Commit"));
        Ada.Git("push", "--quiet", "--force", "origin", $"{Master}:refs/tags/live-staging");

        // The tag in the clone is as old as it was.
        Assert.Equal(Live, Ada.Git("rev-parse", "live-staging"));
        Assert.Equal(Master, Run("Get-LastDeploy staging -TagPattern 'live-{environment}'").Single().Text("Commit"));
    }

    [Fact]
    public void Tags_that_only_the_clone_has_are_not_believed()
    {
        Ada.Git("tag", "deploy/staging/1", Master);
        Ada.Git("tag", "deploy/production/1", Master);

        Assert.Equal("ledger", Run("Get-LastDeploy").Single().Text("Source"));
        Run("Get-LastDeploy staging").Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy");
    }

    [Fact]
    public void Sources_that_agree_are_both_named()
    {
        Tag("deploy/production/1", Live, "2026-01-01T00:00:00Z", annotated: true);

        Assert.Equal("ledger, tags", string.Join(", ", Run("Get-LastDeploy").Single().Text("Source")!.Split(',', StringSplitOptions.TrimEntries)));
    }

    [Fact]
    public void Sources_that_disagree_are_both_shown_and_one_can_be_chosen()
    {
        Tag("deploy/production/1", Master, "2026-01-01T00:00:00Z", annotated: true);
        var now = Now();

        var error = Run("Get-LastDeploy").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "-Source ledger or -Source tags");

        Assert.Equal(["ledger", "tags"], ((System.Collections.IEnumerable)error.TargetObject).Cast<object>().Select(answer => PSObject.AsPSObject(answer).Text("Source")));
        Assert.Contains($"ledger: {Short(Live)}", error.Exception.Message);
        Assert.Contains($"tags: {Short(Master)} at 2026-01-01 00:00 UTC, 5 commits ahead of it", error.Exception.Message);
        now.Still();
        Run("New-Hotfix").Fails("SourcesDisagree", ErrorCategory.InvalidResult, "-Source");
        now.Still();
        Assert.Equal(Live, Run("Get-LastDeploy -Source ledger").Single().Text("Commit"));
        Assert.Equal(Master, Run("Get-LastDeploy -Source tags").Single().Text("Commit"));
        // What was chosen is what the hotfix starts from.
        Assert.Equal(Master, Run("Get-LastDeploy -Source tags | New-Hotfix").Single().Text("Base"));
    }

    [Fact]
    public void Several_environments_one_of_them_bad()
    {
        Run("Register-Deploy staging master").Single();

        var result = Run("Get-LastDeploy staging, 'no/such', nowhere, PRODUCTION");

        Assert.Equal(["staging", "production"], result.Output.Select(deploy => deploy.Text("Environment")));
        Assert.Equal(
            [("InvalidEnvironment", (object)"no/such"), ("NoDeployRecord", "nowhere")],
            result.Errors.Select(error => (error.FullyQualifiedErrorId.Split(',')[0], error.TargetObject)));
    }

    [Fact]
    public void Repositories_come_from_the_pipeline()
    {
        var result = Run("$args | ForEach-Object { [pscustomobject]@{ Repository = $_ } } | Get-LastDeploy", Ada.Folder, Team.Root, Ada.Folder);

        Assert.Equal(2, result.Output.Count);
        Assert.Single(result.Errors).Is("NotARepository", ErrorCategory.ObjectNotFound, "-Path");
    }

    [Fact]
    public void A_source_that_there_is_not_is_refused()
    {
        Assert.Equal("forge", Run("Get-LastDeploy -Source forge").Fails("SourceUnknown", ErrorCategory.InvalidArgument, "ledger, tags").TargetObject);
    }

    [Theory]
    [InlineData("a*b*c")]
    [InlineData("a..b")]
    [InlineData("a b")]
    public void A_tag_pattern_that_is_none_is_refused(string pattern)
    {
        Assert.Equal(pattern, Run("Get-LastDeploy -TagPattern $args[0]", pattern).Fails("InvalidTagPattern", ErrorCategory.InvalidArgument, "'deploy/{environment}/*'").TargetObject);
    }

    private void Tag(string name, string commit, string time, bool annotated)
    {
        // Tags are the remote's; the clone need not have them.
        string[] arguments = annotated ? ["-c", "tag.gpgsign=false", "tag", "-a", "-m", "Deployed", name, commit] : ["tag", name, commit];
        var start = new System.Diagnostics.ProcessStartInfo("git", arguments) { WorkingDirectory = Ada.Folder };
        start.Environment["GIT_COMMITTER_DATE"] = time;
        using (var git = System.Diagnostics.Process.Start(start)!)
        {
            git.WaitForExit();
            Assert.Equal(0, git.ExitCode);
        }

        Ada.Git("push", "--quiet", "origin", $"refs/tags/{name}");
        if (name != "live-staging")
            Ada.Git("tag", "-d", name);
    }
}
