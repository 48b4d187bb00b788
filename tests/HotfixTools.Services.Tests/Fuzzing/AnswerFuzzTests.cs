using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using HotfixTools.Testing;
using HotfixTools.Testing.Forges;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Services.Tests.Fuzzing;

/// <summary>Answers of services that are nearly right: read, or refused with a word; and whatever comes out can be shown.</summary>
public sealed class AnswerFuzzTests
{
    private static readonly BranchName Hotfix = BranchName.Parse("hotfix");
    private static readonly BranchName Mainline = BranchName.Parse("master");

    private static readonly string[] MediaTypes = ["application/json; charset=utf-8", "application/json", "text/html", "application/json; charset=utf-16", "application/octet-stream", "", "x", "image/png; charset=\"", "text/plain; charset=nothing"];

    [Fact]
    public void GitHub_as_a_forge() => Forge(remote => new GitHubStandIn(remote), (place, client) => new GitHubForge(place, client), ServiceCredential.Bearer(ForgeStandIn.Token));

    [Fact]
    public void GitLab_as_a_forge() => Forge(remote => new GitLabStandIn(remote), (place, client) => new GitLabForge(place, client), new ServiceCredential("PRIVATE-TOKEN", string.Empty, ForgeStandIn.Token));

    [Fact]
    public void Gitea_as_a_forge() => Forge(remote => new GiteaStandIn(remote), (place, client) => new GiteaForge(place, client), new ServiceCredential("Authorization", "token ", ForgeStandIn.Token));

    [Fact]
    public void Azure_DevOps_as_a_forge() => Forge(remote => new AzureDevOpsStandIn(remote), (place, client) => new AzureDevOpsForge(place, client), ServiceCredential.Password(ForgeStandIn.Token));

    [Fact]
    public void Deployments_of_GitHub()
    {
        using var service = new GitHubDeployments();
        service.Deploy(Shas.A, "in_progress", "success");
        service.Deploy(Shas.B, "failure");
        Source(client => new GitHubSource(SettingsOf(ForgeKind.GitHub), new ForgePlace(service.Server.Address, "ada/shop", ServiceCredential.Bearer(service.Token)), client));
    }

    [Fact]
    public void Deployments_of_GitLab()
    {
        using var service = new GitLabDeployments();
        service.Deploy(Shas.A);
        service.Deploy(Shas.B, "failed");
        Source(client => new GitLabSource(SettingsOf(ForgeKind.GitLab), new ForgePlace(new Uri(service.Server.Address, "api/v4/"), "group/sub/shop", new ServiceCredential("PRIVATE-TOKEN", string.Empty, service.Token)), client));
    }

    [Fact]
    public void Deployments_of_Azure_DevOps()
    {
        using var service = new AzureDevOpsDeployments();
        service.Deploy(Shas.A);
        service.Deploy(Shas.B, "failed");
        Source(client => new AzureDevOpsSource(SettingsOf(ForgeKind.AzureDevOps), new ForgePlace(service.Server.Address, "acme/My Project/shop", ServiceCredential.Password(service.Token)), client));
    }

    [Fact]
    public void Releases_of_Heroku()
    {
        using var service = new HerokuReleases();
        service.Deploy(Shas.A);
        service.Deploy(Shas.B, "failed");
        Source(client => new HerokuSource(new HerokuSourceSettings("live", "shop-{environment}", null, null), service.Server.Address, ServiceCredential.Bearer(service.Token), client));
    }

    [Theory]
    [InlineData("{\"build\":[{\"sha\":\"SHA\"}],\"x\":null}", "$.build[0].sha", null)]
    [InlineData("Version: SHA\n", null, "Version: ([0-9a-f]{40})")]
    [InlineData("SHA\n", null, null)]
    public void Pages_that_tell_the_version(string page, string? path, string? pattern)
    {
        using var server = new WebStandIn(_ => WebReply.Json(page.Replace("SHA", Shas.A)));
        Source(client => new VersionSource(
            new VersionSourceSettings("live", $"{server.Address}version", SettingsPath.TryParse(path, out var place) ? place : null, pattern is null ? null : new Regex(pattern, RegexOptions.NonBacktracking), null), null, client, TimeProvider.System),
            isJson: path is not null);
    }

    private static ForgeSourceSettings SettingsOf(ForgeKind kind) => new("live", kind, null, new ReviewSettings());

    private static void Source(Func<ServiceClient, IServiceSource> create, bool isJson = true)
    {
        var conversation = new Conversation();
        var source = create(new ServiceClient(client: conversation.Client));
        async Task Ask()
        {
            if (await source.Find(EnvironmentName.Production, CancellationToken.None) is not { } deploy)
                return;
            Assert.False(deploy.Commit.IsZero);
            // As the command shows it.
            foreach (var text in new[] { DisplayText.Clean(deploy.By), RemoteUrl.Redact(deploy.Url) })
                Screen.RequireClean(text);
            _ = deploy.At.ToLocalTime();
        }

        Ask().GetAwaiter().GetResult();
        Run(conversation, [Ask], 400, isJson);
    }

    private static void Forge(Func<string, ForgeStandIn> stand, Func<ForgePlace, ServiceClient, IForge> create, ServiceCredential credential)
    {
        using var team = Team.AtHotfix(out _, out _, out var head);
        using var server = stand(team.Remote);
        var conversation = new Conversation();
        var forge = create(new ForgePlace(ForgePlace.WithSlash(new Uri(server.Api)), server.Repository, credential), new ServiceClient(client: conversation.Client));
        server.OpenBy("ada", "hotfix", "master", "Mend the orders");
        server.Approve("ben");
        server.RequestChanges("eve");
        server.Report("build", "success");
        server.Report("test", "failure");
        server.Protect("master", checks: ["build"]);
        PullRequest? request = null;
        Func<Task>[] questions =
        [
            async () => Show(await forge.FindOpen(Hotfix, Mainline, CancellationToken.None)),
            async () =>
            {
                var found = await forge.Read(server.Open.Number, CancellationToken.None);
                request ??= found;
                Show(found);
            },
            async () =>
            {
                var evidence = await forge.ReadEvidence(request!, CommitId.Parse(head), CancellationToken.None);
                Assert.DoesNotContain(null, evidence.Reviews);
                Assert.DoesNotContain(null, evidence.Checks);
            },
            async () => Assert.NotNull(await forge.ReadProtection(Mainline, CancellationToken.None)),
        ];
        foreach (var question in questions)
            question().GetAwaiter().GetResult();
        Run(conversation, questions, 400);
    }

    private static void Show(PullRequest? request)
    {
        if (request is not null)
            _ = DisplayText.Clean(request.Title) + RemoteUrl.Redact(request.Url) + request.Number + request.Head;
    }

    private static void Run(Conversation conversation, Func<Task>[] questions, int cases, bool isJson = true)
    {
        conversation.End();
        var bodies = conversation.Bodies;
        Assert.NotEmpty(bodies);
        var inputs = Gen.Int[0, bodies.Count - 1].SelectMany(which => Gen.Select(
            isJson ? Gen.OneOf(Mutants.OfJson([bodies[which], .. bodies]).Select(Encoding.UTF8.GetBytes), Mutants.OfBytes(Encoding.UTF8.GetBytes(bodies[which]))) : Mutants.OfBytes(Encoding.UTF8.GetBytes(bodies[which])),
            Gen.Int[0, 40]).Select((body, type) => (Which: which, Body: body, MediaType: MediaTypes[type < MediaTypes.Length ? type : 0])));
        Fuzz.Run(inputs, cases, input =>
        {
            conversation.Instead = input;
            foreach (var question in questions)
            {
                try
                {
                    question().GetAwaiter().GetResult();
                }
                catch (HotfixException error)
                {
                    Assert.Contains(error.Id, new[] { "ForgeFailed", "CannotVerify" });
                    Screen.RequireClean(error.Message);
                    Screen.RequireClean(error.WayOut, mayHaveLines: true);
                }
            }
        }, input => input.Body.Length, input => $"{input.Which} ({input.MediaType}): {Hex.Of(input.Body)}");
    }
}
