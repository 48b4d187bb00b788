using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

public sealed class QuestionTests
{
    [Theory]
    [InlineData("Y\n", "removed thing1")]
    [InlineData("yes\n", "removed thing1")]
    [InlineData("\n", "removed thing1")]
    [InlineData("N\n", "kept thing1")]
    [InlineData("what?\nn\n", "kept thing1")]
    public void Confirm_TakesTheAnswerFromStdin(string answers, string outcome)
    {
        var result = Ask("Remove-FixtureThing", answers);

        Assert.Equal(0, result.Status);
        Assert.Equal(outcome, result.Output.TrimEnd());
        Assert.Contains("\"Remove\" on target \"thing1\"", result.Error, StringComparison.Ordinal);
        Assert.Contains("[Y] Yes", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ConfirmYesToAll_AsksOnce()
    {
        var result = Ask("Remove-FixtureThing one, two", "A\n");

        Assert.Equal(["removed one", "removed two"], result.OutputLines);
    }

    [Fact]
    public void QuestionMark_Explains()
    {
        var result = Ask("Remove-FixtureThing", "?\nN\n");

        Assert.Equal("kept thing1", result.Output.TrimEnd());
        Assert.Contains("Y - Continue with only the next step", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void EndOfInput_IsAnErrorThatSaysWhy()
    {
        var result = Ask("Remove-FixtureThing", "");

        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Contains("standard input has ended", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NonInteractive_IsAnErrorWhateverStdinHolds()
    {
        var result = (HostCall.WithFixture("-NonInteractive", "Remove-FixtureThing") with { Input = "Y\n" }).Run();

        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        Assert.Contains("-NonInteractive rules that out", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("[Y] Yes", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NonInteractive_NeedsNoAnswerWhereNothingIsAsked()
    {
        var result = HostCall.WithFixture("-NonInteractive", "Remove-FixtureThing -Confirm:$false").Run();

        Assert.Equal("removed thing1", result.Output.TrimEnd());
    }

    [Fact]
    public void MandatoryParameters_AreAskedFor()
    {
        var result = Ask("Get-FixtureName", "Ann\nfirst\nsecond\n\n");

        Assert.Equal(0, result.Status);
        Assert.Equal("Ann has 2 tags: first second", result.Output.TrimEnd());
    }

    [Theory]
    [InlineData("-NonInteractive", "Get-FixtureName")]
    [InlineData("-Command", "Get-FixtureName")]
    public void MandatoryParametersWithoutAnAnswer_AreNamed(params string[] arguments)
    {
        var result = HostCall.WithFixture(arguments).Run();

        Assert.Equal(1, result.Status);
        Assert.Contains("missing mandatory parameters: Name", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Credential_IsAskedFor()
    {
        var result = Ask("Get-FixtureSecret", "ann\nopen sesame\n");

        Assert.Equal("ann has a password of 11 characters", result.Output.TrimEnd());
    }

    [Fact]
    public void Line_IsRead() =>
        Assert.Equal("read: a line", Ask("'read: ' + $host.UI.ReadLine()", "a line\n").Output.TrimEnd());

    private static HostResult Ask(string command, string answers) =>
        (HostCall.WithFixture("-Command", command) with { Input = answers }).Run();
}
