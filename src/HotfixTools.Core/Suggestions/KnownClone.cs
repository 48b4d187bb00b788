using System.Buffers;

namespace HotfixTools;

/// <summary>
/// A clone, and what it knows by itself of its remote, as of the last look or fetch. Nothing here connects to anything, and
/// what cannot be read is not known.
/// </summary>
public sealed class KnownClone : IDisposable
{
    private const string Heads = "refs/heads/";
    private const string Tags = "refs/tags/";

    // Most names are of these alone, and there may be very many.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/.");

    private readonly HotfixSession? _session;
    private readonly IGitRemote? _remote;
    private readonly RemoteRefs _noted;
    private readonly string _remoteName;

    private KnownClone(IGitRepository repository, IGitRemote? remote, string remoteName, SettingsRequest request, SettingsFound found, RemoteAccess access)
    {
        Repository = repository;
        Settings = request.Overlay(found.Readable);
        Configuration = found;
        _remote = remote;
        _remoteName = remoteName;
        _noted = new RemoteRefs(remote?.RememberedRefs() ?? new Dictionary<string, CommitId>(), null, null);
        _session = remote is null ? null : HotfixSession.OpenListed(repository, remote, _noted, request with { File = null, Known = found with { Settings = found.Readable } }, access, TimeProvider.System);
    }

    /// <summary>The repository.</summary>
    public IGitRepository Repository { get; }

    /// <summary>The settings, as far as they can be read, and the parameters over them.</summary>
    public HotfixSettings Settings { get; }

    /// <summary>Where the settings come from.</summary>
    public SettingsFound Configuration { get; }

    /// <summary>The mainline; null where the clone does not know.</summary>
    public BranchName? Mainline => Settings.Mainline ?? _remote?.RememberedMainline() ?? BranchAtHead();

    /// <summary>Opens the clone that holds a folder.</summary>
    /// <param name="git">The way to Git.</param>
    /// <param name="folder">A folder.</param>
    /// <param name="request">How the settings are found.</param>
    /// <param name="patience">Ends what takes too long.</param>
    /// <exception cref="HotfixException"><c>NotARepository</c>, <c>RepositoryNotOwned</c>.</exception>
    public static KnownClone Open(IGitService git, string folder, SettingsRequest request, CancellationToken patience)
    {
        var repository = git.Open(folder);
        try
        {
            var access = new RemoteAccess(NoCredential.Instance, patience);
            var parameters = request.Overlay(HotfixSettings.Default);
            var name = HotfixSession.RemoteName(repository, parameters);
            var found = Find(repository, request, Remote(repository, name, access), parameters.Mainline);
            // The settings may name another remote than the one that they were found at.
            var wanted = request.Overlay(found.Readable).Remote ?? name;
            return new KnownClone(repository, Remote(repository, wanted, access), wanted, request, found, access);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    /// <summary>The ledgers that the clone knows of, by the names of their environments, and their newest entries as far as it knows these.</summary>
    public IReadOnlyList<KnownLedger> Ledgers()
    {
        // A mirror has the refs themselves.
        var own = Repository.RefNames(Settings.DeployNamespace)
            .Select(name => (Name: name[Settings.DeployNamespace.Length..], Id: Repository.RefTarget(name) ?? CommitId.Zero));
        return
        [
            .. from ledger in _noted.Below(Settings.DeployNamespace).Concat(own)
               where EnvironmentName.TryParse(ledger.Name, out var environment) && environment.ToString() == ledger.Name
               group ledger.Id by ledger.Name into ledgers
               select new KnownLedger(EnvironmentName.Parse(ledgers.Key), ledgers.First()),
        ];
    }

    /// <summary>The deploys of an environment, newest first, as far as the clone has them.</summary>
    /// <param name="environment">The environment.</param>
    public IEnumerable<Deploy> Deploys(EnvironmentName environment) =>
        _session is null ? [] : Readable(() => _session.LedgerOf(environment).Read(Tip(Settings.LedgerOf(environment))));

    /// <summary>The events of the journal, newest first, as far as the clone has them.</summary>
    public IEnumerable<JournalEvent> Events() =>
        _session is null ? [] : Readable(() => _session.Journal.Read(Tip(Settings.Journal)));

    /// <summary>The short names of the branches: the clone's own, then those of the remote.</summary>
    /// <param name="beginning">How they begin.</param>
    public IEnumerable<string> Branches(string beginning = "") => Names(Heads, beginning).Concat(Names(Tracking, beginning)).Distinct(StringComparer.Ordinal);

    /// <summary>The short names of the clone's own branches.</summary>
    /// <param name="beginning">How they begin.</param>
    public IEnumerable<string> OwnBranches(string beginning = "") => Names(Heads, beginning);

    /// <summary>The short names of the tags.</summary>
    /// <param name="beginning">How they begin.</param>
    public IEnumerable<string> TagNames(string beginning = "") => Names(Tags, beginning);

    /// <summary>Where a branch is: at the remote, as last seen in either way, and here.</summary>
    /// <param name="branch">The branch.</param>
    public IEnumerable<CommitId> TipsOf(string branch)
    {
        if (_noted.Refs.TryGetValue(Heads + branch, out var noted) && Repository.Find(noted) is not null)
            yield return noted;
        if (Repository.RefTarget(Tracking + branch) is { } tracked)
            yield return tracked;
        if (Repository.RefTarget(Heads + branch) is { } own)
            yield return own;
    }

    /// <summary>The newest of the tips of a branch: what was pushed from here since the last look is newer than what was seen then.</summary>
    /// <param name="branch">The branch.</param>
    public CommitInfo? TipOf(string branch) => TipsOf(branch).Select(Repository.Find).OfType<CommitInfo>().MaxBy(tip => tip.CommittedAt);

    /// <summary>What is checked out; null for nothing.</summary>
    public CommitId? Head => Repository.RefTarget("HEAD");

    /// <summary>The commit that a tag names; null where it names none.</summary>
    /// <param name="tag">The tag.</param>
    public CommitId? TipOfTag(string tag) => Repository.RefTarget(Tags + tag) is { } id ? Repository.FindTag(id)?.Commit : null;

    /// <summary>The commit that an expression names; null where there is none, or several.</summary>
    /// <param name="expression">As git rev-parse takes it.</param>
    public CommitId? Resolve(string expression)
    {
        try
        {
            return Repository.Resolve(expression);
        }
        catch (HotfixException)
        {
            return null;
        }
    }

    /// <summary>The address of a remote, without secrets; null where it has none that can be used.</summary>
    /// <param name="name">Its name.</param>
    public string? AddressOf(string name) => Remote(Repository, name, new RemoteAccess(NoCredential.Instance, CancellationToken.None))?.Url.ToString();

    /// <inheritdoc/>
    public void Dispose() => Repository.Dispose();

    // A clone of what was empty was never told.
    private BranchName? BranchAtHead() => _noted.Refs.TryGetValue("HEAD", out var head)
        && _noted.Refs.FirstOrDefault(noted => noted.Value == head && noted.Key.StartsWith(Heads, StringComparison.Ordinal) && noted.Key != RefName.Of(Settings.Branch).ToString()).Key is { } name
        && BranchName.TryParse(name[Heads.Length..], out var branch) ? branch : null;

    private string Tracking => $"refs/remotes/{_remoteName}/";

    private CommitId? Tip(RefName reference) => _noted[reference] ?? Repository.RefTarget(reference.ToString());

    private IEnumerable<string> Names(string below, string beginning) => Repository.RefNames(below + beginning).Select(name => name[below.Length..]).Where(IsUsable);

    // Names that no command takes, and those that hide what they are, are not handed on.
    private static bool IsUsable(string name) =>
        (name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Plain) && name.Length != CommitId.Length && name != "HEAD")
        || (BranchName.TryParse(name, out _) && !CommitId.TryParse(name, out _));

    // A chain may be cut off, damaged, or cleared away by git gc: what came before that is known.
    private static IEnumerable<T> Readable<T>(Func<IEnumerable<T>> read)
    {
        using var items = read().GetEnumerator();
        while (true)
        {
            try
            {
                if (!items.MoveNext())
                    yield break;
            }
            catch (Exception error) when (error is HotfixException or HistoryCutOffException)
            {
                yield break;
            }

            yield return items.Current;
        }
    }

    private static SettingsFound Find(IGitRepository repository, SettingsRequest request, IGitRemote? remote, BranchName? named)
    {
        if (request.File is { } file)
            return SettingsFinder.Peek(file) ?? SettingsFound.Nothing;
        var mainline = named ?? remote?.RememberedMainline();
        // Somebody may have fetched since, by git alone.
        var tracked = mainline is null ? null : repository.RefTarget($"refs/remotes/{remote?.Name}/{mainline}");
        var newest = new[] { remote?.Remembered(named), tracked }.OfType<CommitId>().Select(repository.Find).OfType<CommitInfo>().MaxBy(tip => tip.CommittedAt);
        return new SettingsFinder(repository).Assume(newest?.Id, $"{remote?.Name}/{mainline?.ToString() ?? "HEAD"}");
    }

    private static IGitRemote? Remote(IGitRepository repository, string name, RemoteAccess access)
    {
        try
        {
            return repository.OpenRemote(name, access);
        }
        catch (HotfixException)
        {
            return null;
        }
    }
}
