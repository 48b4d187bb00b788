using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

public sealed class OutputTests
{
    [Fact]
    public void Objects_AreShownByTheViewOfTheirModule()
    {
        var result = HostCall.Command("Get-FixtureThing");

        Assert.Equal(0, result.Status);
        Assert.Matches(@"Thing +Bytes\s+-+ +-+\s+thing1 +1\s+thing2 +2", result.Output);
        Assert.DoesNotContain("hidden", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public void InAFile_ViewsMayBe120ColumnsWideAndTextIsNotWrapped()
    {
        var result = HostCall.Command("$host.UI.RawUI.BufferSize.Width; 'x' * 300; Get-FixtureThing 1");

        Assert.Equal("120", result.OutputLines[0]);
        Assert.Equal(new string('x', 300), result.OutputLines[1]);
        Assert.Contains(result.OutputLines, line => line.Contains("Thing" + new string(' ', 96) + "Bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void InAFile_ColumnsSaysTheWidth()
    {
        var call = HostCall.WithFixture("$host.UI.RawUI.BufferSize.Width") with
        {
            Variables = new Dictionary<string, string> { ["COLUMNS"] = "200" },
        };

        Assert.Equal("200", call.Run().Output.TrimEnd());
    }

    [Fact]
    public void InAFile_ThereAreNoEscapeSequences()
    {
        var result = HostCall.Command(
            "$PSStyle.Foreground.Red + 'red'; Get-FixtureThing; Write-FixtureMessage -Verbose; Show-FixtureProgress; "
                + "Write-FixtureError; $Error[0]; Write-FixtureError -Terminating");

        Assert.Equal(1, result.Status);
        Assert.Contains("red", result.OutputLines);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u001b', result.Error);
    }

    [Theory]
    [InlineData("red: `e[31mred`e[0m, `e[38;5;9;1mbright`e[m, `e[;mnone")]
    [InlineData("cursor: `e[?25l`e[?1049h, and `e[?25;1l, `e[?l, `e[?m")]
    [InlineData("link: `e]8;;https://example.org/`e\\here`e]8;;`e\\, `e]8;;unended, `e]8;;broken`nlink`e\\")]
    [InlineData("others: `e[2J`e[5A`eM`e]0;title`a`e`e[1m`e[`e[31")]
    [InlineData("end: `e")]
    [InlineData("end: `e[")]
    [InlineData("end: `e[?")]
    [InlineData("end: `e]8;;")]
    [InlineData("none")]
    public void InAFile_NoMoreIsTakenAwayThanTheEngineWould(string text)
    {
        var lines = HostCall.Command(
            $$"""
            $text = "{{text}}"
            $plain = [System.Management.Automation.Internal.StringDecorated]::new($text).ToString('PlainText')
            [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($plain))
            $text
            """).Output.Split('\n', 2);

        Assert.Equal(System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(lines[0])), lines[1].TrimEnd('\n'));
    }

    [Fact]
    public void WhatAScriptCallsOutDefault_ShowsNothing() =>
        Assert.Equal("5", HostCall.Command("function Out-Default { process { 'mine' } } 5").Output.TrimEnd());

    [Fact]
    public void ViewsOfTheModule_AreThere_AndThoseOfModulesThatComeLater()
    {
        var finding = new HostCall("[HotfixTools.HotfixFinding]@{ Id = 'Stale'; Message = 'Old.' }").Run();
        var later = new HostCall($"Import-Module '{HostCall.Fixture}'; Get-FixtureThing").Run();

        Assert.Contains(finding.OutputLines, line => line.Contains("Severity", StringComparison.Ordinal) && line.Contains("WayOut", StringComparison.Ordinal));
        Assert.DoesNotContain("Commits", finding.Output, StringComparison.Ordinal);
        Assert.Equal(HostCall.Command("Get-FixtureThing").Output, later.Output);
    }

    [Fact]
    public void Messages_GoToStderr()
    {
        var result = HostCall.Command("$DebugPreference = 'Continue'; Write-FixtureMessage -Verbose");

        Assert.Equal("a result", result.Output.TrimEnd());
        Assert.Equal(["WARNING: a warning", "VERBOSE: a detail", "DEBUG: an internal"], result.ErrorLines);
    }

    [Fact]
    public void Progress_IsNotLogged()
    {
        var result = HostCall.Command("Show-FixtureProgress");

        Assert.Equal("fetched", result.Output.TrimEnd());
        Assert.Empty(result.Error);
    }

    [Fact]
    public void WhatIf_SaysWhatWouldBeDone()
    {
        var result = HostCall.Command("Remove-FixtureThing -WhatIf");

        Assert.Equal(0, result.Status);
        Assert.Contains("\"Remove\" on target \"thing1\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("kept thing1", result.OutputLines);
    }

    [Theory]
    [InlineData("Get-FixtureThing; exit 3", 3)]
    [InlineData("Get-FixtureThing; throw 'it ends here'", 1)]
    [InlineData("Get-FixtureThing; Write-FixtureError -Terminating", 1)]
    public void WhatWasEmittedBeforeTheEnd_IsShownHoweverItEnds(string command, int status)
    {
        var result = HostCall.Command(command);

        Assert.Equal(status, result.Status);
        Assert.Contains("thing2", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_IsShown()
    {
        var result = HostCall.Command("Get-Help Get-FixtureThing -Examples");

        Assert.Equal(0, result.Status);
        Assert.Contains("Emits things", result.Output, StringComparison.Ordinal);
        Assert.Contains("Get-FixtureThing -Count 2", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void CurrentLocation_IsTheWorkingDirectory()
    {
        using var folder = new TemporaryFolder();
        var call = HostCall.WithFixture("$PWD.Path") with { Directory = folder.Path };

        Assert.Equal(folder.Path, call.Run().Output.TrimEnd());
    }

    [Fact]
    public void NativeCommand_KeepsItsStreams()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs sh.");

        var result = HostCall.Command("sh -c 'echo out; echo err >&2; exit 4'; \"it said $LASTEXITCODE\"");

        Assert.Equal(0, result.Status);
        Assert.Equal(["out", "it said 4"], result.OutputLines);
        Assert.Equal(["err"], result.ErrorLines);
    }
}
