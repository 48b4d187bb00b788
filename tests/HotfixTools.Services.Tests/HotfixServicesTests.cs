using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>From settings to sources and to those who are told.</summary>
public sealed class HotfixServicesTests : IDisposable
{
    private const string Secret = "s3cret-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-services-").FullName;
    private readonly CustomaryVariables _environment = new(("HOTFIX_TEST_URL", null), ("HOTFIX_TEST_SECRET", Secret), ("HOTFIX_TEST_SECRET_HOST", null));
    private readonly WebStandIn _server = new(_ => WebReply.Json("[]"));
    private readonly HotfixServices _services = new(_ => (Secret, "staging.shop.example"), TimeProvider.System);

    [Fact]
    public async Task Customary_tokens_do_not_go_to_a_server_that_settings_name()
    {
        foreach (var name in new[] { "GITHUB_TOKEN", "GH_TOKEN", "GITLAB_TOKEN", "SYSTEM_ACCESSTOKEN", "AZURE_DEVOPS_EXT_PAT", "HEROKU_API_KEY" })
            _environment.Set(name, Secret);
        await Asked.Of(Source(new ForgeSourceSettings("live", ForgeKind.GitHub, null, new ReviewSettings { Url = _server.Address })));
        await Asked.Of(Source(new ForgeSourceSettings("live", ForgeKind.GitLab, null, new ReviewSettings { Url = _server.Address })));
        await Asked.Of(Source(new HerokuSourceSettings("live", "shop", _server.Address, null)));
        await Asked.AssertSilent("shape", Source(new ForgeSourceSettings("live", ForgeKind.AzureDevOps, null, new ReviewSettings { Url = _server.Address, Repository = "a/b/c" })));
        Assert.Equal(4, _server.Requests.Count);
        Assert.All(_server.Requests, seen => Assert.DoesNotContain(seen.Headers, header => header.Value.Contains(Secret)));
    }

    [Fact]
    public async Task What_was_asked_is_told_once_and_without_secrets()
    {
        _environment.Set("HEROKU_API_KEY", Secret);
        _environment.Set("HEROKU_API_KEY_HOST", "127.0.0.1");
        _server.Answer = _ => new WebReply(404, Secret);
        await Asked.AssertSilent("status 404): ***", Source(new HerokuSourceSettings("live", "shop", _server.Address, null)));
        Assert.Equal([$"GET {_server.Address}apps/shop/releases: 404"], _services.TakeLog());
        Assert.Empty(_services.TakeLog());
        Assert.Equal("Bearer " + Secret, _server.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task A_secret_of_a_vault_is_for_the_host_that_its_environment_makes()
    {
        var source = Source(new VersionSourceSettings("live", "https://{environment}.shop.example/", null, null, new SecretReference(SecretStore.Vault, "name")) { Timeout = TimeSpan.FromSeconds(1) });
        Assert.Equal("SecretNotForHost", (await Assert.ThrowsAsync<HotfixException>(() => Asked.Of(source, "production"))).Id);
    }

    [Fact]
    public void Where_a_place_cannot_be_told_it_is_said_so()
    {
        AssertSilent("say it in the settings", () => Source(new ForgeSourceSettings("live", ForgeKind.AzureDevOps, null, new ReviewSettings())));
        AssertSilent("does not keep deployments", () => Source(new ForgeSourceSettings("live", ForgeKind.Gitea, null, new ReviewSettings())));
    }

    [Fact]
    public async Task A_program_is_run_where_settings_say_with_what_they_say()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tools"));
        var source = Source(Command("/bin/sh", "-c", "test \"$HOTFIX_ENVIRONMENT:$1:$(basename \"$PWD\")\" = 'staging:{x} staging:tools' && echo " + Shas.A, "sh", "{x} {environment}"));
        Assert.Equal(Shas.A, (await Asked.Of(source, "staging"))?.Commit.ToString());
    }

    [Fact]
    public async Task A_program_of_the_repository_is_found_there()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tools"));
        var program = Path.Combine(_folder, "tools", "live");
        File.WriteAllText(program, "#!/bin/sh\necho " + Shas.B + "\n");
        Assert.Equal("CommandNotFound", Assert.Throws<HotfixException>(() => Source(Command("./tools/live"))).Id);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Asked.AssertCommit(Shas.B, Source(Command("./tools/live")));
    }

    [Fact]
    public void The_settings_of_a_remote_that_was_never_cloned_start_nothing()
    {
        using var session = StubGit.Url(_folder, "https://evil.example/shop.git");
        AssertSilent("in a clone alone", () => _services.CreateSource(Command("/bin/sh"), session));
        AssertSilent("in a clone alone", () => _services.CreateSource(Command("./tools/live"), session));
    }

    [Theory]
    [InlineData(PipelineKind.GitHubActions, ForgeKind.GitHub, "ada/shop", "by the workflow deploy.yml of ada/shop")]
    [InlineData(PipelineKind.GitHubDeployment, ForgeKind.GitHub, "ada/shop", "by a deployment of GitHub (ada/shop)")]
    [InlineData(PipelineKind.AzurePipelines, ForgeKind.AzureDevOps, "ada/retail/shop", "by pipeline deploy.yml of ada/retail (Azure Pipelines)")]
    [InlineData(PipelineKind.GitLabPipeline, ForgeKind.GitLab, "ada/group/shop", "by a pipeline of ada/group/shop (GitLab)")]
    public void Each_system_that_deploys_is_known(PipelineKind kind, ForgeKind forge, string repository, string description)
    {
        using var session = StubGit.Clone(_folder);
        var settings = new DeployPipelineSettings(kind, new ReviewSettings { Forge = forge, Url = _server.Address, Repository = repository }, TimeSpan.FromMinutes(1)) { Pipeline = "deploy.yml" };
        Assert.Equal(description, _services.CreateDeployer(settings, session, new Progress<string>()).Description);
    }

    [Theory]
    [InlineData("http://hooks.example/s3cret-path")]
    [InlineData("ftp://hooks.example/s3cret-path")]
    [InlineData("s3cret-path")]
    [InlineData("file:///s3cret-path")]
    public void Whoever_is_told_has_an_address_with_encryption(string address)
    {
        _environment.Set("HOTFIX_TEST_URL", address);
        var error = Assert.Throws<HotfixException>(() => _services.CreateNotifier(Notify()));
        Assert.Equal("NoticeFailed", error.Id);
        Assert.DoesNotContain("s3cret-path", error.ToString());
    }

    [Fact]
    public void An_address_that_is_not_there_is_said_so() =>
        Assert.Equal("SecretNotFound", Assert.Throws<HotfixException>(() => _services.CreateNotifier(Notify())).Id);

    [Fact]
    public void A_token_of_whoever_is_told_is_for_their_host_alone()
    {
        _environment.Set("HOTFIX_TEST_URL", "https://evil.example/hook");
        _environment.Set("GITHUB_TOKEN", Secret);
        Assert.Equal("SecretNotForHost", Assert.Throws<HotfixException>(() => _services.CreateNotifier(Notify("GITHUB_TOKEN"))).Id);
        _environment.Set("HOTFIX_TEST_SECRET_HOST", "team.example");
        Assert.Equal("SecretNotForHost", Assert.Throws<HotfixException>(() => _services.CreateNotifier(Notify("HOTFIX_TEST_SECRET"))).Id);
    }

    [Fact]
    public async Task Whoever_is_told_is_told()
    {
        _environment.Set("HOTFIX_TEST_URL", _server.Address + "hook?sig=s3cret-sig");
        _environment.Set("HOTFIX_TEST_SECRET_HOST", "127.0.0.1");
        await _services.CreateNotifier(Notify("HOTFIX_TEST_SECRET")).Tell(Notices.Of(), TestContext.Current.CancellationToken);
        Assert.Equal(("POST /hook?sig=s3cret-sig", "Bearer " + Secret), (_server.Requests[0].ToString(), _server.Requests[0].Header("Authorization")));
        Assert.Equal([$"POST {_server.Address}…: 200"], _services.TakeLog());
    }

    public void Dispose()
    {
        _server.Dispose();
        _environment.Dispose();
        TestHome.Remove(_folder);
    }

    private static NotifySettings Notify(string? token = null) => new("team", NotifyKind.Webhook, new SecretText(null, new SecretReference(SecretStore.Environment, "HOTFIX_TEST_URL")))
    {
        Token = token is null ? null : new SecretReference(SecretStore.Environment, token),
    };

    private static CommandSourceSettings Command(string program, params string[] arguments) => new("live", new DeployCommandSettings(program, arguments, "tools", TimeSpan.FromMinutes(1)));

    private static void AssertSilent(string says, Action create)
    {
        var error = Assert.Throws<HotfixException>(create);
        Assert.Equal("CannotVerify", error.Id);
        Assert.Contains(says, error.Message);
    }

    private IServiceSource Source(DeploySourceSettings settings)
    {
        using var session = StubGit.Clone(_folder);
        return _services.CreateSource(settings, session);
    }
}
