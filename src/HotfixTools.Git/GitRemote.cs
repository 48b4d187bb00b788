using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// A remote through LibGit2Sharp. What it fetches is noted below <c>refs/hotfixtools/</c> in the clone, so that the next
/// fetch brings only what is new, and taken back where the command does not succeed.
/// </summary>
internal sealed class GitRemote : IGitRemote
{
    /// <summary>What a remote is called in a temporary repository, where nobody gave it a name.</summary>
    public const string AnonymousName = "url";

    private const string NotesRoot = "refs/hotfixtools/";

    private readonly Repository _repository;
    private readonly string _location;
    private readonly RemoteUrl _pushUrl;
    private readonly RemoteAccess _access;
    private readonly string _notes;

    // What the notes were before this command; null: nothing to take back.
    private Dictionary<string, string>? _before;

    // Where branches of the remote are, as seen by this command; null: gone.
    private readonly Dictionary<string, CommitId?> _seen = new(StringComparer.Ordinal);

    public GitRemote(Repository repository, string location, string? name, RemoteUrl url, RemoteUrl pushUrl, RemoteAccess access)
    {
        _repository = repository;
        _location = location;
        _pushUrl = pushUrl;
        _access = access;
        _notes = $"{NotesRoot}{name ?? AnonymousName}/";
        Name = name;
        Url = url;
    }

    public string? Name { get; }

    public RemoteUrl Url { get; }

    public int Operations { get; private set; }

    public RemoteRefs List()
    {
        using var call = Call(Url);
        return call.Do(() =>
        {
            var listed = _repository.Network.ListReferences(call.Address, call.Credentials).ToList();
            var refs = listed.OfType<DirectReference>()
                .Where(reference => !reference.CanonicalName.EndsWith("^{}", StringComparison.Ordinal))
                .ToDictionary(reference => reference.CanonicalName, reference => CommitId.Parse(reference.TargetIdentifier), StringComparer.Ordinal);
            var head = listed.FirstOrDefault(reference => reference.CanonicalName == "HEAD");
            var branch = head is SymbolicReference symbolic && symbolic.TargetIdentifier.StartsWith("refs/heads/", StringComparison.Ordinal)
                ? BranchName.Parse(symbolic.TargetIdentifier["refs/heads/".Length..])
                : (BranchName?)null;
            var commit = branch is { } named && refs.TryGetValue(RefName.Of(named).ToString(), out var id) ? id
                : refs.TryGetValue("HEAD", out var detached) ? detached : (CommitId?)null;
            refs.Remove("HEAD");
            return new RemoteRefs(refs, commit, branch);
        });
    }

    public RemoteRefs Fetch(IReadOnlyCollection<string> patterns)
    {
        _before ??= Notes().ToDictionary(StringComparer.Ordinal);
        string[] wanted = ["HEAD", .. patterns.Distinct()];
        try
        {
            Download(wanted);
        }
        catch (NameConflictException)
        {
            // 'hotfix' was, 'hotfix/x' is: refs are files and folders. The notes are only notes.
            foreach (var (note, _) in Notes().ToList())
                _repository.Refs.Remove(note);
            Download(wanted);
        }

        var refs = new Dictionary<string, CommitId>(StringComparer.Ordinal);
        CommitId? head = null;
        foreach (var (note, target) in Notes())
        {
            var name = RemoteName(note);
            if (!wanted.Any(pattern => RefPattern.Matches(pattern, name)))
                continue;
            if (name == "HEAD")
                head = CommitId.Parse(target);
            else
                refs[name] = CommitId.Parse(target);
        }

        Remember(patterns, refs);
        return new RemoteRefs(refs, head, null);
    }

    public PushReport CompareAndSwapPush(IReadOnlyList<RefUpdate> updates)
    {
        if (_pushUrl.Kind == RemoteKind.Path && !GitProgram.IsInstalled())
            throw HotfixErrors.GitRequired("writing to a remote that is a path");

        var present = new Dictionary<string, CommitId>(StringComparer.Ordinal);
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        HotfixException? failure = null;
        try
        {
            Upload(updates, present, refused);
        }
        catch (HotfixException error)
        {
            failure = error;
        }

        var report = Judge(updates, present, refused, failure);
        foreach (var outcome in report.Outcomes.Where(outcome => outcome.Verdict == RefVerdict.Written && outcome.Update.Ref.IsBranch))
            _seen[outcome.Update.Ref.ToString()] = outcome.Update.New.IsZero ? null : outcome.Update.New;
        return report;
    }

    public BranchName? RememberedMainline() =>
        Name is not null
        && _repository.Refs[$"refs/remotes/{Name}/HEAD"] is SymbolicReference { TargetIdentifier: var target }
        && target.StartsWith($"refs/remotes/{Name}/", StringComparison.Ordinal)
        && BranchName.TryParse(target[$"refs/remotes/{Name}/".Length..], out var branch)
            ? branch
            : null;

    public void Keep()
    {
        _before = null;
        if (Name is null)
            return;
        var specs = _repository.Network.Remotes[Name].FetchRefSpecs.ToList();
        foreach (var (name, id) in _seen)
        {
            // Tracking branches alone: a mirror's specification would name branches, and those are the user's.
            foreach (var tracking in specs.Where(spec => spec.SourceMatches(name)).Select(spec => spec.Transform(name)).Where(IsTracking))
                Track(tracking, id);
        }
    }

    /// <summary>Sets the notes back to what they were, for a command that did not succeed.</summary>
    public void TakeBack()
    {
        if (_before is not { } before)
            return;
        foreach (var (note, target) in Notes().ToList())
        {
            if (!before.ContainsKey(note))
                _repository.Refs.Remove(note);
            else if (before[note] != target)
                _repository.Refs.UpdateTarget(note, before[note]);
        }

        foreach (var (note, target) in before)
        {
            if (_repository.Refs[note] is null)
                _repository.Refs.Add(note, target);
        }
    }

    private static bool IsTracking(string name) => name.StartsWith("refs/remotes/", StringComparison.Ordinal);

    private RemoteCall Call(RemoteUrl url)
    {
        Operations++;
        return new RemoteCall(url, Name ?? AnonymousName, _location, _repository.Config.Get<string>("core.sshCommand")?.Value, _access);
    }

    private IEnumerable<KeyValuePair<string, string>> Notes() =>
        _repository.Refs.FromGlob(_notes + "*").OfType<DirectReference>()
            .Select(reference => KeyValuePair.Create(reference.CanonicalName, reference.TargetIdentifier));

    private string NoteOf(string remoteRef) => _notes + (remoteRef == "HEAD" ? remoteRef : remoteRef["refs/".Length..]);

    private string RemoteName(string note) => note[_notes.Length..] is "HEAD" ? "HEAD" : "refs/" + note[_notes.Length..];

    private void Download(string[] wanted)
    {
        using var call = Call(Url);
        call.Do(() =>
        {
            Commands.Fetch(_repository, call.RemoteName, wanted.Select(pattern => $"+{pattern}:{NoteOf(pattern)}"), call.FetchOptions(), null);
            return true;
        });
    }

    private void Upload(IReadOnlyList<RefUpdate> updates, Dictionary<string, CommitId> present, Dictionary<string, string> refused)
    {
        using var call = Call(_pushUrl);
        var remote = _repository.Network.Remotes[call.RemoteName];
        var options = call.PushOptions();
        options.OnPushStatusError = error => refused[error.Reference] = error.Message;
        options.OnNegotiationCompletedBeforePush = negotiated =>
        {
            foreach (var update in negotiated)
                present[update.DestinationRefName] = CommitId.Parse(update.SourceObjectId.Sha);
            return updates.All(update => present.GetValueOrDefault(update.Ref.ToString()) == update.Expected);
        };
        call.Do(() =>
        {
            try
            {
                _repository.Network.Push(remote, updates.Select(update => $"{(update.New.IsZero ? string.Empty : update.New)}:{update.Ref}"), options);
            }
            catch (UserCancelledException) when (present.Count > 0)
            {
                // Our own word from above: something had moved, and nothing was sent.
            }

            return true;
        });
    }

    private PushReport Judge(
        IReadOnlyList<RefUpdate> updates, Dictionary<string, CommitId> present, Dictionary<string, string> refused, HotfixException? failure)
    {
        CommitId Seen(RefUpdate update) => present.GetValueOrDefault(update.Ref.ToString());
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
            return Failed(updates, failure ?? unreachable);
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
            : new RefOutcome(update, RefVerdict.Unreachable, now, failure?.InnerException?.Message ?? "the connection was lost");
    }

    private PushReport Failed(IReadOnlyList<RefUpdate> updates, HotfixException failure)
    {
        var verdict = failure.Id == nameof(HotfixErrors.AuthenticationFailed) ? RefVerdict.AuthenticationFailed : RefVerdict.Unreachable;
        return new PushReport(Url, [.. updates.Select(update => new RefOutcome(update, verdict, null, failure.Data[RemoteCall.Reason] as string ?? failure.Message))], failure);
    }

    private static CommitId? Absent(CommitId id) => id.IsZero ? null : id;

    private void Remember(IEnumerable<string> patterns, Dictionary<string, CommitId> refs)
    {
        foreach (var (name, id) in refs.Where(pair => pair.Key.StartsWith("refs/heads/", StringComparison.Ordinal)))
            _seen[name] = id;
        // git fetch keeps what is gone from the remote, unless it is told to prune.
        if (!Prunes())
            return;
        foreach (var gone in patterns.Where(name => name.StartsWith("refs/heads/", StringComparison.Ordinal) && !name.Contains('*') && !refs.ContainsKey(name)))
            _seen[gone] = null;
    }

    private bool Prunes() =>
        Name is not null
        && (_repository.Config.Get<bool>($"remote.{Name}.prune")?.Value ?? _repository.Config.Get<bool>("fetch.prune")?.Value ?? false);

    private void Track(string tracking, CommitId? id)
    {
        var present = _repository.Refs[tracking];
        if (id is null && present is not null)
            _repository.Refs.Remove(tracking);
        else if (id is { } target && present?.TargetIdentifier != target.ToString())
            _repository.Refs.Add(tracking, new ObjectId(target.ToString()), "fetch", allowOverwrite: true);
    }
}
