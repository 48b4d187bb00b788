using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

/// <summary>What is different where someone watches.</summary>
public sealed class TerminalTests
{
    private const string Escape = "\u001b[";
    private const string Red = "\u001b[31;1m";

    [Fact]
    public void HeadersAndErrors_AreColoured()
    {
        using var process = HostCall.WithFixture("Get-FixtureThing; Write-FixtureError -Terminating").StartOnTerminal();

        var result = process.Finish();

        Assert.Equal(1, result.Status);
        Assert.Matches(@"\u001b\[[0-9;]+mThing", result.Output);
        Assert.Contains(Red + "Write-FixtureError: The fixture is broken.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("TERM", "dumb")]
    public void Colour_CanBeRuledOut(string variable, string value)
    {
        using var process = (HostCall.WithFixture("Get-FixtureThing; Write-FixtureError") with
        {
            Variables = new Dictionary<string, string> { [variable] = value },
        }).StartOnTerminal();

        var result = process.Finish();

        Assert.Contains("The fixture is broken.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\u001b\[[0-9;]*m", result.Output);
    }

    [Fact]
    public void Width_IsTheTerminals()
    {
        using var process = HostCall.WithFixture("\"width $($host.UI.RawUI.BufferSize.Width)\"").StartOnTerminal(columns: 97);

        Assert.Contains("width 97", process.Finish().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_IsOneLineThatIsWrittenOver()
    {
        using var process = HostCall.WithFixture("Show-FixtureProgress").StartOnTerminal(columns: 60);

        var output = process.Finish().Output;

        var line = ("Fetching: from origin " + new string('x', 300))[..59];
        Assert.Contains($"\r{Escape}K{line}\r{Escape}Kfetched\r\n\r{Escape}K{line}\r{Escape}K", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Password_IsNotShown()
    {
        using var process = HostCall.WithFixture("Get-FixtureSecret").StartOnTerminal();
        process.WaitFor("User: ");
        process.Write("ann\r");
        process.WaitFor("Password for ann: ");
        process.Write("open sesamee\u007f\r");

        var result = process.Finish();

        Assert.Contains("ann has a password of 11 characters", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Confirm_IsAnsweredAtTheKeyboard()
    {
        using var process = HostCall.WithFixture("Remove-FixtureThing").StartOnTerminal();
        process.WaitFor("(default is \"Y\"): ");
        process.Write("n\r");

        Assert.Contains("kept thing1", process.Finish().Output, StringComparison.Ordinal);
    }
}
