using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>The deploy ledger of one environment: an append-only chain, one entry a deploy.</summary>
public sealed class Ledger
{
    /// <summary>What <see cref="Deploy.Source"/> says of deploys that come from here.</summary>
    public const string SourceName = "ledger";

    /// <summary>Far more deploys than are made while a hotfix is open: a long ledger must not be read to its end for nothing.</summary>
    public const int MaxLookedAt = 200;

    private const string NamesNoCommit = "it names no commit";

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

    /// <summary>What is live: the newest deploy; null for none.</summary>
    /// <param name="tip">The newest entry; null for none.</param>
    /// <exception cref="HotfixException"><c>ChainDamaged</c>: also where what it names is no commit.</exception>
    public Deploy? Newest(CommitId? tip)
    {
        if (Read(tip).FirstOrDefault() is not { } newest)
            return null;
        _ = CommitOf(newest);
        return newest;
    }

    /// <summary>The commit of a deploy that was read here, to be compared with others.</summary>
    /// <param name="deploy">The deploy.</param>
    /// <exception cref="HotfixException"><c>ChainDamaged</c>: what it names is no commit.</exception>
    internal CommitId CommitOf(Deploy deploy)
    {
        var commit = CommitId.Parse(deploy.Commit);
        // An entry brings the commit that it names, as a parent.
        return _session.Repository.Find(commit) is not null ? commit : throw HotfixErrors.DeployOfNoCommit(_chain.Ref, deploy.Entry!, commit, _environment);
    }

    /// <summary>Appends a deploy, unless it is there already.</summary>
    /// <param name="tip">The newest entry, as far as is known.</param>
    /// <param name="deploy">The deploy.</param>
    /// <param name="recordedSince">When it began: what deploys may itself have recorded the commit since. Null: it does not.</param>
    /// <returns>The newest entry afterwards, and the deploy as the ledger has it.</returns>
    public (CommitId? Tip, Deploy Deploy) Append(CommitId? tip, Deploy deploy, DateTimeOffset? recordedSince = null)
    {
        Deploy? Find(CommitId? newest) => FindSame(newest, deploy) ?? FindRecorded(newest, deploy, recordedSince);
        var end = _chain.Append(tip, newest => Find(newest) is null ? Describe(deploy) : null);
        return (end, Find(end) ?? Read(end).First());
    }

    // A pipeline that ends with Register-Deploy, called by the command that deploys.
    private Deploy? FindRecorded(CommitId? tip, Deploy deploy, DateTimeOffset? since) =>
        since is { } begun ? _chain.Read(tip).Take(1).Where(entry => entry.At >= begun).Select(ToDeploy).FirstOrDefault(last => last.Commit == deploy.Commit) : null;

    /// <summary>What is wrong with what an entry says; null for nothing.</summary>
    /// <param name="reading">An entry.</param>
    internal string? Judge(ChainReading reading)
    {
        var entry = reading.Entry!;
        if (entry.Text("kind") is { } kind && kind != "deploy")
            return null;
        if (entry.CommitOf("commit") is null)
            return NamesNoCommit;
        if (entry.Text("hotfix") is { } hotfix && !HotfixIds.IsId(hotfix))
            return Journal.NamesByNoId;
        if (entry.Text("environment") is { } environment && environment != _environment.ToString())
            return $"it is of {DisplayText.Clean(environment)}";
        return EntryAgreement.Fault(reading, Describe(ToDeploy(entry) with { DeployedBy = entry.Text("deployedBy") }));
    }

    // By the id of the entry where it has one. Otherwise the newest entry that says the very same: a pipeline that repeats
    // its last step must not look like a second deploy.
    private Deploy? FindSame(CommitId? tip, Deploy deploy) => deploy.EntryId is { } id
        ? Read(tip).Take(MaxLookedAt).FirstOrDefault(earlier => earlier.EntryId == id)
        : Read(tip).Take(1).FirstOrDefault(last => last.Commit == deploy.Commit && last.DeployedBy == deploy.DeployedBy && last.Url == deploy.Url);

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
                ["hotfix"] = deploy.HotfixId,
            },
            [new("Environment", deploy.Environment), new("Commit", deploy.Commit), new("Deployed-By", deploy.DeployedBy), new("Url", deploy.Url), new("Hotfix-Id", deploy.HotfixId)],
            [commit],
            deploy.EntryId);
    }

    private Deploy ToDeploy(ChainEntry entry) => new()
    {
        Environment = _environment.ToString(),
        Commit = (entry.CommitOf("commit") ?? throw HotfixErrors.ChainDamaged(_chain.Ref, entry.Commit, NamesNoCommit)).ToString(),
        DeployedAt = entry.Time("deployedAt") ?? entry.At,
        DeployedBy = RemoteUrl.Redact(entry.Text("deployedBy") ?? entry.By.ToString()),
        Source = SourceName,
        IsHotfix = entry.Flag("isHotfix"),
        Url = entry.Text("url") is { } url ? RemoteUrl.Redact(url) : null,
        Repository = _session.Location,
        EntryId = entry.Id,
        Entry = entry.Commit,
        HotfixId = IdOfHotfix(entry),
    };

    private string? IdOfHotfix(ChainEntry entry) =>
        entry.Text("hotfix") is not { } id ? null
        : HotfixIds.IsId(id) ? DisplayText.Clean(id)
        : throw HotfixErrors.ChainDamaged(_chain.Ref, entry.Commit, Journal.NamesByNoId);
}
