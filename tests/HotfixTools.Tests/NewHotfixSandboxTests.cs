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

    public void Dispose()
    {
        _shell.Dispose();
        TestHome.Remove(_root);
    }
}
