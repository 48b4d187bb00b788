using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class NewHotfixSandboxTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;
    private readonly ModuleSession _shell;

    public NewHotfixSandboxTests() => _shell = new ModuleSession(_root);

    [Fact]
    public void It_makes_a_remote_and_a_clone_with_something_to_practise_on()
    {
        var sandbox = _shell.Run("New-HotfixSandbox here").Single();

        Assert.Equal(Path.Combine(_root, "here"), sandbox.Text("Root"));
        Assert.Equal("true", GitProcess.Run(sandbox.Text("Remote")!, "rev-parse", "--is-bare-repository"));
        Assert.Equal("master", GitProcess.Run(sandbox.Text("Repository")!, "branch", "--show-current"));
        Assert.Equal(string.Empty, GitProcess.Run(sandbox.Text("Repository")!, "status", "--porcelain"));
        Assert.Equal(sandbox.Text("LiveCommit"), _shell.Run("Get-LastDeploy -Path here/shop").Single().Text("Commit"));
        Assert.Equal(3, _shell.Run("Compare-Deploy -Path here/shop").Output.Count);
        Assert.Equal(string.Empty, GitProcess.Run(sandbox.Text("Remote")!, "fsck", "--strict", "--no-progress"));
    }

    [Fact]
    public void WhatIf_tells_where_and_makes_nothing()
    {
        var result = _shell.Run("New-HotfixSandbox here -WhatIf").NoErrors();

        Assert.Equal(["Make a practice remote and a clone of it"], result.WhatIf);
        Assert.Contains(Path.Combine(_root, "here"), Assert.Single(result.Screen));
        Assert.Empty(result.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void The_pipeline_of_the_readme_works_from_anywhere()
    {
        var hotfix = _shell.Run("New-HotfixSandbox here | Get-LastDeploy | New-Hotfix").Single();

        Assert.Equal("Started", hotfix.Text("State"));
        Assert.Equal(Path.Combine(_root, "here", "shop"), hotfix.Text("Repository"));
        Assert.Equal("Practice User <practice@example.com>", hotfix.Text("StartedBy"));
    }

    [Fact]
    public void Without_a_destination_it_is_in_the_temporary_folder()
    {
        var sandbox = _shell.Run("New-HotfixSandbox").Single();

        Assert.StartsWith(Path.GetTempPath(), sandbox.Text("Root"));
        TestHome.Remove(sandbox.Text("Root")!);
    }

    [Fact]
    public void A_folder_with_something_in_it_is_left_alone()
    {
        var file = Path.Combine(_root, "mine.txt");
        File.WriteAllText(file, "mine");

        var error = _shell.Run("New-HotfixSandbox -Path .").Fails("FolderNotEmpty", ErrorCategory.ResourceExists, "does not exist yet");

        Assert.Equal(_root, error.TargetObject);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void A_second_run_leaves_the_first_alone()
    {
        var first = _shell.Run("New-HotfixSandbox here").Single();
        var before = GitProcess.Refs(first.Text("Remote")!);

        _shell.Run("New-HotfixSandbox here").Fails("FolderNotEmpty", ErrorCategory.ResourceExists, "does not exist yet");

        Assert.Equal(before, GitProcess.Refs(first.Text("Remote")!));
    }

    /// <summary>Each scenario, what it is found by, and what its hotfix is.</summary>
    public static TheoryData<string, string, string, string> Scenarios => new()
    {
        { "Superseded", "Superseded", "InProgress", "Update-Hotfix" },
        { "Contaminated", "Contaminated", "InProgress", "Stop-Hotfix -Reason 'contaminated'; New-Hotfix -Reason 'Orders of many articles fail'; Add-HotfixCommit " },
        { "Conflict", "MergeBackConflict", "Published", "git fetch origin; git switch master; git merge --ff-only origin/master; git merge origin/hotfix" },
        { "Stale", "Stale", "InProgress", "Publish-Hotfix production" },
        { "Published", "PublishedNotMerged", "Published", "Complete-Hotfix" },
        { "HalfDone", "HalfDone", "Merged", "Complete-Hotfix" },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Each_scenario_is_in_the_trouble_that_it_says_and_tells_the_way_out(string scenario, string finding, string state, string step)
    {
        var sandbox = _shell.Run($"New-HotfixSandbox here {scenario}").Single();

        Assert.Equal((scenario, "Get-Hotfix"), (sandbox.Text("Scenario"), sandbox.Text("NextStep")));
        Assert.NotEmpty(sandbox.Text("Trouble")!);
        var hotfix = _shell.Run("Get-Hotfix -Path here/shop").Single();
        Assert.Equal(state, hotfix.Text("State"));
        Assert.Contains(finding, hotfix.FindingIds());
        Assert.False(string.IsNullOrWhiteSpace(hotfix.Finding(finding).Text("WayOut")));
        Assert.StartsWith(step, hotfix.Text("NextStep"));
        Assert.Equal((scenario == "Stale", scenario == "Superseded", scenario == "Contaminated"), (hotfix.Get("IsStale"), hotfix.Get("IsSuperseded"), hotfix.Get("IsContaminated")));
        Assert.Equal(("Ada Example <ada@example.com>", "Orders of many articles fail"), (hotfix.Text("StartedBy"), hotfix.Text("Reason")));
        Assert.Equal(sandbox.Text("LiveCommit"), _shell.Run("Get-LastDeploy -Path here/shop").Single().Text("Commit"));
        Assert.All(_shell.Run("Test-HotfixJournal -Path here/shop").NoErrors().Output, verdict => Assert.Equal(true, verdict.Get("Holds")));
        Assert.Equal(string.Empty, GitProcess.Run(sandbox.Text("Remote")!, "fsck", "--strict", "--no-dangling", "--no-progress"));
        Assert.Equal(string.Empty, GitProcess.Run(sandbox.Text("Repository")!, "status", "--porcelain"));
    }

    [Fact]
    public void In_the_conflict_it_cannot_be_completed_and_by_hand_it_can()
    {
        var sandbox = _shell.Run("New-HotfixSandbox here -Scenario Conflict").Single();

        var error = _shell.Run("Complete-Hotfix -Path here/shop").Fails("MergeConflict", ErrorCategory.InvalidResult, "git merge origin/hotfix");

        Assert.Contains("src/checkout.txt", error.ToString());
        Assert.Equal(sandbox.Text("LiveCommit"), GitProcess.Run(sandbox.Text("Remote")!, "rev-parse", "hotfix"));
    }

    [Fact]
    public void A_scenario_that_is_none_is_refused_by_its_names()
    {
        var result = _shell.Run("New-HotfixSandbox here -Scenario Broken");

        Assert.Contains("HalfDone", (result.Thrown?.Message ?? result.Errors[0].ToString()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void WhatIf_names_the_scenario()
    {
        Assert.Equal(["Make a practice remote and a clone of it, in the scenario Stale"], _shell.Run("New-HotfixSandbox here -Scenario Stale -WhatIf").NoErrors().WhatIf);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_stopped_leaves_nothing_behind(bool isThere)
    {
        var place = Path.Combine(_root, "here");
        if (isThere)
            Directory.CreateDirectory(place);
        using var running = _shell.Start("New-HotfixSandbox here -Scenario HalfDone");
        for (var wait = 0; !Directory.Exists(Path.Combine(place, "remote.git")) && wait < 3000; wait++)
            Thread.Sleep(10);

        running.Stop();

        Assert.Equal(isThere, Directory.Exists(place));
        Assert.Empty(Directory.EnumerateFileSystemEntries(isThere ? place : _root));
    }

    [Fact]
    public void A_place_where_nothing_can_be_made_is_an_error()
    {
        File.WriteAllText(Path.Combine(_root, "file"), "mine");

        _shell.Run("New-HotfixSandbox file/here").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Destination");
        _shell.Run("New-HotfixSandbox Variable:here").Fails("FolderNotFound", ErrorCategory.ObjectNotFound, "-Destination");
    }

    public void Dispose()
    {
        _shell.Dispose();
        TestHome.Remove(_root);
    }
}
