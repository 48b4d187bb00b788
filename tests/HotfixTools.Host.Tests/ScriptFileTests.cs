using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

public sealed class ScriptFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Arguments_AreBoundToTheParameters()
    {
        var result = RunFile(
            "param([string] $Name, [int] $Count, [switch] $On, [switch] $Off) \"$Name $Count $On $Off $args\"",
            "-Count", "-7", "-Name:colon", "-On", "-Off:$false", "more of", "it");

        Assert.Equal("colon -7 True False more of it", result.Output.TrimEnd());
        Assert.Equal(0, result.Status);
    }

    [Fact]
    public void Arguments_AreArgsWithoutParameters()
    {
        var result = RunFile("$args.Count; $args[1]", "one", "two words");

        Assert.Equal(["2", "two words"], result.OutputLines);
    }

    [Fact]
    public void UnknownParameter_IsAFailure()
    {
        var result = RunFile("[CmdletBinding()] param([string] $Name) 'ran'", "-Nmae", "x");

        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Contains("'Nmae'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Script_KnowsItsPlace()
    {
        var result = RunFile("$PSScriptRoot; $PSCommandPath");

        Assert.Equal([_folder.Path, _folder.File("script.ps1")], result.OutputLines);
    }

    [Fact]
    public void Script_HasTheModule() =>
        Assert.Contains("thing1", RunFile("Get-FixtureThing").Output, StringComparison.Ordinal);

    [Fact]
    public void Exit_DecidesTheStatus()
    {
        var result = RunFile("'before'; exit 5; 'after'");

        Assert.Equal(5, result.Status);
        Assert.Equal("before", result.Output.TrimEnd());
    }

    [Fact]
    public void Failure_NamesTheLine()
    {
        var result = RunFile("'before'\nWrite-FixtureError -Terminating\n'after'");

        Assert.Equal(1, result.Status);
        Assert.Equal("before", result.Output.TrimEnd());
        Assert.Contains($"  at {_folder.File("script.ps1")}:2", result.ErrorLines);
    }

    [Fact]
    public void ParseError_NamesFileAndPosition()
    {
        var result = RunFile("'before'\nif (");

        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Contains($"At {_folder.File("script.ps1")}:2 char:5", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void PathAndSpelling_MayVary()
    {
        _folder.Write("with space/it's a script.ps1", "'ran'");
        var call = HostCall.WithFixture("--file", "with space/it's a script.ps1") with { Directory = _folder.Path };

        Assert.Equal("ran", call.Run().Output.TrimEnd());
    }

    private HostResult RunFile(string script, params string[] arguments) =>
        HostCall.WithFixture(["-File", _folder.Write("script.ps1", script), .. arguments]).Run();
}
