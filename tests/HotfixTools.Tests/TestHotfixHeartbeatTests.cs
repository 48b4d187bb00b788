using System.Management.Automation;
using System.Text.Json;

namespace HotfixTools.ModuleTests;

/// <summary>The proof that a check ran, left and looked for.</summary>
public sealed class TestHotfixHeartbeatTests : ModuleTest
{
    private string File => Path.Combine(Ada.Folder, "last.json");

    [Fact]
    public void A_check_leaves_what_it_counted()
    {
        var gone = Path.Combine(Team.Root, "gone.git");
        using var other = Team.AtHotfix(out _, out _, out _);

        var result = Run("Get-Hotfix -Finding Unclaimed, Stale -Url $args -Heartbeat last.json", Team.Remote, gone, other.Remote);

        Assert.Single(result.Output);
        Assert.Single(result.Errors);
        var heartbeat = Run("Test-HotfixHeartbeat last.json").Single();
        Assert.Equal((true, File, 2, 1, 1, 0), (heartbeat.Get("IsAlive"), heartbeat.Text("Location"), heartbeat.Get("Checked"), heartbeat.Get("Found"), heartbeat.Get("Failed"), heartbeat.Get("ExitStatus")));
        Assert.Equal((Environment.MachineName, "Get-Hotfix -Finding Unclaimed, Stale"), (heartbeat.Text("By"), heartbeat.Text("Command")));
        Assert.Contains("could not look at 1 repository", heartbeat.Text("Message"));
        Assert.InRange((TimeSpan)heartbeat.Get("Age")!, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        using var written = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        Assert.Equal(["at", "by", "command", "checked", "found", "failed"], written.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void One_that_finds_nothing_leaves_it_too()
    {
        Run("Get-Hotfix -Stale -Heartbeat last.json").Nothing();
        Run("$args | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Get-Hotfix -Heartbeat more.json", Ada.Folder, Ada.Folder).Nothing();

        var heartbeats = Run("'last.json', 'more.json' | Test-HotfixHeartbeat").NoErrors().Output;
        Assert.Equal([(1, 0, 0), (2, 0, 0)], heartbeats.Select(heartbeat => ((int)heartbeat.Get("Checked")!, (int)heartbeat.Get("Found")!, (int)heartbeat.Get("Failed")!)));
        Assert.Equal(["Get-Hotfix -Stale", "Get-Hotfix"], heartbeats.Select(heartbeat => heartbeat.Text("Command")));
    }

    [Theory]
    [InlineData("Get-Hotfix -Stale -StaleAfter 2 -Heartbeat last.json")]
    [InlineData("Get-Hotfix -Stale -Branch 'a b' -Heartbeat last.json")]
    [InlineData("Get-Hotfix -Stale -Path /no/such/folder -Heartbeat last.json")]
    [InlineData("Get-Hotfix -Stale -ConfigurationPath bad.json -Heartbeat last.json")]
    public void What_was_asked_wrongly_is_a_failure(string command)
    {
        Ada.Write("bad.json", "{ \"one\": 1, \"two\": 2 }");

        Assert.NotEmpty(Run(command).Errors);

        Assert.Equal(1, Run("Test-HotfixHeartbeat last.json").Single().Get("Failed"));
    }

    [Fact]
    public void A_check_that_does_not_come_to_its_end_leaves_none()
    {
        StartAndFix();

        Run("foreach ($once in 1) { Get-Hotfix -Heartbeat last.json | ForEach-Object { break } }").NoErrors();
        Assert.False(System.IO.File.Exists(File));
        Run("Get-Hotfix -Path /no/such/folder -Heartbeat last.json -ErrorAction Stop");
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void One_that_cannot_be_left_hides_no_result()
    {
        StartAndFix();

        var result = Run("Get-Hotfix -Heartbeat no/such/folder/last.json");

        Assert.Equal("hotfix", Assert.Single(result.Output).Text("Branch"));
        Assert.Single(result.Errors).Is("HeartbeatFailed", ErrorCategory.ConnectionError, "folder exists");
    }

    [Theory]
    [InlineData("http://example.com/s3cret")]
    [InlineData("ftp://example.com/s3cret")]
    public void An_address_without_encryption_is_refused(string address)
    {
        var error = Run("Get-Hotfix -Heartbeat $args[0]", address).Fails("HeartbeatFailed", ErrorCategory.InvalidArgument, "https://");
        Assert.DoesNotContain("s3cret", $"{error}{error.TargetObject}");
        Run("Test-HotfixHeartbeat $args[0]", address).Fails("HeartbeatFailed", ErrorCategory.InvalidArgument, "https://");
    }

    [Fact]
    public void A_server_keeps_one_as_well()
    {
        string? kept = null;
        using var server = new WebStandIn(request => request.Method == "POST" ? Keep(request.Body) : kept is null ? new WebReply(404) : WebReply.Json(kept));
        var variable = "HOTFIX_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(variable, $"{server.Address}s3cret");
        WebReply Keep(string body)
        {
            kept = body;
            return new WebReply(201);
        }

        try
        {
            Assert.Equal(1, Run("Test-HotfixHeartbeat $args[0]", "env:" + variable).Single().Get("ExitStatus"));
            var result = Run("Get-Hotfix -Stale -Heartbeat $args[0] -Verbose", "env:" + variable).NoErrors();
            Assert.DoesNotContain("s3cret", string.Concat(result.Verbose));
            var heartbeat = Run("Test-HotfixHeartbeat $args[0]", $"{server.Address}s3cret").Single();
            Assert.Equal((true, $"http://{server.Address.Authority}/…"), (heartbeat.Get("IsAlive"), heartbeat.Text("Location")));
            Assert.All(server.Requests, request => Assert.Equal("/s3cret", request.Path));
            // Whoever is asked and does not answer is not known.
            server.Answer = _ => new WebReply(403);
            Assert.Equal(2, Run("Test-HotfixHeartbeat $args[0]", "env:" + variable).Single().Get("ExitStatus"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [Theory]
    [InlineData(-2, "1h", false)]
    [InlineData(-2, "3h", true)]
    [InlineData(-2, "03:00:00", true)]
    [InlineData(-26, null, false)]
    [InlineData(-24, null, true)]
    [InlineData(1, null, false)]
    public void A_missing_heartbeat_alarms(double hours, string? maxAge, bool isAlive)
    {
        System.IO.File.WriteAllText(File, $"{{ \"at\": \"{DateTimeOffset.UtcNow.AddHours(hours):O}\", \"checked\": 3 }}");

        var heartbeat = Run(maxAge is null ? "Test-HotfixHeartbeat last.json" : "Test-HotfixHeartbeat last.json -MaxAge $args[0]", maxAge).Single();
        var quiet = Run(maxAge is null ? "Test-HotfixHeartbeat last.json -Quiet" : "Test-HotfixHeartbeat last.json -Quiet -MaxAge $args[0]", maxAge).Single();

        Assert.Equal((isAlive, isAlive ? 0 : 1), (heartbeat.Get("IsAlive"), heartbeat.Get("ExitStatus")));
        Assert.Equal((isAlive, isAlive ? 0 : 1), (quiet.BaseObject, quiet.Get("ExitStatus")));
        Assert.Equal(false, Run("Test-HotfixHeartbeat none.json -Quiet").Single().BaseObject);
    }

    [Fact]
    public void A_number_needs_a_unit_here_too() => Run("Test-HotfixHeartbeat last.json -MaxAge 25").Fails("InvalidDuration", ErrorCategory.InvalidArgument, "-MaxAge");

    [Fact]
    public void Times_are_local_in_the_view_and_in_UTC_in_the_object()
    {
        Run("Get-Hotfix -Heartbeat last.json").Nothing();

        var heartbeat = Run("Test-HotfixHeartbeat last.json").Single();
        var at = (DateTimeOffset)heartbeat.Get("At")!;
        var shown = string.Join('\n', Run("Test-HotfixHeartbeat last.json | Out-Host").NoErrors().Screen);

        Assert.Equal(TimeSpan.Zero, at.Offset);
        Assert.Contains(at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", null), shown);
        Assert.Contains("1 checked, 0 found, 0 failed", shown);
    }
}
