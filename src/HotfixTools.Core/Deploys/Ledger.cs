using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>The deploy ledger of one environment: an append-only chain, one entry a deploy.</summary>
public sealed class Ledger
{
    /// <summary>What <see cref="Deploy.Source"/> says of deploys that come from here.</summary>
    public const string SourceName = "ledger";

    private readonly HotfixSession _session;
    private readonly EnvironmentName _environment;
    private readonly Chain _chain;

    /// <summary>The ledger of an environment.</summary>
    /// <param name="session">The repository and its remote.</param>
    /// <param name="environment">The environment.</param>
    public Ledger(HotfixSession session, EnvironmentName environment)
    {
        _session = session;
        _environment = environment;
        _chain = new Chain(session, session.Settings.LedgerOf(environment));
    }

    /// <summary>The deploys, newest first, read as they are asked for.</summary>
    /// <param name="tip">The newest entry; null for none.</param>
    public IEnumerable<Deploy> Read(CommitId? tip) => _chain.Read(tip).Select(ToDeploy);

    /// <summary>Appends a deploy, unless the newest entry already says the very same.</summary>
    /// <param name="tip">The newest entry, as far as is known.</param>
    /// <param name="deploy">The deploy.</param>
    /// <returns>The newest deploy afterwards.</returns>
    public Deploy Append(CommitId? tip, Deploy deploy)
    {
        var end = _chain.Append(tip, newest => Read(newest).FirstOrDefault() is { } last && IsSame(last, deploy) ? null : Describe(deploy));
        return Read(end).First();
    }

    // A pipeline that repeats its last step must not look like a second deploy.
    private static bool IsSame(Deploy one, Deploy other) =>
        one.Commit == other.Commit && one.DeployedBy == other.DeployedBy && one.Url == other.Url;

    private static NewChainEntry Describe(Deploy deploy)
    {
        var commit = CommitId.Parse(deploy.Commit);
        return new NewChainEntry(
            $"Deploy {commit.Short} to {deploy.Environment}{(deploy.IsHotfix ? " (hotfix)" : string.Empty)}",
            new JsonObject
            {
                ["kind"] = "deploy",
                ["environment"] = deploy.Environment,
                ["commit"] = deploy.Commit,
                ["deployedAt"] = deploy.DeployedAt,
                ["deployedBy"] = deploy.DeployedBy,
                ["isHotfix"] = deploy.IsHotfix,
                ["url"] = deploy.Url,
            },
            [("Environment", deploy.Environment), ("Commit", deploy.Commit), ("Deployed-By", deploy.DeployedBy), ("Url", deploy.Url)],
            [commit]);
    }

    private Deploy ToDeploy(ChainEntry entry) => new()
    {
        Environment = _environment.ToString(),
        Commit = (entry.CommitOf("commit") ?? throw HotfixErrors.ChainDamaged(_chain.Ref, entry.Commit, "it names no commit")).ToString(),
        DeployedAt = entry.Time("deployedAt") ?? entry.At,
        DeployedBy = DisplayText.Clean(entry.Text("deployedBy") ?? entry.By.ToString()),
        Source = SourceName,
        IsHotfix = entry.Flag("isHotfix"),
        Url = entry.Text("url") is { } url ? DisplayText.Clean(url) : null,
        Repository = _session.Location,
    };
}
