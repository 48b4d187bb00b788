using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>One conversation with a remote: the address that libgit2 is given, who to be, and what an error means.</summary>
internal sealed class RemoteCall : IDisposable
{
    /// <summary>Where an error keeps the reason alone, without the sentence around it.</summary>
    public const string Reason = "HotfixTools.Reason";

    private readonly RemoteUrl _url;
    private readonly RemoteAccess _access;
    private readonly ProcessConnection? _connection;
    private readonly HttpConnection? _http;
    private readonly ListListener? _refs;
    private Task? _beginning;
    private bool _hadAnswer;
    private bool _isRefused;

    public RemoteCall(RemoteUrl url, string location, string? coreSshCommand, string? httpProxy, RemoteAccess access, string? remoteName = null, CutListener? cuts = null, ListListener? refs = null)
    {
        _url = url;
        _access = access;
        _refs = refs;
        access.Cancellation.ThrowIfCancellationRequested();
        // Without git, a path can still be read: the library's own transport is unsafe for writing only.
        if (url.Kind == RemoteKind.Http || (url.Kind == RemoteKind.Path && !GitProgram.IsInstalled()))
        {
            Address = url.Kind == RemoteKind.Path ? GitProgram.LocalPath(url, location) : url.Text;
            RemoteName = remoteName ?? string.Empty;
            if (url.Kind == RemoteKind.Http)
                _http = Do(() => new HttpConnection(httpProxy, FindCredential, access.Cancellation) { Cuts = cuts, Refs = refs });
        }
        else
        {
            Address = ProcessSubtransport.Url;
            RemoteName = ProcessSubtransport.RemoteName;
            _connection = ProcessConnection.To(url, location, coreSshCommand, cuts, refs, access.Cancellation);
        }
    }

    /// <summary>Tells what is wrong with the clone; null where there is none.</summary>
    public Func<Exception, HotfixException?>? ExplainClone { get; init; }

    /// <summary>What libgit2 is told to connect to.</summary>
    public string Address { get; }

    /// <summary>The configured name of the same, for what LibGit2Sharp does with configured remotes only: fetching and pushing. Empty where it has none.</summary>
    public string RemoteName { get; }

    /// <summary>What the server and its hooks said for people; empty over HTTP.</summary>
    public string ServerWords => _connection?.ServerWords ?? string.Empty;

    /// <summary>Why the server took nothing of a push; null where it did not say so.</summary>
    public string? UnpackFailure => _connection?.UnpackFailure ?? _http?.Answer?.UnpackFailure;

    /// <summary>Over when the server has ended, with its hooks.</summary>
    public Task Ending => _connection?.Ending ?? Task.CompletedTask;

    public FetchOptions FetchOptions(int? depth) => new()
    {
        // The library's own transport for a path brings all or nothing.
        Depth = _connection is null && _http is null ? 0 : depth ?? 0,
        TagFetchMode = TagFetchMode.None,
        OnTransferProgress = progress =>
        {
            if (progress.TotalObjects > 0)
                _access.Progress?.Report(new WorkProgress($"Fetching from {_url}", 100 * progress.ReceivedObjects / progress.TotalObjects));
            return !_access.Cancellation.IsCancellationRequested;
        },
    };

    public PushOptions PushOptions() => new()
    {
        OnPushTransferProgress = (current, total, _) =>
        {
            if (total > 0)
                _access.Progress?.Report(new WorkProgress($"Pushing to {_url}", 100 * current / total));
            return !_access.Cancellation.IsCancellationRequested;
        },
    };

    /// <summary>
    /// Begins <see cref="ReadList"/> of <c>upload-pack</c> while other work goes on: where a program is started for it. What goes
    /// wrong is said by whoever goes on with the conversation.
    /// </summary>
    public void Begin()
    {
        // A thread of its own: those of the pool may be busy, and are not there yet in a process that has just started.
        if (_connection is { } connection)
            _beginning = Task.Factory.StartNew(() => connection.ReadList("upload-pack", all => all), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>
    /// Hears which refs the remote has, before libgit2 is asked to do anything. What it does next goes on in the same
    /// conversation. Null where the list is not to be heard.
    /// </summary>
    /// <param name="service"><c>upload-pack</c> or <c>receive-pack</c>.</param>
    /// <param name="shorten">What libgit2 gets to read of the list; null: all of it.</param>
    public RemoteRefs? ReadList(string service, Func<byte[], byte[]>? shorten = null)
    {
        shorten ??= all => all;
        try
        {
            if (!EndBeginning())
                _connection?.ReadList(service, shorten);
            _http?.ReadList(Address, "git-" + service, shorten);
        }
        catch (Exception error) when (error is not HotfixException)
        {
            throw Failed(error);
        }

        _access.Cancellation.ThrowIfCancellationRequested();
        return _refs?.Heard;
    }

    /// <summary>Has the server write all refs of a push or none, if it can; call it after <see cref="ReadList"/>.</summary>
    /// <returns>Whether it can.</returns>
    public bool AsksForAllOrNothing()
    {
        if (_refs?.Words.Split(' ').Contains(AtomicRequest.Word) != true)
            return false;
        Rewrite(AtomicRequest.Of);
        return true;
    }

    /// <summary>Has the server leave nothing out of what it sends because it could be here.</summary>
    public void AskForWholePack() => Rewrite(WholePackRequest.Of);

    /// <summary>Ends the conversation: of what was listed, nothing is lacking.</summary>
    public void Leave() => _connection?.Leave();

    /// <summary>Does something with the remote; what goes wrong becomes an error that a person can act on.</summary>
    public T Do<T>(Func<T> work)
    {
        EndBeginning();
        Transports.Register();
        var (outer, outerHttp) = (ProcessConnection.Current, HttpConnection.Current);
        try
        {
            (ProcessConnection.Current, HttpConnection.Current) = (_connection, _http);
            return work();
        }
        catch (Exception error) when (error is LibGit2SharpException or FormatException)
        {
            throw Failed(error);
        }
        finally
        {
            (ProcessConnection.Current, HttpConnection.Current) = (outer, outerHttp);
        }
    }

    /// <summary>The refs of the remote, and the branch that its HEAD names.</summary>
    /// <param name="ask">Asks for them.</param>
    public RemoteRefs List(Func<IEnumerable<Reference>> ask) => Do(() =>
    {
        var listed = Listed(ask);
        var refs = listed.OfType<DirectReference>()
            .Where(reference => !reference.CanonicalName.EndsWith("^{}", StringComparison.Ordinal))
            .ToDictionary(reference => reference.CanonicalName, reference => CommitId.Parse(reference.TargetIdentifier), StringComparer.Ordinal);
        var head = listed.FirstOrDefault(reference => reference.CanonicalName == "HEAD");
        BranchName? branch = head is SymbolicReference { TargetIdentifier: var target }
            && target.StartsWith("refs/heads/", StringComparison.Ordinal)
            && BranchName.TryParse(target["refs/heads/".Length..], out var found)
                ? found
                : null;
        var commit = branch is { } named && refs.TryGetValue(RefName.Of(named).ToString(), out var id) ? id
            : refs.TryGetValue("HEAD", out var detached) ? detached : null;
        refs.Remove("HEAD");
        return new RemoteRefs(refs, commit, branch);
    });

    // LibGit2Sharp keeps them in a dictionary, and trusts the server that each has a name of its own, and that HEAD names one of them.
    private static List<Reference> Listed(Func<IEnumerable<Reference>> ask)
    {
        try
        {
            return [.. ask()];
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new FormatException("its list of refs contradicts itself");
        }
    }

    public void Dispose()
    {
        if (_beginning is { } unused)
        {
            _connection?.GiveUp();
            Task.WhenAny(unused).Wait();
        }

        _connection?.Dispose();
        _http?.Dispose();
    }

    private void Rewrite(Func<byte[], byte[]> change)
    {
        if (_connection is not null)
            _connection.Rewrite = change;
        if (_http is not null)
            _http.Rewrite = change;
    }

    // Whether there was one.
    private bool EndBeginning()
    {
        if (_beginning is not { } beginning)
            return false;
        _beginning = null;
        try
        {
            beginning.GetAwaiter().GetResult();
            return true;
        }
        catch (Exception error) when (error is not HotfixException)
        {
            throw Failed(error);
        }
    }

    // Answers a server that asks who we are: once, as asking again means that the answer was wrong. By the URL that is really
    // asked: url.<base>.insteadOf may make another server of it, and what one may know is not told to another.
    private RemoteCredential? FindCredential(string asked, string? userName)
    {
        if (!_hadAnswer && _access.Credentials.Find(RemoteUrl.Parse(asked), userName) is { } known)
        {
            _hadAnswer = true;
            return known;
        }

        _isRefused = true;
        return null;
    }

    private HotfixException Failed(Exception error)
    {
        // Letting the server end first: its last words say why.
        _connection?.Finish();
        _access.Cancellation.ThrowIfCancellationRequested();
        return Explain(error);
    }

    private HotfixException Explain(Exception error)
    {
        if (_connection?.StartFailure is { } missing)
            return missing;
        // What a transport throws is told by itself; these are the words of the library, which reads and writes the clone meanwhile.
        if (_refs?.Failure is null && _http?.Failure is null && ExplainClone?.Invoke(error) is { } fault)
            return fault;
        error = _refs?.Failure ?? _http?.Failure ?? error;
        var words = _refs?.Failure is null && _connection?.ErrorText is { Length: > 0 } said ? Essence(said) : Words(error.GetBaseException());
        // The program repeats what it was given; what is no address to it may have a password all the same.
        words = words.Replace(_url.Text, $"{_url}");
        if (words.Contains("dubious ownership", StringComparison.Ordinal))
            return HotfixErrors.RepositoryNotOwned(_url.Text, error);
        if (RepositoryFormats.Explain($"{_url}", _refs?.Format ?? words, error) is { } format)
            return format;
        if (_isRefused)
            words = _hadAnswer ? "user name and password were refused" : "it asks for a user name and password, and none are known";
        if (_isRefused || IsAboutCredentials(words))
            return With(words, HotfixErrors.AuthenticationFailed(_url, words, error));
        return With(words, HotfixErrors.RemoteUnreachable(_url, words, error));
    }

    private bool IsAboutCredentials(string words) =>
        words.Contains("status code: 401", StringComparison.Ordinal)
        || words.Contains("status code: 403", StringComparison.Ordinal)
        || words.Contains("authentication", StringComparison.OrdinalIgnoreCase)
        || (_url.Kind == RemoteKind.Ssh && words.Contains("Permission denied", StringComparison.OrdinalIgnoreCase));

    // "fatal: '/x' does not appear to be a git repository" says it; the advice that follows does not.
    private static string Essence(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var place = Array.FindIndex(lines, line => line.StartsWith("fatal: ", StringComparison.Ordinal)) is >= 0 and var found ? found : lines.Length - 1;
        // "fatal: unknown repository extension found:", and what was found in a line of its own.
        var words = lines[place].EndsWith(':') && place + 1 < lines.Length ? $"{lines[place]} {lines[place + 1]}" : lines[place];
        return words.Replace("fatal: ", string.Empty);
    }

    // What .NET says of it counts bytes.
    private static string Words(Exception error) =>
        error is HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } ? "the server broke off its answer" : error.Message;

    private static HotfixException With(string reason, HotfixException error)
    {
        error.Data[Reason] = RemoteUrl.Redact(reason);
        return error;
    }
}
