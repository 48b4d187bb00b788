using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Services that know of deploys, from the settings to the deploy that comes out. What each of them may say is tested with their own stand-ins.</summary>
public sealed class ServiceSourcesTests : ModuleTest
{
    private readonly Dictionary<string, string> _pages = [];
    private readonly WebStandIn _service;
    private readonly string _variable = "HOTFIX_TEST_" + Guid.NewGuid().ToString("N");

    public ServiceSourcesTests()
    {
        _service = new WebStandIn(request => _pages.TryGetValue(request.Path, out var page) ? WebReply.Json(page) : new WebReply(404));
        Environment.SetEnvironmentVariable(_variable, "t0ken");
    }

    [Fact]
    public void GitHub()
    {
        _pages["/repos/acme/shop/deployments"] = $$$"""[{"id":7,"sha":"{{{Live}}}","environment":"live","created_at":"2026-11-20T10:00:00Z","creator":{"login":"octo"}}]""";
        _pages["/repos/acme/shop/deployments/7/statuses"] = """[{"state":"success","created_at":"2026-11-20T10:05:00Z","log_url":"https://ci.example.com/7"}]""";

        var deploy = Ask("{ 'type': 'github', 'url': '{url}', 'repository': 'acme/shop', 'environment': 'live', 'token': 'env:{token}' }");

        Assert.Equal((Live, "ledger, github", "https://ci.example.com/7"), (deploy.Text("Commit"), deploy.Text("Source"), deploy.Text("Url")));
        Assert.All(_service.Requests, request => Assert.Equal("Bearer t0ken", request.Header("Authorization")));
    }

    [Fact]
    public void GitLab()
    {
        _pages["/api/v4/projects/acme%2Fshop/deployments"] = $$$"""[{"iid":3,"sha":"{{{Live}}}","status":"success","environment":{"name":"production"},"finished_at":"2026-11-20T10:00:00Z","user":{"username":"lab"}}]""";

        var deploy = Ask("{ 'type': 'gitlab', 'url': '{url}api/v4', 'repository': 'acme/shop', 'token': 'env:{token}' }");

        Assert.Equal("ledger, gitlab", deploy.Text("Source"));
        Assert.All(_service.Requests, request => Assert.Equal("t0ken", request.Header("PRIVATE-TOKEN")));
    }

    [Fact]
    public void Azure_DevOps()
    {
        _pages["/acme/web/_apis/pipelines/environments"] = """{"count":1,"value":[{"id":5,"name":"production"}]}""";
        _pages["/acme/web/_apis/pipelines/environments/5/environmentdeploymentrecords"] = """{"count":1,"value":[{"id":1,"result":"succeeded","finishTime":"2026-11-20T10:00:00Z","owner":{"id":42}}]}""";
        _pages["/acme/web/_apis/build/builds/42"] = $$$"""{"id":42,"sourceVersion":"{{{Live}}}","repository":{"name":"shop"},"requestedFor":{"displayName":"Cleo"}}""";

        var deploy = Ask("{ 'type': 'azure', 'url': '{url}', 'repository': 'acme/web/shop', 'token': 'env:{token}' }");

        Assert.Equal("ledger, azure", deploy.Text("Source"));
        Assert.All(_service.Requests, request => Assert.StartsWith("Basic ", request.Header("Authorization")));
    }

    [Fact]
    public void Heroku()
    {
        _pages["/apps/shop-production/releases"] = """[{"version":12,"current":true,"status":"succeeded","created_at":"2026-11-20T10:00:00Z","slug":{"id":"5l06"},"user":{"email":"ops@example.com"}}]""";
        _pages["/apps/shop-production/slugs/5l06"] = $$$"""{"id":"5l06","commit":"{{{Live}}}"}""";

        var deploy = Ask("{ 'type': 'heroku', 'app': 'shop-{environment}', 'url': '{url}', 'token': 'env:{token}' }");

        Assert.Equal("ledger, heroku", deploy.Text("Source"));
        Assert.All(_service.Requests, request => Assert.Equal("Bearer t0ken", request.Header("Authorization")));
    }

    [Fact]
    public void A_service_that_does_not_take_the_token_is_no_answer_and_the_token_is_not_said()
    {
        _service.Answer = request => new WebReply(401, $"Bad credentials: {request.Header("Authorization")}");
        Configure(Sources("{ 'type': 'github', 'url': '{url}', 'repository': 'acme/shop', 'token': 'env:{token}' }"));

        var result = Run("Get-LastDeploy -Verbose");

        var error = result.Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger");
        Assert.Contains("did not accept who asks (status 401)", error.Exception.Message);
        Assert.DoesNotContain("t0ken", string.Join("\n", [error.ToString(), error.Exception.ToString(), .. result.Verbose]));
        Assert.Single(_service.Requests);
    }

    [Fact]
    public void Where_a_repository_cannot_be_told_from_the_remote_the_settings_must_say_it()
    {
        Configure(Sources("{ 'type': 'github', 'url': '{url}' }"));
        Assert.Contains("\"repository\"", Run("Get-LastDeploy").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Source ledger").Exception.Message);
    }

    protected override void Dispose(bool disposing)
    {
        Environment.SetEnvironmentVariable(_variable, null);
        _service.Dispose();
        base.Dispose(disposing);
    }

    private PSObject Ask(string source)
    {
        Configure(Sources(source));
        return Run("Get-LastDeploy").Single();
    }

    private string Sources(string source) =>
        "{ 'environments': { 'production': { 'sources': ['ledger', " + source.Replace("{url}", _service.Address.AbsoluteUri).Replace("{token}", _variable) + "] } } }";
}
