using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

public sealed class ErrorTests
{
    private static readonly string[] FixtureError =
    [
        "Write-FixtureError: The fixture is broken.",
        "  Mend the fixture.",
        "  FixtureBroken,Write-FixtureError",
    ];

    [Fact]
    public void NonTerminatingError_IsReportedAndTheRestGoesOn()
    {
        var result = HostCall.Command("Write-FixtureError; 'after'");

        Assert.Equal(0, result.Status);
        Assert.Equal("after", result.Output.TrimEnd());
        Assert.Equal(FixtureError, result.ErrorLines);
    }

    [Theory]
    [InlineData("Write-FixtureError")]
    [InlineData("Get-FixtureThing; Write-FixtureError # with a comment behind it")]
    public void ErrorInTheLastStatement_IsAFailure(string command)
    {
        var result = HostCall.Command(command);

        Assert.Equal(1, result.Status);
        Assert.Equal(FixtureError, result.ErrorLines);
    }

    [Fact]
    public void TerminatingError_EndsTheRun()
    {
        var result = HostCall.Command("'before'; Write-FixtureError -Terminating; 'after'");

        Assert.Equal(1, result.Status);
        Assert.Equal("before", result.Output.TrimEnd());
        Assert.Equal(FixtureError, result.ErrorLines);
    }

    [Theory]
    [InlineData("$ErrorActionPreference = 'Stop'; Write-FixtureError; 'after'")]
    [InlineData("Write-FixtureError -ErrorAction Stop; 'after'")]
    public void ErrorActionStop_LetsAnyErrorEndTheRun(string command)
    {
        var result = HostCall.Command(command);

        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Equal(FixtureError, result.ErrorLines);
    }

    [Fact]
    public void SilencedError_IsNotReported()
    {
        var result = HostCall.Command("Write-FixtureError -ErrorAction SilentlyContinue; 'after'");

        Assert.Equal(0, result.Status);
        Assert.Equal("after", result.Output.TrimEnd());
        Assert.Empty(result.Error);
    }

    [Fact]
    public void CaughtError_IsNoError()
    {
        var result = HostCall.Command("try { Write-FixtureError -Terminating } catch { \"caught $_\" }");

        Assert.Equal(0, result.Status);
        Assert.Equal("caught The fixture is broken.", result.Output.TrimEnd());
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("throw 'my words'", "Error: my words")]
    [InlineData("Get-FixtureNothing", "'Get-FixtureNothing' is not recognized")]
    [InlineData("Get-FixtureThing -Count many", "Cannot process argument transformation on parameter 'Count'")]
    public void AnythingThatEndsTheCommand_IsAFailure(string command, string message)
    {
        var result = HostCall.Command(command + "; 'after'");

        Assert.Equal(1, result.Status);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void ParseError_ShowsThePositionAndRunsNothing()
    {
        var result = HostCall.Command("'before'; if (");

        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Contains("At line:1 char:15", result.Error, StringComparison.Ordinal);
        Assert.Contains("Missing condition", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit", 0)]
    [InlineData("exit 0", 0)]
    [InlineData("exit 42", 42)]
    [InlineData("try { exit 42 } finally { 'cleaned up' }", 42)]
    [InlineData("& { & { exit 42 } }", 42)]
    [InlineData("Write-FixtureError; exit 42", 42)]
    public void Exit_DecidesTheStatus(string command, int status)
    {
        var result = HostCall.Command(command + "; 'after'");

        Assert.Equal(status, result.Status);
        Assert.DoesNotContain("after", result.Output, StringComparison.Ordinal);
    }
}
