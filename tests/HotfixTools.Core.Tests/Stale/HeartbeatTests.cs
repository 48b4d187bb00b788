using System.Text;

namespace HotfixTools.Core.Tests.Stale;

public sealed class HeartbeatTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 7, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "last.json");

    [Fact]
    public void What_is_left_is_read_again_in_UTC()
    {
        var heartbeat = new Heartbeat(new DateTimeOffset(2026, 7, 6, 14, 0, 0, TimeSpan.FromHours(2)), "shop-1", "Get-Hotfix -Stale", 12, 1, 0);

        Assert.Equal("{\"at\":\"2026-07-06T12:00:00+00:00\",\"by\":\"shop-1\",\"command\":\"Get-Hotfix -Stale\",\"checked\":12,\"found\":1,\"failed\":0}\n", Encoding.UTF8.GetString(heartbeat.Write()));
        Assert.Equal(heartbeat with { At = Now }, Heartbeat.Read(heartbeat.Write()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"at\": \"yesterday\" }")]
    [InlineData("{ \"at\": 5 }")]
    [InlineData("{ \"at\": \"2026-07-06T12:00:00Z\", \"checked\": \"many\" }")]
    [InlineData("{ \"at\": \"2026-07-06T12:00:00Z\"")]
    public void What_is_none_is_not_read(string text)
    {
        Assert.Null(Heartbeat.Read(Encoding.UTF8.GetBytes(text)));
        File.WriteAllText(Path, text);
        Assert.Equal((2, false), (Look().ExitStatus, Look().IsAlive));
    }

    [Theory]
    [InlineData(0, 0, "ended at 2026-07-06 12:00 UTC on shop-1.")]
    [InlineData(-24, 0, "ended at 2026-07-05 12:00 UTC on shop-1.")]
    [InlineData(-25, 0, "ended at 2026-07-05 11:00 UTC on shop-1.")]
    [InlineData(-25.01, 1, "longer ago than 1d1h: its schedule is dead or late.")]
    [InlineData(0.08, 0, "ended at 2026-07-06 12:04 UTC on shop-1.")]
    [InlineData(0.09, 1, "which is in the future: a clock is wrong.")]
    public void It_is_alive_for_a_day_and_an_hour(double hours, int status, string message)
    {
        new HeartbeatFile(Path).Leave(Beat(Now.AddHours(hours)), default);

        var heartbeat = Look();

        Assert.Equal((status, status == 0), (heartbeat.ExitStatus, heartbeat.IsAlive));
        Assert.EndsWith(message, heartbeat.Message);
        Assert.Equal((Path, 12, 1, 0, "shop-1"), (heartbeat.Location, heartbeat.Checked, heartbeat.Found, heartbeat.Failed, heartbeat.By));
        Assert.InRange(heartbeat.Age!.Value, TimeSpan.Zero, TimeSpan.FromHours(26));
    }

    [Fact]
    public void A_check_that_could_not_look_everywhere_is_alive_and_says_so()
    {
        new HeartbeatFile(Path).Leave(Beat(Now) with { Failed = 2 }, default);

        Assert.Equal(0, Look().ExitStatus);
        Assert.Contains("could not look at 2 repositories", Look().Message);
    }

    [Fact]
    public void None_is_missing()
    {
        var heartbeat = Look();

        Assert.Equal((1, false, null, null), (heartbeat.ExitStatus, heartbeat.IsAlive, heartbeat.At, heartbeat.Age));
        Assert.Equal($"No check has left a heartbeat at {Path}.", heartbeat.Message);
        Assert.Equal(1, Look(System.IO.Path.Combine(_folder, "no", "such", "file")).ExitStatus);
    }

    [Fact]
    public void What_cannot_be_read_is_not_known() => Assert.Equal(2, Look(_folder).ExitStatus);

    [Fact]
    public void A_file_that_is_too_large_is_none()
    {
        File.WriteAllText(Path, Encoding.UTF8.GetString(Beat(Now).Write()) + new string(' ', Heartbeat.MaxBytes));

        Assert.Equal(2, Look().ExitStatus);
    }

    [Fact]
    public void Text_from_elsewhere_is_cleaned()
    {
        File.WriteAllText(Path, "{ \"at\": \"2026-07-06T12:00:00Z\", \"by\": \"\\u001b[2Jx\" }");

        Assert.DoesNotContain('\u001b', Look().Message);
        Assert.Equal("\uFFFD[2Jx", Look().By);
    }

    [Fact]
    public void It_takes_the_place_of_the_one_before_and_leaves_nothing_beside()
    {
        var place = new HeartbeatFile(Path);
        place.Leave(Beat(Now.AddDays(-3)), default);
        place.Leave(Beat(Now), default);

        Assert.Equal(Now, Look().At);
        Assert.Equal([Path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Whoever_reads_meanwhile_never_finds_half_of_one()
    {
        var place = new HeartbeatFile(Path);
        place.Leave(Beat(Now), default);
        var writer = Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
                place.Leave(Beat(Now) with { Command = new string('x', i * 20) }, default);
        });
        do
        {
            Assert.Equal(0, Look().ExitStatus);
        }
        while (!writer.IsCompleted);
        await writer;
    }

    [Fact]
    public void Where_it_cannot_be_left_that_is_an_error_and_nothing_lies_around()
    {
        var missing = System.IO.Path.Combine(_folder, "missing", "last.json");
        var error = Assert.Throws<HotfixException>(() => new HeartbeatFile(missing).Leave(Beat(Now), default));
        Assert.Equal(("HeartbeatFailed", missing), (error.Id, error.Target));
        Assert.Contains("its folder does not exist", error.Message);

        Directory.CreateDirectory(Path);
        Assert.Equal("HeartbeatFailed", Assert.Throws<HotfixException>(() => new HeartbeatFile(Path).Leave(Beat(Now), default)).Id);
        Assert.Equal([Path], Directory.GetFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Heartbeat Beat(DateTimeOffset at) => new(at, "shop-1", "Get-Hotfix -Stale", 12, 1, 0);

    private HotfixHeartbeat Look(string? path = null) => HotfixHeartbeat.Look(new HeartbeatFile(path ?? Path), TimeSpan.FromHours(25), Now, default);
}
