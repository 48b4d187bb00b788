using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class NewHotfixConfigurationTests : ModuleTest
{
    private string File => Path.Combine(Ada.Folder, ".hotfix.json");

    [Fact]
    public void What_it_writes_is_fit_for_use()
    {
        Run("Register-Deploy staging master").Single();

        var written = Run("New-HotfixConfiguration").Single();

        Assert.Equal(File, written.Text("FullName"));
        Run("Test-HotfixConfiguration -ConfigurationPath .hotfix.json").Nothing();
        var settings = Run("Get-HotfixConfiguration -ConfigurationPath .hotfix.json").Single();
        Assert.Equal(["staging", "production"], settings.All("Environments").Select(name => name.ToString()));
        Assert.Equal("master", settings.Text("Mainline"));
        Assert.Equal(File, settings.Text("File"));
    }

    [Fact]
    public void It_touches_neither_Git_nor_the_remote()
    {
        var refs = Team.RemoteRefs();
        Run("New-HotfixConfiguration").Single();

        Assert.Equal(refs, Team.RemoteRefs());
        Assert.Equal("?? .hotfix.json", Ada.Git("status", "--short"));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        var result = Run("New-HotfixConfiguration -WhatIf");

        result.Nothing();
        Assert.Equal(["Write a first settings file"], result.WhatIf);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_file_that_is_there_stays_unless_it_may_be_replaced()
    {
        Ada.Write(".hotfix.json", "{ }");

        Run("New-HotfixConfiguration").Fails("ConfigurationExists", ErrorCategory.ResourceExists, "-Force");
        Assert.Equal("{ }", System.IO.File.ReadAllText(File).Trim());
        Run("New-HotfixConfiguration -Force").Single();
        Assert.NotEqual("{ }", System.IO.File.ReadAllText(File).Trim());
        Run("Test-HotfixConfiguration -ConfigurationPath .hotfix.json").Nothing();
    }

    [Fact]
    public void What_somebody_has_said_is_kept()
    {
        Ada.Write(".hotfix.json", "{ \"remote\": \"origin\", \"branch\": \"urgent\", \"ledger\": \"refs/heads/deploys/\", \"journal\": \"refs/heads/journals/\", \"staleAfter\": \"3d\", \"environments\": { \"qa\": {}, \"live\": {} } }");

        Run("New-HotfixConfiguration -Force").Single();

        var settings = Run("Get-HotfixConfiguration -ConfigurationPath .hotfix.json").Single();
        Assert.Equal(("origin", "urgent", "refs/heads/deploys/", "refs/heads/journals/", "3.00:00:00"), (settings.Text("Remote"), settings.Text("Branch"), settings.Text("Ledger"), settings.Text("Journal"), settings.Text("StaleAfter")));
        Assert.Equal(["qa", "live"], settings.All("Environments").Select(name => name.ToString()));
    }

    [Fact]
    public void Parameters_go_before_what_is_to_be_seen()
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/heads/trunk");

        Run("New-HotfixConfiguration -Mainline trunk -EnvironmentOrder qa, live").Single();

        var text = System.IO.File.ReadAllText(File);
        Assert.Contains("\"mainline\": \"trunk\"", text);
        Assert.Equal(["qa", "live"], Run("Get-HotfixConfiguration -ConfigurationPath .hotfix.json").Single().All("Environments").Select(name => name.ToString()));
    }

    [Fact]
    public void A_word_before_the_environment_in_a_tag_is_no_environment()
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/tags/live/production", $"{Live}:refs/tags/live-production-1");

        Run("New-HotfixConfiguration").Single();

        Assert.Equal(["production"], Run("Get-HotfixConfiguration -ConfigurationPath .hotfix.json").Single().All("Environments").Select(name => name.ToString()));
    }

    [Fact]
    public void A_file_that_is_wrong_can_be_replaced()
    {
        Ada.Write(".hotfix.json", "{ \"brnach\": 1 }");
        Run("New-HotfixConfiguration -Force").Single();
        Run("Test-HotfixConfiguration -ConfigurationPath .hotfix.json").Nothing();
    }

    [Fact]
    public void From_a_subfolder_it_writes_to_the_root_and_Destination_is_where_the_user_is()
    {
        Shell.Go(Directory.CreateDirectory(Path.Combine(Ada.Folder, "sub")).FullName);

        Assert.Equal(File, Run("New-HotfixConfiguration").Single().Text("FullName"));
        Assert.Equal(Path.Combine(Ada.Folder, "sub", "mine.json"), Run("New-HotfixConfiguration mine.json").Single().Text("FullName"));
    }

    [Fact]
    public void A_folder_that_is_not_there_and_a_bare_clone_are_said()
    {
        Run("New-HotfixConfiguration nodrive:/x.json").Fails("FolderNotFound", ErrorCategory.ObjectNotFound, "-Destination");
        Run("New-HotfixConfiguration Env:x").Fails("FolderNotFound", ErrorCategory.ObjectNotFound, "-Destination");
        Run("New-HotfixConfiguration nowhere/x.json").Fails("FolderNotFound", ErrorCategory.ObjectNotFound, "-Destination");
        var bare = Team.Clone("bare.git", "--bare");
        Run("New-HotfixConfiguration -Path $args[0]", bare.Folder).Fails("DestinationRequired", ErrorCategory.InvalidArgument, "-Destination");
        Run("New-HotfixConfiguration out.json -Path $args[0]", bare.Folder).Single();
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_said_and_nothing_is_left()
    {
        Directory.CreateDirectory(File);

        Run("New-HotfixConfiguration").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Destination");

        Assert.Equal([".hotfix.json"], Directory.EnumerateFileSystemEntries(Ada.Folder, ".hotfix*").Select(Path.GetFileName));
    }

    [Fact]
    public void A_pipe_is_not_replaced_and_a_name_that_no_system_takes_is_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no place in a folder there.");
        Ada.MakePipe("pipe");

        Run("New-HotfixConfiguration -Destination pipe -Force").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Destination");
        Run("New-HotfixConfiguration -Destination \"a`0b\"").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Destination");
    }

    [Theory]
    [InlineData("deploy/production/1", "deploy/{environment}/*")]
    [InlineData("deployed-production-2026-01-01", "deployed-{environment}-*")]
    [InlineData("release/prod/7", "release/{environment}/*")]
    public void Tags_that_look_like_deploys_are_a_source(string tag, string pattern)
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/tags/{tag}", $"{Live}:refs/tags/v1.2.3", $"{Live}:refs/tags/production-line");
        Run("New-HotfixConfiguration").Single();

        Assert.Contains($"{{ \"type\": \"tags\", \"pattern\": \"{pattern}\" }}", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_tag_that_moves_is_a_source()
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/tags/live-production");
        Run("New-HotfixConfiguration").Single();

        Assert.Contains("{ \"type\": \"ref\", \"ref\": \"refs/tags/live-{environment}\" }", System.IO.File.ReadAllText(File));
        Run("Test-HotfixConfiguration -ConfigurationPath .hotfix.json").Nothing();
        Assert.Equal("ledger, ref", Run("Get-LastDeploy -ConfigurationPath .hotfix.json").Single().Text("Source"));
    }

    [Fact]
    public void Tags_of_versions_are_none()
    {
        Ada.Git("push", "--quiet", "origin", $"{Live}:refs/tags/v1.2.3", $"{Live}:refs/tags/2026-01-01");
        Run("New-HotfixConfiguration").Single();
        Assert.DoesNotContain("\"type\": \"tags\"", System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData(".github/workflows/deploy.yml", "jobs:\n  ship:\n    environment: staging\n  live:\n    environment:\n      name: production\n      url: https://x\n")]
    [InlineData(".gitlab-ci.yml", "ship:\n  environment: staging\nlive:\n  environment:\n    name: production\n")]
    [InlineData("azure-pipelines.yml", "- deployment: a\r\n  environment: 'staging'\r\n- deployment: b\r\n  environment: production # live\r\n")]
    public void Environments_of_workflow_files_are_seen(string file, string content)
    {
        Ada.Write(file, content);
        Run("New-HotfixConfiguration").Single();
        Assert.Equal(["staging", "production"], Run("Get-HotfixConfiguration -ConfigurationPath .hotfix.json").Single().All("Environments").Select(name => name.ToString()));
    }
}
