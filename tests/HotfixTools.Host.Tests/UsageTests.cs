using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

public sealed class UsageTests
{
    [Fact]
    public void WithoutArguments_SaysWhatItIsAndHowToUseIt()
    {
        var result = new HostCall().Run();

        Assert.Equal(0, result.Status);
        Assert.Contains("Runs HotfixTools commands", result.Output, StringComparison.Ordinal);
        Assert.Contains("-File <script.ps1>", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("-Help")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("/?")]
    public void Help_IsTheSameText(string option)
    {
        var result = new HostCall(option).Run();

        Assert.Equal(0, result.Status);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Version")]
    [InlineData("--version")]
    public void Version_NamesHostEngineAndRuntime(string option)
    {
        var result = new HostCall(option).Run();

        Assert.Equal(0, result.Status);
        Assert.Matches(@"^HotfixTools\.Host \d+\.\d+\.\d+ \(PowerShell engine 7\.\S+, \.NET \S+\)\s*$", result.Output);
    }

    [Fact]
    public void UnknownOption_IsNamed()
    {
        var result = new HostCall("-Frobnicate", "1").Run();

        Assert.Equal(64, result.Status);
        Assert.Contains("'-Frobnicate' is not known", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("-Command")]
    [InlineData("-Command", " ")]
    [InlineData("-File")]
    [InlineData("-Module")]
    [InlineData("-NonInteractive")]
    public void MissingValue_IsWrongUsage(params string[] arguments)
    {
        var result = new HostCall(arguments).Run();

        Assert.Equal(64, result.Status);
        Assert.Contains("-Help", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("-File")]
    [InlineData("-Module")]
    public void MissingFile_IsNamedWithItsFullPath(string option)
    {
        using var folder = new TemporaryFolder();

        var result = new HostCall(option, "nowhere.ps1") { Directory = folder.Path }.Run();

        Assert.Equal(64, result.Status);
        Assert.Contains(folder.File("nowhere.ps1"), result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Command", "'one'", "+", "'two'")]
    [InlineData("-command", "'one' + 'two'")]
    [InlineData("--COMMAND", "'one' + 'two'")]
    [InlineData("-c", "'one' + 'two'")]
    [InlineData("'one' + 'two'")]
    [InlineData("'one'", "+", "'two'")]
    [InlineData("-NonInteractive", "'one' + 'two'")]
    public void Command_IsTheRestOfTheLine(params string[] arguments)
    {
        var result = HostCall.WithFixture(arguments).Run();

        Assert.Equal(0, result.Status);
        Assert.Equal("onetwo", result.Output.TrimEnd());
    }

    [Fact]
    public void OptionsBehindTheCommand_BelongToIt()
    {
        var result = HostCall.WithFixture("Get-FixtureThing", "-Count", "1").Run();

        Assert.Equal(0, result.Status);
        Assert.Contains("thing1", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("thing2", result.Output, StringComparison.Ordinal);
    }
}
