using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// A remote through LibGit2Sharp. A fetch lands below a name of its own, is read there, and is cleared away, so that
/// commands side by side in one clone do not disturb each other, and a look leaves the refs as they were.
/// </summary>
internal sealed class GitRemote : IGitRemote, IDisposable
{
    // What the notes on a remote are called that nobody gave a name.
    private const string AnonymousName = "url";

    private const string LandingRoot = "refs/hotfixtools/fetch/";
    private const long ForgottenAfterSeconds = 24 * 60 * 60;
    private const int PushAttempts = 10;
    private const string HeadNote = "HEAD";

    // What commits are likely made from: of the other refs, libgit2 gets to see no more than this when it pushes.
    private const int MostListed = 1000;

    // It reads the tree of each that it gets to see, which a partial clone may lack.
    private const int MostListedOfLacking = 0;
    private static readonly string[] Kept = ["HEAD", "refs/heads/hotfix", "refs/heads/master", "refs/heads/main", "refs/hotfix/", "refs/deploys/"];

    private Repository _repository;
    private readonly string _location;
    private readonly RemoteUrl _pushUrl;
    private readonly RemoteAccess _access;
    private readonly FetchNotes _notes;
    private readonly List<RemoteCall> _calls = [];
    private readonly ShallowFile _cuts;
    private RemoteCall? _begun;

    // Where refs of the remote are, as seen by this command; null: gone.
    private readonly Dictionary<string, CommitId?> _seen = new(StringComparer.Ordinal);

    // What this command itself removed: its tracking branch goes, as after "git push --delete".
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    public GitRemote(Repository repository, string location, string notesFolder, string? name, RemoteUrl url, RemoteUrl pushUrl, RemoteAccess access)
    {
        _repository = repository;
        _location = location;
        _pushUrl = pushUrl;
        _access = access;
        _notes = new FetchNotes(Path.Combine(notesFolder, "fetched-" + Uri.EscapeDataString(name ?? AnonymousName)));
        _cuts = new ShallowFile(Path.Combine(repository.Info.Path, "shallow"));
        Name = name;
        Url = url;
    }

    public string? Name { get; }

    public RemoteUrl Url { get; }

    public int Operations { get; private set; }

    public int? Depth { get; set; }

    public bool BringsHead { get; set; } = true;

    public RemoteRefs? Advertised { get; private set; }

    /// <summary>Opens the repository again; null where it is not ours, and never cut off.</summary>
    public Func<Repository>? Reopen { get; init; }

    /// <summary>What to do where the clone lacks something; null where it is ours.</summary>
    public PartialClone? Partial { get; init; }

    /// <summary>Tells what is wrong with the clone; null where it is ours.</summary>
    public Func<Exception, HotfixException?>? Explain { get; init; }

    public void Begin()
    {
        if (_begun is not null || Reopen is not null || Url.Kind == RemoteKind.Http)
            return;
        _begun = Call(Url, refs: new ListListener());
        _begun.Begin();
    }

    public RemoteRefs List()
    {
        using var call = TakeBegun() ?? Call(Url, refs: new ListListener());
        return call.List(() => _repository.Network.ListReferences(call.Address));
    }

    public RemoteRefs Fetch(IReadOnlyCollection<string> patterns)
    {
        string[] wanted = BringsHead ? ["HEAD", .. patterns.Distinct()] : [.. patterns.Distinct()];
        var known = _notes.Read();
        var refs = Bring(wanted, known);
        CommitId? head = refs.Remove(HeadNote, out var commit) ? commit : null;
        // HEAD was brought, and so was the branch that it names.
        if (head is not null && Advertised?.HeadBranch is { } branch)
            _seen[RefName.Of(branch).ToString()] = head;
        Remember(patterns, refs, known.Keys, head);
        return new RemoteRefs(refs, head, Advertised?.HeadBranch);
    }

    public PushReport CompareAndSwapPush(IReadOnlyList<RefUpdate> updates, Atomicity atomicity = Atomicity.None)
    {
        if (_pushUrl.Kind == RemoteKind.Path && !GitProgram.IsInstalled())
            throw HotfixErrors.GitRequired("writing to a remote that is a path");

        // What was listed before a push tells nothing of what is there after it.
        TakeBegun()?.Dispose();
        var report = Push(updates, atomicity);
        // Somebody else is writing the ref this very moment, and his word is not known yet. It soon is.
        for (var attempt = 1; attempt < PushAttempts && report.Outcomes.Any(IsLocked) && report.Outcomes.All(outcome => outcome.Verdict != RefVerdict.Written); attempt++)
        {
            _access.Cancellation.WaitHandle.WaitOne(Random.Shared.Next(50, 250));
            report = Push(updates, atomicity);
        }

        var written = report.Outcomes.Where(outcome => outcome.Verdict == RefVerdict.Written).ToDictionary(outcome => outcome.Update.Ref.ToString(), outcome => Absent(outcome.Update.New));
        foreach (var (name, id) in written)
        {
            _seen[name] = id;
            if (id is null)
                _removed.Add(name);
        }

        // Whoever has just deployed to an environment for the first time wants it known from now on.
        _notes.Note(written);
        return report;
    }

    public BranchName? RememberedMainline() =>
        Name is not null
        && RefFiles.SymbolicTarget(_repository.Info.Path, $"refs/remotes/{Name}/HEAD") is { } target
        && target.StartsWith($"refs/remotes/{Name}/", StringComparison.Ordinal)
        && BranchName.TryParse(target[$"refs/remotes/{Name}/".Length..], out var branch)
            ? branch
            : null;

    public CommitId? Remembered(BranchName? branch)
    {
        var notes = _notes.Read();
        if (notes.TryGetValue(branch is { } named ? RefName.Of(named).ToString() : HeadNote, out var noted))
            return noted;
        return Name is not null && (branch ?? RememberedMainline()) is { } tracked
            ? Tracking($"refs/remotes/{Name}/{tracked}")
            : null;
    }

    public IReadOnlyDictionary<string, CommitId> RememberedRefs() => _notes.Read();

    public void Keep()
    {
        if (Name is null)
            return;
        var specs = _repository.Network.Remotes[Name].FetchRefSpecs.ToList();
        // What is gone first: where 'hotfix' was, 'hotfix/x' may be now, and refs are files and folders.
        bool IsGone(string name) => _seen[name] is null;
        foreach (var name in _seen.Keys.Where(IsGone).Concat(_seen.Keys.Where(name => !IsGone(name))))
        {
            var id = _seen[name];
            if (id is null && !_removed.Contains(name) && !Prunes())
                continue;
            // Tracking branches alone: a mirror's specification would name branches, and those are the user's.
            // The work is done; that a lock of somebody else's git keeps a copy from being renewed is no failure.
            foreach (var tracking in specs.Where(spec => spec.SourceMatches(name)).Select(spec => spec.Transform(name)).Where(IsTracking))
                Patiently.Try(() => Set(tracking, id));
        }
    }

    /// <summary>Writes down what was seen, and waits until the servers have ended, with the hooks that a push set off.</summary>
    public void Dispose()
    {
        _notes.Write();
        _begun?.Dispose();
        Task.WhenAll(_calls.Select(call => call.Ending)).Wait();
    }

    private static bool IsTracking(string name) => name.StartsWith("refs/remotes/", StringComparison.Ordinal);

    private RemoteCall Call(RemoteUrl url, CutListener? cuts = null, ListListener? refs = null)
    {
        Operations++;
        string? Setting(string name) => _repository.Config.Get<string>(name)?.Value;
        var sshCommand = url.Kind == RemoteKind.Ssh ? Setting("core.sshCommand") : null;
        var httpProxy = url.Kind == RemoteKind.Http ? Setting($"remote.{Name}.proxy") ?? Setting("http.proxy") : null;
        var call = new RemoteCall(url, _location, sshCommand, httpProxy, _access, Name, cuts, refs) { ExplainClone = Explain };
        _calls.Add(call);
        return call;
    }

    private RemoteCall? TakeBegun()
    {
        var begun = _begun;
        _begun = null;
        return begun;
    }

    private IEnumerable<(string Name, CommitId Id)> Below(string landing) =>
        _repository.Refs.FromGlob(landing + "*").OfType<DirectReference>()
            .Select(reference => (
                reference.CanonicalName[landing.Length..] is "HEAD" ? "HEAD" : "refs/" + reference.CanonicalName[landing.Length..],
                CommitId.Parse(reference.TargetIdentifier)));

    private void Remove(string landing)
    {
        foreach (var reference in _repository.Refs.FromGlob(landing + "*").OfType<Reference>().ToList())
            _repository.Refs.Remove(reference.CanonicalName);
        // libgit2 leaves the folders, and every listing of refs would walk through those of all fetches there ever were.
        try
        {
            RemoveFolders(new DirectoryInfo(Path.Combine(_repository.Info.Path, landing)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody is looking into it. It is removed once it is forgotten.
        }
    }

    // None that holds a file: that is a ref, or a lock of somebody who is writing one.
    private static void RemoveFolders(DirectoryInfo folder)
    {
        if (!folder.Exists)
            return;
        foreach (var below in folder.EnumerateDirectories())
            RemoveFolders(below);
        if (!folder.EnumerateFileSystemInfos().Any())
            folder.Delete();
    }

    // A process that was killed may have left its landing behind.
    private void RemoveForgotten()
    {
        // Null is what another command cleared away between the listing and the look.
        var names = _repository.Refs.FromGlob(LandingRoot + "*").OfType<Reference>().Select(reference => reference.CanonicalName[LandingRoot.Length..].Split('/')[0]);
        var folder = Path.Combine(_repository.Info.Path, LandingRoot);
        var folders = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(Path.GetFileName).OfType<string>() : [];
        foreach (var name in names.Concat(folders).Distinct().ToList())
        {
            if (long.TryParse(name.Split('-')[0], out var then) && DateTimeOffset.UtcNow.ToUnixTimeSeconds() - then > ForgottenAfterSeconds)
                Patiently.Try(() => Remove($"{LandingRoot}{name}/"));
        }
    }

    private Dictionary<string, CommitId> Bring(string[] wanted, IReadOnlyDictionary<string, CommitId> known)
    {
        // A remote without a name is in no configuration, as its URL may hold a secret.
        if (Reopen is not null)
        {
            var listener = new ListListener();
            var brought = Land(wanted, known, specs => DownloadInto(specs, listener));
            Advertised = listener.Heard;
            return brought;
        }

        using var call = TakeBegun() ?? Call(Url, refs: new ListListener());
        Advertised = call.ReadList("upload-pack");
        if (Advertised is { } listed && AllHere(listed, wanted) is { } here)
        {
            call.Leave();
            return here;
        }

        if (Partial?.IsPartial == true)
            call.AskForWholePack();
        return Land(wanted, known, specs => call.Do(() =>
        {
            using (FetchHead.Keep(_repository.Info.Path))
                Commands.Fetch(_repository, call.RemoteName, specs, call.FetchOptions(null), null);
            return true;
        }));
    }

    // What is wanted of a list, where there is nothing to bring of it: as a rule, somebody looked a moment ago. Null otherwise.
    private Dictionary<string, CommitId>? AllHere(RemoteRefs listed, string[] wanted)
    {
        var refs = listed.Refs.Keys.Where(name => wanted.Any(pattern => RefPattern.Matches(pattern, name)) && Reference.IsValidName(name))
            .ToDictionary(name => name, name => listed.Refs[name], StringComparer.Ordinal);
        if (listed.Head is { } head && wanted.Contains(HeadNote))
            refs[HeadNote] = head;
        return refs.Values.Distinct().All(id => _repository.ObjectDatabase.Contains(ObjectIds.Of(id))) ? refs : null;
    }

    // One commit that libgit2 cannot read would keep it from fetching anything, for ever.
    private bool IsReadable(CommitId id)
    {
        try
        {
            return _repository.Lookup(ObjectIds.Of(id)) is not null;
        }
        catch (LibGit2SharpException)
        {
            return false;
        }
    }

    // By way of refs of our own, which are cleared away.
    private Dictionary<string, CommitId> Land(string[] wanted, IReadOnlyDictionary<string, CommitId> known, Action<IEnumerable<string>> download)
    {
        var landing = $"{LandingRoot}{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}-{Guid.NewGuid():N}/";
        RemoveForgotten();
        try
        {
            // What is known already, as refs for as long as the fetch takes: that is where libgit2 looks for what it has.
            foreach (var id in known.Values.Distinct().Where(IsReadable))
                _repository.Refs.Add($"{landing}have/{id}", ObjectIds.Of(id));
            download(wanted.Select(pattern => $"+{pattern}:{landing}new/{(pattern == HeadNote ? pattern : pattern["refs/".Length..])}"));
            return Below(landing + "new/").ToDictionary(found => found.Name, found => found.Id, StringComparer.Ordinal);
        }
        finally
        {
            Patiently.Try(() => Remove(landing));
        }
    }

    private void DownloadInto(IEnumerable<string> specs, ListListener listener)
    {
        var depth = DepthNow();
        var before = _cuts.Read();
        var cuts = new CutListener();
        using var call = Call(Url, cuts, listener);
        var isBrought = false;
        try
        {
            isBrought = call.Do(() =>
            {
                DepthFetch.Run(_repository, call.Address, specs, call.FetchOptions(depth));
                return true;
            });
        }
        finally
        {
            if (depth is not null || before.Count > 0)
            {
                _cuts.Write(isBrought ? cuts.After(before) : before);
                _repository = Reopen!();
            }
        }
    }

    // A server has nothing to answer where all is asked for by one who lacks nothing.
    private int? DepthNow() => Depth is null or int.MaxValue ? (_cuts.Read().Count > 0 ? int.MaxValue : null) : Depth;

    private PushReport Push(IReadOnlyList<RefUpdate> updates, Atomicity atomicity)
    {
        var sent = updates;
        var present = new Dictionary<string, CommitId>(StringComparer.Ordinal);
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        HotfixException? failure = null;
        try
        {
            if (Partial is { } partial)
                partial.Do(wasLacking => Upload(ref sent, atomicity, present, refused, wasLacking ? MostListedOfLacking : MostListed));
            else
                Upload(ref sent, atomicity, present, refused, MostListed);
        }
        catch (HotfixException error)
        {
            failure = error;
        }

        var report = Judge(sent, present, refused, failure);
        return report with { Outcomes = [.. report.Outcomes, .. updates.Skip(sent.Count).Select(update => new RefOutcome(update, RefVerdict.HeldBack, Absent(update.Expected)))] };
    }

    // The words of git's receive-pack where it could not lock a ref, but for one that a folder of refs is in the way of.
    private static bool IsLocked(RefOutcome outcome) =>
        outcome.Verdict == RefVerdict.Rejected
        && (outcome.Words.Contains("failed to update ref", StringComparison.Ordinal) || outcome.Words.Contains("cannot lock ref", StringComparison.Ordinal))
        && !outcome.Words.Contains("exists; cannot create", StringComparison.Ordinal);

    private void Upload(ref IReadOnlyList<RefUpdate> wanted, Atomicity atomicity, Dictionary<string, CommitId> present, Dictionary<string, string> refused, int mostListed)
    {
        var updates = wanted;
        using var call = Call(_pushUrl, refs: new ListListener());
        call.ReadList("receive-pack", list => ShortList.Of(list, mostListed, name => updates.Any(update => name == update.Ref.ToString()) || Kept.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))));
        if (atomicity != Atomicity.None && !call.AsksForAllOrNothing())
            wanted = updates = atomicity == Atomicity.ElseFirst ? [updates[0]] : [];
        if (updates.Count == 0)
        {
            call.Leave();
            return;
        }

        var remote = _repository.Network.Remotes[call.RemoteName];
        var options = call.PushOptions();
        var hasMoved = false;
        options.OnPushStatusError = error => refused[error.Reference] = error.Message;
        options.OnNegotiationCompletedBeforePush = negotiated =>
        {
            foreach (var update in negotiated)
                present[update.DestinationRefName] = CommitId.Parse(update.SourceObjectId.Sha);
            return !(hasMoved = updates.Any(update => present.GetValueOrDefault(update.Ref.ToString(), CommitId.Zero) != update.Expected));
        };
        NotFoundException? missing = null;
        try
        {
            call.Do(() =>
            {
                try
                {
                    _repository.Network.Push(remote, updates.Select(Specification), options);
                }
                catch (UserCancelledException) when (hasMoved)
                {
                    // Our own word from above: something had moved, and nothing was sent.
                }
                catch (NotFoundException error)
                {
                    missing = error;
                }

                return true;
            });
        }
        catch (HotfixException) when (call.UnpackFailure is { } why)
        {
            // As git says it. A server may say so and go before all was sent.
            foreach (var update in updates)
                refused[update.Ref.ToString()] = $"remote unpack failed: {why}";
        }

        if (missing is not null)
        {
            // Of the clone, not of the remote: nothing was sent.
            present.Clear();
            throw missing;
        }

        foreach (var (name, words) in refused.ToList())
            refused[name] = call.ServerWords.Length == 0 ? words : $"{words}: {call.ServerWords}";
    }

    // The plus sign forces nothing past the comparison above: it lets the one that was expected be replaced by no descendant.
    private static string Specification(RefUpdate update) =>
        $"{(update.IsReplacement ? "+" : string.Empty)}{(update.New.IsZero ? string.Empty : update.New)}:{update.Ref}";

    private PushReport Judge(
        IReadOnlyList<RefUpdate> updates, Dictionary<string, CommitId> present, Dictionary<string, string> refused, HotfixException? failure)
    {
        CommitId Seen(RefUpdate update) => present.GetValueOrDefault(update.Ref.ToString(), CommitId.Zero);
        if (failure is null && updates.Any(update => Seen(update) != update.Expected))
        {
            return new PushReport(Url, [.. updates.Select(update => Seen(update) == update.Expected
                ? new RefOutcome(update, RefVerdict.HeldBack, Absent(update.Expected))
                : new RefOutcome(update, RefVerdict.Moved, Absent(Seen(update))))]);
        }

        if (failure is null && refused.Count == 0)
            return new PushReport(Url, [.. updates.Select(update => new RefOutcome(update, RefVerdict.Written, Absent(update.New)))]);

        // Nothing was sent yet when it failed: it can only be told why.
        if (failure is not null && present.Count == 0)
            return Failed(updates, failure);

        // Refused, or the answer was lost: what is there now decides.
        try
        {
            _access.Cancellation.ThrowIfCancellationRequested();
            var now = List();
            return new PushReport(Url, [.. updates.Select(update => Settle(update, now[update.Ref], refused, failure))], failure);
        }
        catch (HotfixException unreachable)
        {
            return Failed(updates, failure ?? unreachable, failure is null ? null : RefVerdict.Unknown);
        }
    }

    private static RefOutcome Settle(RefUpdate update, CommitId? now, Dictionary<string, string> refused, HotfixException? failure)
    {
        var wasRefused = refused.TryGetValue(update.Ref.ToString(), out var words);
        var isThere = (now ?? CommitId.Zero) == update.New;
        if (isThere && !wasRefused)
            return new RefOutcome(update, RefVerdict.Written, now);
        if ((now ?? CommitId.Zero) != update.Expected)
            return new RefOutcome(update, RefVerdict.Moved, now, words ?? string.Empty);
        return wasRefused
            ? new RefOutcome(update, RefVerdict.Rejected, now, words!)
            : new RefOutcome(update, RefVerdict.Unreachable, now, failure?.Data[RemoteCall.Reason] as string ?? "the connection was lost");
    }

    private PushReport Failed(IReadOnlyList<RefUpdate> updates, HotfixException failure, RefVerdict? known = null)
    {
        var verdict = known ?? (failure.Id == nameof(HotfixErrors.AuthenticationFailed) ? RefVerdict.AuthenticationFailed : RefVerdict.Unreachable);
        return new PushReport(Url, [.. updates.Select(update => new RefOutcome(update, verdict, null, failure.Data[RemoteCall.Reason] as string ?? failure.Message))], failure);
    }

    private static CommitId? Absent(CommitId id) => id.IsZero ? null : id;

    private void Remember(IEnumerable<string> patterns, Dictionary<string, CommitId> refs, ICollection<string> known, CommitId? head)
    {
        foreach (var (name, id) in refs)
            _seen[name] = id;
        foreach (var pattern in patterns)
        {
            IEnumerable<string> named = pattern.Contains('*') ? known.Concat(Tracked()).Where(name => RefPattern.Matches(pattern, name)).ToList() : [pattern];
            foreach (var gone in named.Where(name => !refs.ContainsKey(name)))
                _seen[gone] = null;
        }

        _notes.Note(_seen);
        if (BringsHead)
            _notes.Note(HeadNote, head);
    }

    // What a clone or a git fetch tracked before us, as far as it is ours to prune. The symbolic HEAD is no branch of the remote.
    private IEnumerable<string> Tracked() => !Prunes() ? [] :
        from spec in _repository.Network.Remotes[Name].FetchRefSpecs
        from tracking in new RefFiles(_repository.Info.Path).Names("refs/remotes/")
        where !IsSymbolic(tracking) && spec.DestinationMatches(tracking)
        select spec.ReverseTransform(tracking);

    // The library follows those that go round in a circle until the process ends. None of them is a copy of a branch.
    private bool IsSymbolic(string name) => RefFiles.SymbolicTarget(_repository.Info.Path, name) is not null;

    private CommitId? Tracking(string name) =>
        !IsSymbolic(name) && _repository.Refs[name] is DirectReference { TargetIdentifier: var id } ? CommitId.Parse(id) : null;

    private bool Prunes() =>
        Name is not null
        && (_repository.Config.Get<bool>($"remote.{Name}.prune")?.Value ?? _repository.Config.Get<bool>("fetch.prune")?.Value ?? false);

    private void Set(string reference, CommitId? id)
    {
        if (IsSymbolic(reference))
            return;
        var present = Tracking(reference);
        if (id is null && present is not null)
            _repository.Refs.Remove(reference);
        else if (id is { } target && present != target)
            _repository.Refs.Add(reference, ObjectIds.Of(target), "fetch", allowOverwrite: true);
    }
}
