using HotfixTools.Host.Tests.Running;

namespace HotfixTools.Host.Tests;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SignalTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs the signals of Unix.");

    public void Dispose() => _folder.Dispose();

    private string Marker => _folder.File("marker");

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void Signal_StopsTheCommandCleanly(string signal, int status)
    {
        using var process = HostCall.WithFixture($"Wait-Fixture '{Marker}'; 'after'").Start();
        process.WaitFor("waiting");

        process.Signal(signal);
        var result = process.Finish();

        Assert.Equal(status, result.Status);
        Assert.True(File.Exists(Marker));
        Assert.DoesNotContain("after", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task SecondSignal_EndsACommandThatDoesNotStop()
    {
        using var process = HostCall.WithFixture($"Wait-Fixture '{Marker}' -Stubborn").Start();
        process.WaitFor("waiting");
        process.Signal("INT");
        while (!File.Exists(Marker))
            await Task.Delay(20, TestContext.Current.CancellationToken);

        process.Signal("INT");

        Assert.Equal(130, process.Finish().Status);
    }

    [Fact]
    public void Signal_StopsACommandThatAsks()
    {
        using var process = HostCall.WithFixture("'asking'; Remove-FixtureThing; 'after'").Start();
        process.WaitFor("asking");

        process.Signal("INT");
        var result = process.Finish();

        Assert.Equal(130, result.Status);
        Assert.DoesNotContain("thing1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Signal_StopsACommandOnATerminal()
    {
        using var process = HostCall.WithFixture($"Wait-Fixture '{Marker}'").StartOnTerminal();
        process.WaitFor("waiting");

        // Control-C, as typed.
        process.Write("\u0003");

        Assert.Equal(130, process.Finish().Status);
        Assert.True(File.Exists(Marker));
    }
}
