using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>A team with a hotfix branch that is pushed, and GitHub over its remote.</summary>
public abstract class GitHubTests : IDisposable
{
    private protected const string Title = "Hotfix: mend the orders";

    private protected static readonly BranchName Hotfix = BranchName.Parse("hotfix");
    private protected static readonly BranchName Mainline = BranchName.Parse("master");

    private protected GitHubTests()
    {
        Team = Team.AtHotfix(out var ada, out var live, out var head);
        (Ada, Live, Head) = (ada, live, CommitId.Parse(head));
        Server = new GitHubStandIn(Team.Remote);
        Forge = ForgeOf(ForgeStandIn.Token);
    }

    private protected Team Team { get; }

    private protected Workplace Ada { get; }

    private protected string Live { get; }

    private protected CommitId Head { get; }

    private protected GitHubStandIn Server { get; }

    private protected GitHubForge Forge { get; }

    private protected List<string> Log { get; } = [];

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Server.Dispose();
        Team.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected GitHubForge ForgeOf(string? token) => new(
        new ForgePlace(ForgePlace.WithSlash(new Uri(Server.Api)), Server.Repository, token is null ? null : ServiceCredential.Bearer(token)), new ServiceClient(Log.Add));

    private protected Task<PullRequest> Open(string body = "") => Forge.Open(Hotfix, Mainline, Title, body, Cancellation);

    private protected Task<MergeAnswer> Merge(PullRequest request, CommitId? head = null, MergeMethod method = MergeMethod.Merge) =>
        Forge.Merge(request, head ?? Head, method, "Merge the hotfix", "Because it is live.", Cancellation);

    private protected async Task<HotfixException> Fails(Func<Task> work)
    {
        var error = await Assert.ThrowsAsync<HotfixException>(work);
        Assert.Equal("ForgeFailed", error.Id);
        Assert.StartsWith("GitHub (acme/shop) cannot be asked: ", error.Message);
        Assert.DoesNotContain(ForgeStandIn.Token, error.ToString());
        Assert.All(Log, line => Assert.DoesNotContain(ForgeStandIn.Token, line));
        return error;
    }

    private protected CommitId Tip(string branch) => CommitId.Parse(Server.Git.Tip(branch)!);

    private protected int Calls(string method, string path) => Server.Server.Requests.Count(seen => seen.Method == method && seen.Path.EndsWith(path, StringComparison.Ordinal));
}
