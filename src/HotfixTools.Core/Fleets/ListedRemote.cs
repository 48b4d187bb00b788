namespace HotfixTools;

/// <summary>A remote that was never cloned, and whose refs are known.</summary>
/// <param name="git">The way to Git.</param>
/// <param name="address">The remote.</param>
/// <param name="listed">Its refs.</param>
/// <param name="cache">What is kept of remotes.</param>
/// <param name="request">How the settings are found.</param>
/// <param name="asked">The branch that was named before anything was known of the remote; null: whichever the team uses.</param>
/// <param name="access">How to reach it.</param>
/// <param name="time">The clock.</param>
internal sealed class ListedRemote(
    IGitService git, RemoteUrl address, RemoteRefs listed, RemoteCache cache, SettingsRequest request, BranchName? asked, RemoteAccess access, TimeProvider time)
{
    private const string JournalEnding = "/journal";

    // Enough for most hotfixes; for a branch that is far behind; and all there is.
    private static readonly int[] Depths = [50, 500, int.MaxValue];

    // The newest entry tells most; notices come in twos and threads.
    private static readonly int[] JournalDepths = [1, 10];

    private readonly HotfixSettings _settings = request.Overlay(SettingsFinder.Known(request).Settings);
    private readonly QuietNotes _notes = cache.Notes(address);

    // What nobody named may be another one in the settings of the remote, which are not known before something is fetched.
    private readonly BranchName? _named = NamedBy(request);

    /// <summary>Looks at it.</summary>
    /// <param name="read">Reads what is wanted.</param>
    /// <param name="withHistory">Whether a journal is reason enough.</param>
    public T? Look<T>(Func<HotfixSession, T?> read, bool withHistory)
        where T : class
    {
        withHistory &= Journals().Any();
        if (!withHistory && IsQuiet())
            return null;
        using var entry = cache.Take(address);
        if (entry is { IsKept: true })
        {
            try
            {
                return Look(entry, read, withHistory);
            }
            catch (Exception error) when (IsDamage(error))
            {
                // What is kept may be damaged, and then in any way. Without it, an error is one.
                access.Cancellation.ThrowIfCancellationRequested();
                if (!entry.TryReset())
                    return Look(null, read, withHistory);
            }
        }

        try
        {
            return Look(entry, read, withHistory);
        }
        catch (Exception error) when (entry is { CanKeep: false } && IsDamage(error))
        {
            return Look(null, read, withHistory);
        }
    }

    /// <summary>The branch that a request names, whatever is configured; null where it names none.</summary>
    /// <param name="request">The request.</param>
    public static BranchName? NamedBy(SettingsRequest request)
    {
        var other = BranchName.Parse("a-branch-of-nobody");
        var branch = request.Overlay(HotfixSettings.Default with { Branch = other }).Branch;
        return branch != other ? branch : (request.File is not null || request.Known is not null) ? request.Overlay(SettingsFinder.Known(request).Settings).Branch : null;
    }

    private static bool IsDamage(Exception error) => error switch
    {
        OperationCanceledException or SettingsMovedException or SettingsException => false,
        HotfixException { Id: var id } => id is nameof(HotfixErrors.RemoteUnreachable) or nameof(HotfixErrors.ChainDamaged) or nameof(HotfixErrors.CommitNotFound),
        _ => true,
    };

    private IEnumerable<RefName> Journals()
    {
        HashSet<string> names = [_settings.Journal.ToString()];
        // The settings, which nobody knows yet, may put it elsewhere.
        if (request.Known is null)
            names.UnionWith(listed.Refs.Keys.Where(name => name.EndsWith(JournalEnding, StringComparison.Ordinal)));
        return names.Where(name => listed.Refs.ContainsKey(name) && RefName.IsWellFormed(name)).Select(RefName.Parse);
    }

    private bool HasBranch(BranchName branch) =>
        listed[RefName.Of(branch)] is not null || SecondBranches.In(_settings with { Branch = branch }, listed.Refs.Keys, listed.HeadBranch).Any();

    private bool IsQuiet() =>
        !HasBranch(_settings.Branch) && Journals().All(journal => _notes.BranchAt(listed[journal]!, asked) is { } branch && !HasBranch(branch));

    private T? Look<T>(CacheEntry? entry, Func<HotfixSession, T?> read, bool withHistory)
        where T : class
    {
        using var repository = Open(ref entry);
        var remote = repository.OpenRemote(address, access);
        var isWhole = entry?.Depth == int.MaxValue && !repository.IsShallow;
        if (!withHistory && !HasBranch(_settings.Branch) && Journals().All(journal => IsAtRest(repository, remote, journal, isWhole)))
            return null;
        remote.BringsHead = true;
        var beginning = Begin(repository, remote);
        foreach (var depth in Depths.SkipWhile(depth => depth < entry?.Depth))
        {
            remote.Depth = depth == int.MaxValue && !repository.IsShallow ? null : depth;
            using var session = HotfixSession.OpenListed(new CutOffRepository(repository), remote, listed, beginning, access, time);
            try
            {
                var found = read(session);
                RememberQuiet(session);
                return found;
            }
            catch (HistoryCutOffException) when (repository.IsShallow)
            {
                // More of it, then.
            }
            finally
            {
                if (entry is not null)
                    entry.Depth = depth;
            }
        }

        throw new InvalidOperationException("A whole history has no cuts.");
    }

    // The settings as they were at the last look: the next one proves them.
    private SettingsRequest Begin(IGitRepository repository, IGitRemote remote)
    {
        if (request.IsFixed || request.File is not null || request.Known is not null)
            return request;
        var mainline = request.Overlay(HotfixSettings.Default).Mainline;
        return request with { Known = new SettingsFinder(repository).Assume(remote.Remembered(mainline), $"{address}/{mainline ?? listed.HeadBranch}") };
    }

    private IGitRepository Open(ref CacheEntry? entry)
    {
        if (entry is null)
            return git.OpenTemporary();
        var isKept = entry.IsKept;
        try
        {
            return git.OpenStore(entry.Repository);
        }
        catch (Exception error) when (!isKept && error is not OperationCanceledException)
        {
            // It cannot be kept: a full disk, or a folder that Git takes for somebody else's.
            entry = null;
            return git.OpenTemporary();
        }
    }

    // Whether the last hotfix that the journal tells of has ended.
    private bool IsAtRest(IGitRepository repository, IGitRemote remote, RefName journal, bool isWhole)
    {
        var tip = listed[journal]!;
        if (_notes.BranchAt(tip, asked) is { } known)
            return !HasBranch(known);
        var settings = HotfixSettings.Default with { HotfixNamespace = journal.ToString()[..^(JournalEnding.Length - 1)] };
        // One entry, and not the files of the mainline.
        remote.BringsHead = false;
        foreach (var depth in JournalDepths)
        {
            remote.Depth = isWhole ? null : depth;
            using var session = HotfixSession.OpenListed(new CutOffRepository(repository), remote, listed, SettingsRequest.Fixed(settings), access, time);
            try
            {
                if (remote.Fetch([journal.ToString()])[journal] != tip)
                    return false;
                var newest = session.Journal.Read(tip).FirstOrDefault(happened => !happened.IsAboutNotice);
                var branch = newest?.Branch ?? _settings.Branch;
                if (newest is { IsEnd: false } || (_named is { } named && branch != named) || HasBranch(branch))
                    return false;
                _notes.Remember(tip, asked, branch);
                return true;
            }
            catch (HistoryCutOffException)
            {
                // All of it about notices.
            }
            catch (HotfixException error) when (error.Id == nameof(HotfixErrors.ChainDamaged) && journal != _settings.Journal)
            {
                // A branch or tag of that name, and no journal.
                _notes.Remember(tip, asked, _settings.Branch);
                return true;
            }
        }

        return false;
    }

    // By the settings that were proven: whatever was read of it, there is no hotfix.
    private void RememberQuiet(HotfixSession session)
    {
        var settings = session.Settings;
        if (HasBranch(settings.Branch) || session.JournalTip is not { } tip || listed[settings.Journal] != tip)
            return;
        try
        {
            if (session.Journal.OfCurrent(tip).Count == 0)
                _notes.Remember(tip, asked, settings.Branch);
        }
        catch (Exception error) when (error is HistoryCutOffException or HotfixException)
        {
            // Then it is looked at again.
        }
    }
}
