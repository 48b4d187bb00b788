using System.Diagnostics;

namespace HotfixTools.Services.Tests;

public class CommandSourceTests
{
    [Theory]
    [InlineData("echo " + Shas.A)]
    [InlineData("printf " + Shas.A)]
    [InlineData("printf '\\n  %s \\r\\n\\n' " + Shas.A)]
    [InlineData("echo A111111111111111111111111111111111111111")]
    [InlineData("echo noise >&2; echo " + Shas.A)]
    [InlineData("yes noise | head -n 20000 >&2; echo " + Shas.A)]
    public async Task One_commit_id_is_an_answer(string script) => await Asked.AssertCommit(Shas.A, Source(script));

    [Theory]
    [InlineData("true")]
    [InlineData("echo")]
    [InlineData("echo a111111")]
    [InlineData("echo " + Shas.A + "0")]
    [InlineData("echo " + Shas.A + "; echo " + Shas.B)]
    [InlineData("echo " + Shas.A + "; echo " + Shas.A)]
    [InlineData("echo Version: " + Shas.A)]
    [InlineData("echo 0000000000000000000000000000000000000000")]
    [InlineData("head -c 3000 /dev/urandom")]
    [InlineData("echo " + Shas.A + " >&2")]
    public async Task Anything_else_is_none(string script) => await Asked.AssertSilent("is not exactly one commit id", Source(script));

    [Theory]
    [InlineData("yes | head -n 1000000")]
    [InlineData("echo " + Shas.A + "; yes '' | head -n 100000; echo " + Shas.B)]
    [InlineData("echo " + Shas.A + "; head -c 2000000 /dev/zero | tr '\\0' ' '; echo " + Shas.B)]
    public async Task Far_too_much_is_none(string script) => await Asked.AssertSilent("printed far more than one commit id", Source(script));

    [Theory]
    [InlineData("echo " + Shas.A + "; exit 1", "exit status 1.")]
    [InlineData("echo 'no such app' >&2; echo >&2; exit 3", "exit status 3: no such app.")]
    [InlineData("printf 'bad \\033[2Jword https://ada:pass@host/' >&2; exit 3", "exit status 3: bad \uFFFD[2Jword https://host/.")]
    public async Task One_that_fails_is_none_whatever_it_printed(string script, string says) => await Asked.AssertSilent(says, Source(script));

    [Fact]
    public async Task What_it_prints_is_shown_safe_and_short()
    {
        var error = await Asked.AssertSilent("'\uFFFD[31m\uFFFDxxx", Source("printf '\\033[31m\\342\\200\\256'; head -c 3000 /dev/zero | tr '\\0' x"));
        Assert.True(error.Message.Length < 200);
    }

    [Theory]
    [InlineData("sleep 60")]
    [InlineData("echo " + Shas.A + "; sleep 60")]
    [InlineData("yes")]
    public async Task One_that_hangs_is_none(string script) => await Asked.AssertSilent("did not end within 1s", Source(script, seconds: 1));

    [Fact]
    public async Task It_knows_for_which_environment()
    {
        var source = Source("test \"$1\" = staging && echo " + Shas.A);
        Assert.Equal(Shas.A, (await Asked.Of(source, "staging"))?.Commit.ToString());
        await Asked.AssertSilent("exit status 1", source);
    }

    [Fact]
    public async Task One_that_cannot_be_started_is_none()
    {
        var settings = Settings(5);
        await Asked.AssertSilent("could not be started", new CommandSource(settings, _ => new ProcessStartInfo("/gone/program"), TimeProvider.System));
    }

    [Fact]
    public async Task Whoever_waits_can_stop()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => Source("sleep 60").Find(Asked.Production, stop.Token)));
    }

    private static CommandSourceSettings Settings(double seconds) =>
        new("live", new DeployCommandSettings("what-is-live", [], null, TimeSpan.FromHours(1))) { Timeout = TimeSpan.FromSeconds(seconds) };

    private static CommandSource Source(string script, double seconds = 30) => new(
        Settings(seconds),
        environment => new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", script, "sh", environment.ToString() } },
        TimeProvider.System);
}
