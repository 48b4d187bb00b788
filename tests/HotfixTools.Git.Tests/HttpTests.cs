using System.Net;
using System.Net.Sockets;
using System.Text;
using HotfixTools.Services;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Smart HTTP, against the real <c>git http-backend</c>.</summary>
[Collection(AloneCollection.Name)]
public sealed class HttpTests : IDisposable
{
    private const string Hotfix = "refs/heads/hotfix";
    private const string Secret = "s3cret-pass";

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;
    private readonly HttpGitServer _server;
    private readonly EnvironmentScope _environment = new();

    public HttpTests()
    {
        _team = Team.AtWork(out _ada, out _live);
        _server = HttpGitServer.For(_team);
        _ada.Git("remote", "set-url", "origin", _server.Url(_team.Remote));
    }

    [Fact]
    public void Everything_works_as_over_a_path()
    {
        using var open = new OpenClone(_ada);
        Assert.Equal(BranchName.Parse("master"), open.Remote.List().HeadBranch);
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, null, _live).Verdict);
        Assert.Equal((RefVerdict.Moved, _live), (open.Push(Hotfix, null, _live).Verdict, open.Push(Hotfix, null, _live).Present?.ToString()));
        Assert.Equal([Hotfix], open.Remote.Fetch([Hotfix]).Refs.Keys);
        Assert.Equal(RefVerdict.Moved, open.Push(Hotfix, _ada.Head, null).Verdict);
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, _live, _ada.Head).Verdict);
        Assert.Equal(_ada.Head, _team.RemoteRef(Hotfix));
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, _ada.Head, null).Verdict);
        Assert.Null(_team.RemoteRef(Hotfix));
    }

    [Fact]
    public void New_commits_go_there_and_come_from_there()
    {
        var ben = _team.Clone("ben");
        ben.Git("remote", "set-url", "origin", _server.Url(_team.Remote));
        using (var open = new OpenClone(_ada))
            Assert.Equal(RefVerdict.Written, open.Push("refs/heads/master", _team.RemoteRef("master"), _ada.Commit("big.txt", new string('x', 300_000), "Big")).Verdict);
        using var other = new OpenClone(ben);
        Assert.Equal(_ada.Head, other.Remote.Fetch(["refs/heads/master"]).Head?.ToString());
        Assert.Equal(300_001, other.Repository.ReadFile(CommitId.Parse(_ada.Head), "big.txt", 1_000_000)?.Length);
    }

    [Fact]
    public void A_hook_of_the_server_refuses()
    {
        _team.AddHook("pre-receive", "exit 1");
        using var open = new OpenClone(_ada);
        var report = open.PushAll((Hotfix, null, _live));
        Assert.Equal((RefVerdict.Rejected, "PushRejected"), (report.Outcomes[0].Verdict, report.Failure()?.Id));
        Assert.Contains("pre-receive hook declined", report.Failure()?.Message);
    }

    [Fact]
    public void A_server_that_takes_no_pack_refuses()
    {
        GitProcess.Run(_team.Remote, "config", "receive.maxInputSize", "10");
        using var open = new OpenClone(_ada);
        var report = open.PushAll((Hotfix, null, _ada.Commit("fix.txt", "fixed", "Fix")));
        Assert.Equal((RefVerdict.Rejected, "PushRejected"), (report.Outcomes[0].Verdict, report.Failure()?.Id));
        Assert.Contains("remote unpack failed: ", report.Failure()?.Message);
        Assert.Null(_team.RemoteRef(Hotfix));
    }

    [Fact]
    public void A_branch_that_a_folder_of_branches_is_in_the_way_of_is_refused_in_the_end()
    {
        _ada.Git("push", "--quiet", "origin", $"{_live}:{Hotfix}/x");
        using var open = new OpenClone(_ada);
        var report = open.PushAll((Hotfix, null, _live));
        Assert.Equal((RefVerdict.Rejected, "RefNotAccepted"), (report.Outcomes[0].Verdict, report.Failure()?.Id));
    }

    [Fact]
    public void A_push_whose_answer_was_lost_is_told_as_written_where_it_was()
    {
        _server.LosesAnswersOfPushes = true;
        var fix = _ada.Commit("fix.txt", "fixed", "Fix");
        using var open = new OpenClone(_ada);
        var outcome = open.Push(Hotfix, null, fix);
        Assert.Equal(fix, _team.RemoteRef(Hotfix));
        Assert.Equal(RefVerdict.Written, outcome.Verdict);
    }

    [Fact]
    public void A_push_that_was_lost_is_told_as_such_with_what_is_there()
    {
        _server.LosesPushes = true;
        using var open = new OpenClone(_ada);
        var report = open.PushAll((Hotfix, null, _live));
        Assert.Equal(RefVerdict.Unreachable, report.Outcomes[0].Verdict);
        Assert.Equal("RemoteUnreachable", report.Failure()?.Id);
        Assert.Null(_team.RemoteRef(Hotfix));
    }

    [Fact]
    public void User_and_password_that_were_given_let_in()
    {
        _server.Passwords["ada"] = Secret;
        AssertLetIn(new GivenCredential(new RemoteCredential("ada", Secret)));
        Assert.Contains(_server.Requests, request => request.EndsWith(" ada", StringComparison.Ordinal));
    }

    [Fact]
    public void User_and_password_of_the_URL_let_in()
    {
        _server.Passwords["ada"] = Secret;
        _ada.Git("remote", "set-url", "origin", _server.Url(_team.Remote, $"ada:{Secret}"));
        AssertLetIn(new NoCredentials());
    }

    [Fact]
    public void The_user_of_the_URL_and_the_password_of_the_environment_let_in()
    {
        _server.Passwords["ada"] = Secret;
        _ada.Git("remote", "set-url", "origin", _server.Url(_team.Remote, "ada"));
        _environment.Set("HOTFIX_PASSWORD", Secret);
        AssertLetIn(new EnvironmentCredential());
    }

    [Fact]
    public void User_and_password_of_the_environment_let_in()
    {
        _server.Passwords["ada"] = Secret;
        _environment.Set("HOTFIX_USERNAME", "ada");
        _environment.Set("HOTFIX_PASSWORD", Secret);
        AssertLetIn(new EnvironmentCredential());
    }

    [Fact]
    public void A_token_of_the_environment_lets_in_at_the_host_that_it_is_for()
    {
        _server.Passwords["x-access-token"] = Secret;
        _environment.Set("HOTFIX_TOKEN", Secret);
        _environment.Set("HOTFIX_HOST", "127.0.0.1");
        AssertLetIn(new EnvironmentCredential());
    }

    [Fact]
    public void A_token_for_another_host_is_not_handed_over()
    {
        _server.Passwords["x-access-token"] = Secret;
        _environment.Set("HOTFIX_TOKEN", Secret);
        _environment.Set("HOTFIX_HOST", "github.example");
        AssertRefused(new EnvironmentCredential(), "none are known");
        Assert.All(_server.Requests, request => Assert.EndsWith(" -", request));
    }

    [Fact]
    public void What_a_credential_helper_of_git_knows_lets_in()
    {
        _server.Passwords["helped"] = Secret;
        _ada.Git("config", "credential.helper", $"!f() {{ test \"$1\" = get && echo username=helped && echo password={Secret}; }}; f");
        AssertLetIn(new GitCredentialHelper(_ada.Folder));
    }

    [Fact]
    public void The_first_source_that_knows_somebody_is_believed()
    {
        _server.Passwords["ada"] = Secret;
        AssertLetIn(new CredentialChain(new NoCredentials(), new GivenCredential(new RemoteCredential("ada", Secret)), new GivenCredential(new RemoteCredential("ada", "wrong"))));
    }

    [Fact]
    public void A_wrong_password_is_tried_once_and_told_without_itself()
    {
        _server.Passwords["ada"] = Secret;
        AssertRefused(new GivenCredential(new RemoteCredential("ada", "wr0ng-pass")), "refused");
        // Each of three connections asked twice at most: without, then with.
        Assert.True(_server.Requests.Count(request => request.EndsWith(" ada", StringComparison.Ordinal)) <= 3);
    }

    [Fact]
    public void A_wrong_password_of_the_URL_is_not_shown()
    {
        _server.Passwords["ada"] = Secret;
        _ada.Git("remote", "set-url", "origin", _server.Url(_team.Remote, "ada:wr0ng-pass"));
        AssertRefused(new NoCredentials(), string.Empty);
    }

    [Fact]
    public void Without_credentials_the_error_says_that_none_are_known_and_where_to_put_them()
    {
        _server.Passwords["ada"] = Secret;
        var error = AssertRefused(new NoCredentials(), "none are known");
        Assert.Contains("HOTFIX_TOKEN", error.WayOut);
    }

    [Fact]
    public void A_helper_that_knows_nobody_asks_nobody()
    {
        _server.Passwords["ada"] = Secret;
        // Would git prompt, it would do so through this program.
        _environment.Set("GIT_ASKPASS", "/bin/echo");
        _environment.Set("SSH_ASKPASS", "/bin/echo");
        _ada.Git("config", "core.askPass", "/bin/echo");
        AssertRefused(new GitCredentialHelper(_ada.Folder), "none are known");
        Assert.All(_server.Requests, request => Assert.EndsWith(" -", request));
    }

    [Theory]
    [InlineData(403, "AuthenticationFailed", "403")]
    [InlineData(404, "RemoteUnreachable", "404")]
    [InlineData(500, "RemoteUnreachable", "500")]
    // A page for people, of whatever stands before the server.
    [InlineData(200, "RemoteUnreachable", "content-type")]
    public void What_the_server_answers_instead_is_told(int status, string id, string words)
    {
        _server.Status = status;
        using var open = new OpenClone(_ada);
        foreach (var error in Errors(open))
        {
            Assert.Equal(id, error.Id);
            Assert.Contains(words, error.Message);
            Assert.Equal(_server.Url(_team.Remote), error.Target);
        }
    }

    [Fact]
    public void Where_the_server_sends_us_on_to_is_where_a_push_goes()
    {
        using var old = new HttpGitServer(_team.Root) { MovedTo = _server.Address };
        _ada.Git("remote", "set-url", "origin", old.Url(_team.Remote));
        using var open = new OpenClone(_ada);
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, null, _live).Verdict);
        Assert.Equal([Hotfix], open.Remote.Fetch([Hotfix]).Refs.Keys);
        Assert.All(old.Requests, request => Assert.StartsWith("GET", request));
    }

    [Fact]
    public void Credentials_do_not_go_to_another_host_that_the_server_sends_us_on_to()
    {
        _server.Passwords["ada"] = Secret;
        using var old = new HttpGitServer(_team.Root) { MovedTo = new UriBuilder(_server.Address) { Host = "localhost" }.Uri };
        _ada.Git("remote", "set-url", "origin", old.Url(_team.Remote, $"ada:{Secret}"));
        AssertRefused(new GivenCredential(new RemoteCredential("ada", Secret)), string.Empty);
        Assert.NotEmpty(_server.Requests);
        Assert.All(_server.Requests, request => Assert.EndsWith(" -", request));
    }

    [Fact]
    public void What_is_sent_is_not_sent_on_to_another_server()
    {
        using var other = HttpGitServer.For(_team);
        _server.SendsOnTo = other.Address;
        var ben = _team.Clone("ben");
        ben.Commit("new.txt", "new", "Work on");
        ben.Git("push", "--quiet", "origin", "master");
        var before = _team.RemoteRefs();
        using var open = new OpenClone(_ada);
        Assert.Equal("RemoteUnreachable", Assert.IsType<HotfixException>(open.PushAll((Hotfix, null, _ada.Commit("secret.txt", "the code", "Fix"))).Failure()).Id);
        Assert.Equal("RemoteUnreachable", Assert.Throws<HotfixException>(() => open.Remote.Fetch(["refs/heads/master"])).Id);
        Assert.Empty(other.Requests);
        Assert.Equal(before, _team.RemoteRefs());
    }

    [Fact]
    public void A_page_to_log_in_is_not_taken_for_a_repository()
    {
        using var page = new WebStandIn(_ => new WebReply(200, "Log in"));
        using var old = new WebStandIn(_ => WebReply.MovedTo(page.Address + "login?next=/info/refs"));
        _ada.Git("remote", "set-url", "origin", old.Address + "shop.git");
        using var open = new OpenClone(_ada);
        foreach (var error in Errors(open))
        {
            Assert.Equal("RemoteUnreachable", error.Id);
            Assert.Contains("a page of 127.0.0.1 that is no repository", error.Message);
        }

        Assert.Empty(page.Requests);
    }

    [Theory]
    [InlineData("{url}", "without end")]
    [InlineData("ftp://127.0.0.1/shop.git/info/refs?service=git-upload-pack", "no web server")]
    [InlineData("file:///etc/passwd", "no web server")]
    [InlineData("ext::sh", "no web server")]
    [InlineData("http://[", "to no address")]
    [InlineData("", "to no address")]
    public void A_redirection_that_leads_nowhere_is_told(string target, string words)
    {
        using var old = new WebStandIn(seen => WebReply.MovedTo(target == "{url}" ? seen.Path + seen.Query : target));
        _ada.Git("remote", "set-url", "origin", old.Address + "shop.git");
        using var open = new OpenClone(_ada);
        Assert.Contains(words, Assert.Throws<HotfixException>(() => open.Remote.List()).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\nContent-Length: 5000\r\n\r\n001e# service=git-upload-pack\n")]
    public void An_answer_that_is_broken_off_is_told(string answer)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _ = AnswerAll(server, Encoding.ASCII.GetBytes(answer));
        _ada.Git("remote", "set-url", "origin", $"http://{server.LocalEndpoint}/shop.git");
        using var open = new OpenClone(_ada);
        foreach (var error in new[] { Assert.Throws<HotfixException>(() => open.Remote.List()), Assert.Throws<HotfixException>(() => open.Remote.Fetch(["refs/heads/master"])) })
        {
            Assert.EndsWith("cannot be reached: the server broke off its answer.", error.Message);
            Assert.NotNull(error.InnerException);
        }
    }

    [Theory]
    [InlineData("http.proxy")]
    [InlineData("remote.origin.proxy")]
    public void A_proxy_of_the_configuration_is_used(string setting)
    {
        // What is asked of a proxy names the server too; this one answers whatever server is named.
        _ada.Git("config", setting, _server.Address.ToString());
        _ada.Git("remote", "set-url", "origin", "http://git.example.com/" + Path.GetFileName(_team.Remote));
        AssertLetIn(new NoCredentials());
    }

    [Fact]
    public void A_server_that_is_gone_is_unreachable()
    {
        _server.Dispose();
        _ada.Git("remote", "set-url", "origin", _server.Url(_team.Remote, $"ada:{Secret}"));
        using var open = new OpenClone(_ada);
        foreach (var error in Errors(open))
        {
            Assert.Equal("RemoteUnreachable", error.Id);
            Assert.DoesNotContain(Secret, error.ToString());
        }
    }

    [Fact]
    public void A_repository_that_the_server_does_not_have_is_unreachable()
    {
        _ada.Git("remote", "set-url", "origin", _server.Url(Path.Combine(_team.Root, "none.git")));
        using var open = new OpenClone(_ada);
        Assert.Equal("RemoteUnreachable", Assert.Throws<HotfixException>(() => open.Remote.List()).Id);
    }

    [Fact]
    public void A_certificate_that_nobody_vouches_for_is_not_accepted()
    {
        using var secure = new HttpGitServer(_team.Root, TestCertificates.Make("127.0.0.1"));
        _ada.Git("remote", "set-url", "origin", secure.Url(_team.Remote));
        using var open = new OpenClone(_ada);
        foreach (var error in Errors(open))
        {
            Assert.Equal("RemoteUnreachable", error.Id);
            Assert.Contains("certificate", error.Message);
        }

        Assert.Empty(secure.Requests);
    }

    public void Dispose()
    {
        _environment.Dispose();
        _server.Dispose();
        _team.Dispose();
    }

    private void AssertLetIn(ICredentialSource credentials)
    {
        using var open = new OpenClone(_ada.Folder, credentials);
        Assert.Equal(_team.RemoteRef("master"), open.Remote.List().Head?.ToString());
        Assert.Equal(_team.RemoteRef("master"), open.Remote.Fetch(["refs/heads/master"]).Head?.ToString());
        Assert.Equal(RefVerdict.Written, open.Push(Hotfix, null, _live).Verdict);
        Assert.Equal(_live, _team.RemoteRef(Hotfix));
    }

    private HotfixException AssertRefused(ICredentialSource credentials, string words)
    {
        using var open = new OpenClone(_ada.Folder, credentials);
        var errors = Errors(open).ToList();
        foreach (var error in errors)
        {
            Assert.Equal("AuthenticationFailed", error.Id);
            Assert.Contains(words, error.Message);
            Assert.DoesNotContain(Secret, error.ToString());
            Assert.DoesNotContain("wr0ng-pass", error + error.Message + error.Target + error.InnerException);
        }

        return errors[0];
    }

    private static async Task AnswerAll(TcpListener server, byte[] answer)
    {
        while (true)
        {
            using var client = await server.AcceptTcpClientAsync();
            await client.GetStream().ReadAtLeastAsync(new byte[64 * 1024], 1);
            await client.GetStream().WriteAsync(answer);
        }
    }

    // The same trouble, met in each of the three ways to talk to a remote.
    private static IEnumerable<HotfixException> Errors(OpenClone open)
    {
        yield return Assert.Throws<HotfixException>(() => open.Remote.List());
        yield return Assert.Throws<HotfixException>(() => open.Remote.Fetch(["refs/heads/master"]));
        yield return Assert.IsType<HotfixException>(open.PushAll((Hotfix, null, open.Repository.Resolve("HEAD")?.ToString())).Failure());
    }
}
