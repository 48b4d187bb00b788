using System.Net;
using System.Net.Http.Headers;

namespace HotfixTools.Git.Transport;

/// <summary>One conversation with a Git server over HTTP.</summary>
internal sealed class HttpConnection : ICredentials, IDisposable
{
    // libgit2 makes the transport itself, on the thread that called it, and can be handed nothing but a URL.
    [ThreadStatic]
    private static HttpConnection? _current;

    private const int BufferSize = 64 * 1024;
    private const int MostRedirections = 5;

    private readonly Func<string, string?, RemoteCredential?> _findCredential;
    private readonly CancellationToken _cancellation;
    private readonly HttpClient _client;
    private string? _server;
    private string? _repository;
    private NetworkCredential? _credential;
    private MemoryStream? _ahead;

    /// <summary>Prepares a conversation; the transport begins it.</summary>
    /// <param name="proxy">The proxy of Git's configuration; empty: none; null: that of the environment, where there is one.</param>
    /// <param name="findCredential">Who to be at a server that asks; told the URL, and the user whom it names.</param>
    /// <param name="cancellation">Ends it, whatever the network does.</param>
    /// <exception cref="FormatException">The proxy is none.</exception>
    public HttpConnection(string? proxy, Func<string, string?, RemoteCredential?> findCredential, CancellationToken cancellation)
    {
        _findCredential = findCredential;
        _cancellation = cancellation;
        // Redirections are followed by hand: what is pushed would be sent on as well, wherever a server says.
        var handler = new SocketsHttpHandler { Credentials = this, PreAuthenticate = true, AllowAutoRedirect = false };
        handler.Proxy = new QuietProxy(proxy is null ? HttpClient.DefaultProxy : ProxyOf(proxy));
        // A hook of the server may take its time, and a person can end it.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        // By its beginning, servers tell a Git client from a browser.
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "git/2.0 (HotfixTools)");
    }

    /// <summary>The conversation that a transport made on this thread joins; null for none.</summary>
    public static HttpConnection? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Told where history is cut off; null where nobody wants to know.</summary>
    public CutListener? Cuts { get; init; }

    /// <summary>Told which refs there are; null where nobody wants to know.</summary>
    public ListListener? Refs { get; init; }

    /// <summary>Changes the beginning of a request: what libgit2 asks for; null where that is as it should be.</summary>
    public Func<byte[], byte[]>? Rewrite { get; set; }

    /// <summary>Hears the answer to a push; null where there was none.</summary>
    public SidebandListener? Answer { get; set; }

    /// <summary>What went wrong: LibGit2Sharp does not hand over what a transport throws.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Asks which refs there are, and reads the answer. A transport gets to read it again, and goes on from there.</summary>
    /// <param name="url">The repository.</param>
    /// <param name="service"><c>git-upload-pack</c> or <c>git-receive-pack</c>.</param>
    /// <param name="shorten">What the transport gets to read of it.</param>
    public void ReadList(string url, string service, Func<byte[], byte[]> shorten)
    {
        var (ahead, buffer) = (new MemoryStream(), new byte[BufferSize]);
        using (var answer = Ask(url, service, null))
        {
            Refs?.Begin();
            while (Read(answer, buffer) is var read and > 0)
            {
                ahead.Write(buffer, 0, read);
                Refs?.Listen(buffer.AsSpan(0, read));
                if (ahead.Length > ListListener.MaxLength)
                    throw new HttpRequestException("the list of refs does not end");
            }
        }

        _ahead = new MemoryStream(shorten(ahead.ToArray()));
    }

    /// <summary>What <see cref="ReadList"/> read, once; null for nothing.</summary>
    public Stream? TakeList()
    {
        var taken = _ahead;
        _ahead = null;
        return taken;
    }

    /// <summary>Asks the server, and waits for the beginning of its answer.</summary>
    /// <param name="url">The repository.</param>
    /// <param name="service"><c>git-upload-pack</c> or <c>git-receive-pack</c>.</param>
    /// <param name="body">What to send; null asks which refs there are.</param>
    public Stream Ask(string url, string service, MemoryStream? body) => Noting(async () =>
    {
        _server ??= ServerOf(new Uri(url));
        _repository ??= url.TrimEnd('/');
        var path = body is null ? $"/info/refs?service={service}" : $"/{service}";
        var type = $"application/x-{service}-{(body is null ? "advertisement" : "result")}";
        var answer = await Send(path, service, body, type).ConfigureAwait(false);
        while (answer.StatusCode == HttpStatusCode.Unauthorized && ServerOf(answer.RequestMessage!.RequestUri!) == _server && FindCredential(url))
        {
            answer.Dispose();
            answer = await Send(path, service, body, type).ConfigureAwait(false);
        }

        if (answer.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"unexpected http status code: {(int)answer.StatusCode}");
        // A page for people: of a gate that wants a login first, or of a server that is none of Git's.
        if (answer.Content.Headers.ContentType?.MediaType is var given && given != type)
            throw new HttpRequestException($"invalid content-type: '{given}'");
        return await answer.Content.ReadAsStreamAsync(_cancellation).ConfigureAwait(false);
    });

    /// <summary>Reads some of an answer; 0 at its end.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="buffer">Where to.</param>
    public int Read(Stream answer, Memory<byte> buffer) => Noting(() => answer.ReadAsync(buffer, _cancellation).AsTask());

    /// <summary>Who to be at the server of the URL; nobody at one that it sends us on to.</summary>
    /// <param name="uri">Who asks.</param>
    /// <param name="authType">How.</param>
    public NetworkCredential? GetCredential(Uri uri, string authType) => ServerOf(uri) == _server ? _credential : null;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // As git does: where the question which refs there are is sent on to, what follows goes at once; and that is not sent on.
    private async Task<HttpResponseMessage> Send(string path, string service, MemoryStream? body, string type)
    {
        for (var redirections = 0; ; redirections++)
        {
            var address = new Uri(_repository + path);
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, address);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue($"application/x-{service}-request");
            }

            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _cancellation).ConfigureAwait(false);
            if (body is not null || (int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308))
                return answer;
            var location = answer.Headers.Location;
            answer.Dispose();
            _repository = redirections < MostRedirections ? RepositoryAt(location, address, path) : throw new HttpRequestException("it sends on without end");
        }
    }

    private static string RepositoryAt(Uri? location, Uri from, string path)
    {
        if (location is null)
            throw new HttpRequestException("it sends on, and to no address");
        if (!Uri.TryCreate(from, location, out var next) || next.Scheme is not ("http" or "https"))
            throw new HttpRequestException("it sends on to what is no web server");
        if (from.Scheme == "https" && next.Scheme == "http")
            throw new HttpRequestException($"it sends on to {next.Host} without encryption");
        return next.AbsoluteUri.EndsWith(path, StringComparison.Ordinal)
            ? next.AbsoluteUri[..^path.Length]
            : throw new HttpRequestException($"it sends on to a page of {next.Host} that is no repository, such as one to log in");
    }

    // Host and port and protocol: another port is another server, and a password for one that is encrypted is for no other.
    private static string ServerOf(Uri uri) => uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    // First what the URL says, then what else is known.
    private bool FindCredential(string url)
    {
        var isFirst = _credential is null;
        var known = CredentialOf(new Uri(url));
        if (isFirst && known is { Password.Length: > 0 })
            _credential = known;
        else if (_findCredential(url, known?.UserName) is { } found)
            _credential = new NetworkCredential(found.UserName, found.Password);
        else
            return false;
        return true;
    }

    private static NetworkCredential? CredentialOf(Uri url) => url.UserInfo.Split(':', 2) switch
    {
        [{ Length: > 0 } user] => new NetworkCredential(Uri.UnescapeDataString(user), string.Empty),
        [var user, var password] => new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)),
        _ => null,
    };

    // As curl takes it, and so git: without a scheme, it is HTTP.
    private static WebProxy ProxyOf(string proxy)
    {
        if (proxy.Length == 0)
            return new WebProxy();
        // Not in its own words: a proxy has a password as often as not.
        return Uri.TryCreate(proxy.Contains("://", StringComparison.Ordinal) ? proxy : "http://" + proxy, UriKind.Absolute, out var uri)
            ? new WebProxy(uri) { Credentials = CredentialOf(uri) }
            : throw new FormatException("the proxy of Git's configuration is no address");
    }

    private T Noting<T>(Func<Task<T>> work)
    {
        try
        {
            return work().GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            Failure = error;
            throw;
        }
    }
}
