namespace HotfixTools;

/// <summary>One repository, its remote, the settings and the clock: what every operation works with.</summary>
public sealed class HotfixSession : IDisposable
{
    private const int FewestDigits = 7;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly SettingsRequest _request;
    private GitIdentity? _identity;
    private RemoteRefs? _listed;
    private bool _isBorrowed;
    private bool _isSettled;
    private bool _hasLooked;

    private HotfixSession(IGitRepository repository, IGitRemote remote, string location, SettingsRequest request, SettingsFound found, RemoteAccess access, TimeProvider time)
    {
        Repository = repository;
        Remote = remote;
        Location = location;
        Configuration = found;
        Settings = request.Overlay(found.Settings);
        Services = access.Services;
        _request = request;
        _time = time;
        _cancellation = access.Cancellation;
        Journal = new Journal(this);
        Notices = new TeamNotices(this);
        Forge = new ForgeAccess(this);
        Progress = access.Progress;
        Typed = new TypedCommands(this);
    }

    /// <summary>The repository.</summary>
    public IGitRepository Repository { get; }

    /// <summary>The remote that the team shares.</summary>
    public IGitRemote Remote { get; }

    /// <summary>The remote as people type it in a git command. One that was never cloned has no name yet: that of a clone to be made.</summary>
    public string TypedRemote => Remote.Name ?? "origin";

    /// <summary>Commands as people type them for this repository.</summary>
    internal TypedCommands Typed { get; }

    /// <summary>The settings file that was named to the command; null for none.</summary>
    internal string? ConfigurationFile => _request.File;

    /// <summary>The remote that is taken where no parameter names one.</summary>
    internal string UsualRemote => RemoteName(Repository, Configuration.Settings);

    /// <summary>Whether the settings are given, whatever files say.</summary>
    internal bool HasFixedSettings => _request.IsFixed;

    /// <summary>The repository as people know it: its folder, or the URL that was asked for.</summary>
    public string Location { get; }

    /// <summary>Whether there is a clone of it here; what was never cloned is looked at in a repository of our own.</summary>
    internal bool IsCloned => Location == Repository.Location;

    /// <summary>The settings in force.</summary>
    public HotfixSettings Settings { get; }

    /// <summary>What was configured, and where; the parameters of the command are over it.</summary>
    public SettingsFound Configuration { get; private set; }

    /// <summary>What is not Git; null where there is none.</summary>
    public IHotfixServices? Services { get; }

    /// <summary>The journal.</summary>
    public Journal Journal { get; }

    /// <summary>What the team is told.</summary>
    public TeamNotices Notices { get; }

    /// <summary>The forge.</summary>
    public ForgeAccess Forge { get; }

    /// <summary>Told what is waited for; null for nobody.</summary>
    public IProgress<WorkProgress>? Progress { get; }

    /// <summary>Ends what is under way.</summary>
    public CancellationToken Cancellation => _cancellation;

    /// <summary>The time, in UTC, to the second, as Git keeps it.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = _time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    /// <summary>Who acts.</summary>
    /// <exception cref="HotfixException"><c>IdentityMissing</c>.</exception>
    public GitIdentity Identity => _identity ??= Repository.FindIdentity() ?? throw HotfixErrors.IdentityMissing(Location);

    /// <summary>Opens the repository that holds a path, and its remote.</summary>
    /// <param name="git">The way to Git.</param>
    /// <param name="path">A folder.</param>
    /// <param name="request">How the settings are found.</param>
    /// <param name="access">How to reach remotes.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="HotfixException"><c>NotARepository</c>, <c>RemoteNotFound</c>, <c>ShallowRepository</c>, <c>ConfigurationNotFound</c>.</exception>
    /// <exception cref="SettingsException">The settings cannot be used.</exception>
    public static HotfixSession Open(IGitService git, string path, SettingsRequest request, RemoteAccess access, TimeProvider time)
    {
        var repository = git.Open(path);
        try
        {
            // What a shallow clone lacks would look as if it were not there: "not contaminated", "not merged".
            if (repository.IsShallow)
                throw HotfixErrors.ShallowRepository(repository.Location);
            var (found, likely) = Begin(repository, request, access);
            var name = RemoteName(repository, request.Overlay(found.Settings));
            var remote = likely?.Name == name ? likely : repository.OpenRemote(name, access);
            return new HotfixSession(repository, remote, repository.Location, request, found, access, time);
        }
        catch (Exception error)
        {
            var fault = repository.Explain(error);
            repository.Dispose();
            if (fault is not null)
                throw fault;
            throw;
        }
    }

    /// <summary>Opens a remote that was never cloned, in a repository that is removed afterwards.</summary>
    /// <param name="git">The way to Git.</param>
    /// <param name="url">The remote.</param>
    /// <param name="request">How the settings are found.</param>
    /// <param name="access">How to reach remotes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="identity">Who acts; null: whom Git knows.</param>
    public static HotfixSession OpenUrl(
        IGitService git, string url, SettingsRequest request, RemoteAccess access, TimeProvider time, GitIdentity? identity = null)
    {
        var address = AddressOf(url);
        var found = SettingsFinder.Known(request);
        var repository = git.OpenTemporary();
        return new HotfixSession(repository, repository.OpenRemote(address, access), address.ToString(), request, found, access, time) { _identity = identity };
    }

    /// <summary>The remote that a person means.</summary>
    /// <param name="url">A path or URL.</param>
    /// <exception cref="HotfixException"><c>RemoteNotFound</c>.</exception>
    internal static RemoteUrl AddressOf(string url)
    {
        try
        {
            return RemoteUrl.Parse(url);
        }
        catch (FormatException error)
        {
            throw HotfixErrors.RemoteUrlInvalid(null, url, error);
        }
    }

    /// <summary>Opens a remote whose refs are known, in a repository that stays its opener's.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="remote">The remote.</param>
    /// <param name="listed">Its refs.</param>
    /// <param name="request">How the settings are found.</param>
    /// <param name="access">How to reach remotes.</param>
    /// <param name="time">The clock.</param>
    internal static HotfixSession OpenListed(
        IGitRepository repository, IGitRemote remote, RemoteRefs listed, SettingsRequest request, RemoteAccess access, TimeProvider time) =>
        new(repository, remote, remote.Url.ToString(), request, SettingsFinder.Known(request), access, time) { _listed = listed, _isBorrowed = true };

    /// <summary>Looks at the remote.</summary>
    /// <param name="patterns">The refs that are needed beside the mainline; full names, each with one <c>*</c> at most.</param>
    /// <exception cref="SettingsMovedException">The first look shows other settings than those that the command began with.</exception>
    /// <exception cref="SettingsException">The settings at the remote cannot be used.</exception>
    public RemoteView Look(params string[] patterns)
    {
        var mainline = Settings.Mainline ?? (_listed is null ? Remote.RememberedMainline() : _listed.HeadBranch);
        var refs = Fetch(patterns, mainline);
        if (Settings.Mainline is null && _listed is null && Remote.Advertised is { } advertised)
        {
            mainline = advertised.HeadBranch;
            if (mainline is { } named)
                refs = refs.With(RefName.Of(named), refs.Head);
        }
        else if (Settings.Mainline is null && _listed is null && (mainline is not { } remembered || refs.Head is null || refs[RefName.Of(remembered)] != refs.Head))
        {
            // The clone remembers the mainline from the day it was made. One look proves it; where it does not, ask.
            var asked = Remote.List().HeadBranch;
            if (asked != mainline)
                refs = Fetch(patterns, mainline = asked);
        }

        Settle(refs, mainline);
        RequireApart(mainline);
        return new RemoteView(Settings, refs, mainline) { Listed = Remote.Advertised ?? _listed };
    }

    /// <summary>All refs of the remote, as this command last saw them; asked for only where nothing has told yet.</summary>
    internal RemoteRefs Listed => Remote.Advertised ?? _listed ?? Remote.List();

    /// <summary>Looks at the remote for refs alone, where the mainline does not matter. One operation, unless the hotfix branch may be the mainline.</summary>
    /// <param name="patterns">The refs that are needed; full names, each with one <c>*</c> at most.</param>
    public RemoteView LookFor(params string[] patterns)
    {
        var refs = Fetch(patterns, Settings.Mainline);
        Settle(refs, Settings.Mainline);
        var isAtHead = refs.Head is { } head && refs[RefName.Of(Settings.Branch)] == head;
        RequireApart(Settings.Mainline ?? (isAtHead ? Listed.HeadBranch : null));
        return new(Settings, refs, null);
    }

    /// <summary>
    /// For a command that was about to refuse by settings that no look has proven yet: looks, if none was tried, whether
    /// they are still in force.
    /// </summary>
    /// <exception cref="SettingsMovedException">They are not.</exception>
    /// <exception cref="SettingsException">Those at the remote cannot be used.</exception>
    public void ProveSettings()
    {
        if (_hasLooked)
            return;
        try
        {
            Look();
        }
        catch (HotfixException)
        {
            // What was to be refused says enough.
        }
    }

    /// <summary>Settings that are not in force, with the parameters of the command over them.</summary>
    /// <param name="found">The settings.</param>
    internal HotfixSettings Overlay(SettingsFound found) => _request.Overlay(found.Settings);

    /// <summary>The commit that a person means.</summary>
    /// <param name="expression">An id or its beginning, a branch or tag, which is looked up at the remote first, or what <c>git rev-parse</c> takes.</param>
    /// <exception cref="HotfixException"><c>CommitNotFound</c>, <c>AmbiguousCommit</c>.</exception>
    public CommitId Resolve(string? expression)
    {
        var patterns = PatternsFor(expression);
        return Resolve(expression, patterns.Length > 0 ? Remote.Fetch(patterns) : null);
    }

    /// <summary>The commit that a person means, by a look that has been made already.</summary>
    /// <param name="expression">As above.</param>
    /// <param name="refs">A look that covers <see cref="PatternsFor"/>; null where that names none.</param>
    /// <exception cref="HotfixException"><c>CommitNotFound</c>, <c>AmbiguousCommit</c>.</exception>
    public CommitId Resolve(string? expression, RemoteRefs? refs)
    {
        var text = Checked(expression);
        if (IsName(text) && NamesOf(text).Select(name => refs?[RefName.Parse(name)]).FirstOrDefault(id => id is not null) is { } id)
        {
            var named = Repository.FindTag(id)?.Commit ?? throw HotfixErrors.CommitNotFound(text, "names no commit");
            return Begun(text) is { } begun && begun != named ? throw HotfixErrors.AmbiguousName(text, named, begun) : named;
        }

        if (Repository.Resolve(text) is { } known)
            return known;
        // Not here: it may have been pushed since the last fetch.
        FetchEverything();
        return Repository.Resolve(text) ?? throw HotfixErrors.CommitNotFound(text, "names no commit, here or at the remote");
    }

    /// <summary>Brings every branch and tag, for a commit that may be on any of them.</summary>
    public void FetchEverything() => Remote.Fetch(Everything);

    /// <summary>The refs of the remote that an expression needs to be looked up.</summary>
    /// <param name="expression">As above.</param>
    /// <exception cref="HotfixException"><c>CommitNotFound</c>: it is none; <c>AmbiguousCommit</c>.</exception>
    public string[] PatternsFor(string? expression)
    {
        var text = Checked(expression);
        // A name means what it is at the remote: a local branch or tag of that name may be old.
        if (IsName(text))
            return NamesOf(text);
        return Repository.Resolve(text) is null ? Everything : [];
    }

    /// <summary>Writes a commit that others are to see, signed where the configuration of Git demands it.</summary>
    /// <param name="commit">What it holds.</param>
    /// <exception cref="HotfixException"><c>SigningFailed</c>.</exception>
    public CommitId Write(NewCommit commit) => Repository.WriteSigned(commit, _cancellation);

    /// <summary>Makes of drafts what others are to see.</summary>
    /// <param name="head">The last of them.</param>
    /// <param name="since">The commit that the first of them grows from.</param>
    /// <exception cref="HotfixException"><c>SigningFailed</c>.</exception>
    public CommitId Sign(CommitId head, CommitId since) => Repository.Sign(head, since, _cancellation);

    /// <summary>
    /// For a command that is about to change something: refuses where commits are to be signed and cannot be. Most commands
    /// sign after they have changed something, and a deploy cannot be taken back.
    /// </summary>
    /// <exception cref="HotfixException"><c>SigningFailed</c>, <c>IdentityMissing</c>.</exception>
    public void ProveSigning()
    {
        if (Repository.WantsSignedCommits)
            Repository.ProveSigning(Identity, _cancellation);
    }

    /// <summary>The ledger of an environment.</summary>
    /// <param name="environment">The environment.</param>
    public Ledger LedgerOf(EnvironmentName environment) => new(this, environment);

    /// <summary>The newest entry of the journal, as far as this command has seen it; null for none.</summary>
    internal CommitId? JournalTip { get; private set; }

    /// <summary>Notes how far the journal is.</summary>
    /// <param name="tip">Its newest entry.</param>
    internal void NoteJournal(CommitId? tip) => JournalTip = tip;

    /// <summary>Waits before another try, longer each time and never as long as anybody else.</summary>
    /// <param name="attempt">The tries so far.</param>
    /// <param name="cost">
    /// How long a try takes, where all who try stand in each other's way: a wait that is short beside it would change
    /// nothing, on a busy machine or a slow line. Default: what is waited for goes on by itself.
    /// </param>
    public void Wait(int attempt, TimeSpan cost = default)
    {
        var longest = Math.Min(1000, 10 * (1 << Math.Min(attempt, 7)));
        var spread = Math.Min(LongestWait.TotalMilliseconds, cost.TotalMilliseconds * (1 << Math.Min(attempt - 1, 6)));
        _cancellation.WaitHandle.WaitOne(Random.Shared.Next(5, Math.Max(longest, (int)spread)));
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for something that goes on elsewhere.</summary>
    /// <param name="span">How long.</param>
    /// <exception cref="OperationCanceledException">It is not to be waited for any more.</exception>
    internal void Pause(TimeSpan span)
    {
        _cancellation.WaitHandle.WaitOne(span);
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isBorrowed)
            Repository.Dispose();
    }

    private static readonly string[] Everything = ["refs/heads/*", "refs/tags/*"];

    private static string Checked(string? expression)
    {
        var text = expression?.Trim() ?? string.Empty;
        return text.Length == 0 || text[0] == '-' || text.Length > 250 || text.Any(char.IsControl)
            ? throw HotfixErrors.CommitNotFound(expression, "names no commit")
            : text;
    }

    private static bool IsName(string text) => !CommitId.TryParse(text, out _) && text != "HEAD" && BranchName.TryParse(text, out _);

    // A commit whose id begins so. What is shorter than Git itself writes ids is meant as the name that it is, such as "2024".
    // Git takes the last word of what git describe prints for an id, and never for a name.
    private CommitId? Begun(string text) => text.Length >= FewestDigits && text.All(char.IsAsciiHexDigit) ? Repository.Resolve($"commit-0-g{text}") : null;

    private static string[] NamesOf(string text) => [$"refs/heads/{text}", $"refs/tags/{text}"];

    // What the clone knows may be old, and what is proven by a look is what counts.
    private static (SettingsFound Found, IGitRemote? Likely) Begin(IGitRepository repository, SettingsRequest request, RemoteAccess access)
    {
        if (request.IsFixed)
            return (SettingsFound.Nothing, null);
        if (request.File is { } file)
            return (SettingsFinder.OfFile(file), null);
        if (request.Known is { } known)
            return (known, null);
        var parameters = request.Overlay(HotfixSettings.Default);
        var name = RemoteName(repository, parameters);
        if (!repository.RemoteNames.Contains(name))
            return (SettingsFound.Nothing, null);
        var remote = repository.OpenRemote(name, access);
        // Where settings could name another, this one is not turned to before they are read.
        if (parameters.Remote is not null || repository.RemoteNames.Count == 1)
            remote.Begin();
        return (new SettingsFinder(repository).Assume(remote.Remembered(parameters.Mainline), $"{name}/{parameters.Mainline ?? remote.RememberedMainline()}"), remote);
    }

    // A team changes its settings seldom: the look that is made anyway proves them, and no other is made for them.
    private void Settle(RemoteRefs refs, BranchName? mainline)
    {
        if (_isSettled)
            return;
        _isSettled = true;
        if (_request.IsFixed || _request.File is not null)
            return;
        var isNamed = _request.Overlay(HotfixSettings.Default).Mainline is not null;
        var tip = mainline is { } branch ? refs[RefName.Of(branch)] : null;
        // A mainline that the settings themselves name has no say in which settings are in force.
        var home = isNamed || Settings.Mainline is null ? mainline : Remote.RememberedMainline();
        var found = new SettingsFinder(Repository).Find(isNamed ? tip : refs.Head ?? tip, $"{Remote.Name ?? Location}/{home?.ToString() ?? "HEAD"}");
        var before = Configuration;
        // What is proven keeps the name that it was found by.
        Configuration = _request.Known is { } known && known.Fingerprint == found.Fingerprint ? known : found;
        var wanted = _request.Overlay(found.Settings).Remote;
        if (found.Fingerprint != before.Fingerprint || before.Faults.Count > 0 || (wanted is not null && Remote.Name is not null && wanted != Remote.Name))
            throw new SettingsMovedException(found);
    }

    // Whoever ends a hotfix removes its branch.
    private void RequireApart(BranchName? mainline)
    {
        if (mainline == Settings.Branch)
            throw HotfixErrors.BranchIsMainline(Settings.Branch);
    }

    /// <summary>The name of the remote, as far as anybody has chosen.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="settings">What was chosen.</param>
    internal static string RemoteName(IGitRepository repository, HotfixSettings settings)
    {
        var names = repository.RemoteNames;
        return settings.Remote ?? (names.Count == 1 ? names[0] : "origin");
    }

    private RemoteRefs Fetch(string[] patterns, BranchName? mainline)
    {
        _hasLooked = true;
        IEnumerable<string> wanted = mainline is { } branch ? [.. patterns, RefName.Of(branch).ToString()] : patterns;
        // What is owed to the team is in the journal.
        if (Settings.Notify.Count > 0)
            wanted = wanted.Append(Settings.Journal.ToString());
        var refs = Remote.Fetch([.. wanted.Distinct()]);
        JournalTip = refs[Settings.Journal] ?? JournalTip;
        return refs;
    }
}
