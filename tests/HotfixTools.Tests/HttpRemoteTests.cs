using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>A remote over HTTP that asks for a password.</summary>
public sealed class HttpRemoteTests : ModuleTest
{
    private const string Wrong = "wr0ng-s3cret";
    private readonly HttpGitServer _server;

    public HttpRemoteTests()
    {
        _server = HttpGitServer.For(Team);
        _server.Passwords["ada"] = "right-s3cret";
        Ada.Git("remote", "set-url", "origin", _server.Url(Team.Remote));
    }

    [Fact]
    public void The_story_with_the_right_password()
    {
        var credential = Credential("ada", "right-s3cret");
        RunResult Does(string command) => Run("$PSDefaultParameterValues = @{ '*:Credential' = $args[0] }; " + command, credential);

        Assert.Equal("Started", Does("Get-LastDeploy | New-Hotfix").Single().Text("State"));
        Assert.Equal(Live, Hotfix);
        Ada.Git("remote", "set-url", "origin", Team.Remote);
        Ada.CommitFix();
        Ada.Git("switch", "--quiet", "master");
        Ada.Git("remote", "set-url", "origin", _server.Url(Team.Remote));
        Does("Register-Deploy production hotfix").Single();
        Assert.Equal("Published", Does("Get-Hotfix").Single().Text("State"));
        Does("New-Hotfix").Fails("HotfixInProgress", ErrorCategory.ResourceExists, "add yours to it");
        Assert.Equal("Completed", Does("Complete-Hotfix").Single().Text("State"));
        Assert.Null(Hotfix);
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    [Theory]
    [MemberData(nameof(BadInputTests.Commands), MemberType = typeof(BadInputTests))]
    public void Wrong_password(string command)
    {
        var now = Now();

        var words = command.Split(' ', 2);
        var error = Run($"{words[0]} -Credential $args[0] {(words.Length > 1 ? words[1] : string.Empty)}", Credential("ada", Wrong))
            .Fails("AuthenticationFailed", ErrorCategory.AuthenticationError, "-Credential");

        Assert.Equal(_server.Url(Team.Remote), error.TargetObject);
        Assert.DoesNotContain(Wrong, error.ToString() + error.Exception);
        Assert.Contains(_server.Requests, request => request.Contains("ada", StringComparison.Ordinal));
        now.Still();
    }

    [Fact]
    public void A_password_in_the_address_is_tried_and_never_shown()
    {
        Ada.Git("remote", "set-url", "origin", _server.Url(Team.Remote, "ada:" + Wrong));
        var now = Now();

        var error = Run("New-Hotfix").Fails("AuthenticationFailed", ErrorCategory.AuthenticationError, "HOTFIX_PASSWORD");

        Assert.DoesNotContain(Wrong, error.ToString() + error.Exception + error.TargetObject);
        now.Still();
    }

    [Fact]
    public void No_password_known()
    {
        var error = Run("Get-Hotfix -Url $args[0]", _server.Url(Team.Remote)).Fails("AuthenticationFailed", ErrorCategory.AuthenticationError, "HOTFIX_TOKEN");

        Assert.Contains("none are known", error.Exception.Message);
    }

    protected override void Dispose(bool disposing)
    {
        _server.Dispose();
        base.Dispose(disposing);
    }

    private static PSCredential Credential(string user, string password)
    {
        var secret = new System.Security.SecureString();
        foreach (var letter in password)
            secret.AppendChar(letter);
        return new PSCredential(user, secret);
    }
}
