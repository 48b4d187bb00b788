using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace HotfixTools.Services;

/// <summary>
/// Asks web services: within a time, again where that may help, following redirections without handing on who asks, and
/// never reading more than it should.
/// </summary>
/// <param name="log">Told of each try, without secrets; null for nobody.</param>
/// <param name="client">What sends, and follows no redirection by itself; null for that of the process.</param>
internal sealed class ServiceClient(Action<string>? log = null, HttpClient? client = null)
{
    private const int Tries = 4;
    private const int Redirections = 5;
    private const int ShownWords = 300;
    private const int ReadOfRefusal = 16 * 1024;

    // One that hangs must leave time for another try.
    private const double ShareOfOneTry = 0.6;

    // What GitHub wants where it limits who asks and does not say for how long.
    private static readonly TimeSpan UnsaidLimit = TimeSpan.FromMinutes(1);

    private static readonly string Agent = $"HotfixTools/{typeof(ServiceClient).Assembly.GetName().Version!.ToString(3)}";

    // One for the process: connections are kept, and names are looked up again from time to time.
    private static readonly HttpClient Shared = new(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly HttpClient _client = client ?? Shared;

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new QuietProxy(HttpClient.DefaultProxy),
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    /// <summary>Asks.</summary>
    /// <param name="request">What to ask.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>An answer whose status says that it went well.</returns>
    /// <exception cref="ServiceException">No answer, or one whose status says that it went wrong.</exception>
    public async Task<ServiceAnswer> Send(ServiceRequest request, CancellationToken cancellation)
    {
        if (request.Credential is not null && request.Address is { Scheme: "http", IsLoopback: false })
            throw new ServiceException($"{request.Address.Host} is to be asked without encryption, and everybody on the way could read who asks; use https:// for its address");
        var hidden = request.Hidden();
        var deadline = DateTimeOffset.UtcNow + request.Timeout;
        for (var attempt = 1; ; attempt++)
        {
            Trouble trouble;
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(attempt == 1 && request.MayRepeat ? request.Timeout * ShareOfOneTry : Positive(deadline - DateTimeOffset.UtcNow));
                var answer = await Follow(request, hidden, patience.Token).ConfigureAwait(false);
                // A limit is no answer to what was asked, even where its status would be one.
                if ((int)answer.Status is >= 200 and < 300 and not 203 || (request.Accepted.Contains((int)answer.Status) && !IsLimited(answer)))
                    return answer;
                trouble = TroubleOf(answer, request.Credential is not null);
            }
            catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
            {
                trouble = new Trouble(new ServiceException($"{request.Address.Host} did not answer within {SettingsDuration.Text(Whole(request.Timeout))}", error), MayPass: true, MayHaveArrived: true);
            }
            catch (Exception error) when (error is IOException or InvalidDataException or HttpRequestException { InnerException: IOException })
            {
                trouble = new Trouble(new ServiceException($"{request.Address.Host} broke off its answer", error), MayPass: true, MayHaveArrived: true);
            }
            catch (HttpRequestException error)
            {
                trouble = new Trouble(new ServiceException($"{request.Address.Host} cannot be reached: {Cut(RemoteUrl.Redact(hidden.Hide(error.InnerException is AuthenticationException why ? why.Message : error.Message)))}", error), MayPass(error), MayHaveArrived: !IsBeforeSending(error));
            }

            if (trouble.MayHaveArrived && !request.MayRepeat)
                throw trouble.Error;
            var pause = trouble.After ?? TimeSpan.FromMilliseconds(200 * Math.Pow(2, attempt - 1) * (0.75 + (Random.Shared.NextDouble() / 2)));
            if (!trouble.MayPass || attempt == Tries || DateTimeOffset.UtcNow + pause >= deadline)
                throw trouble.Error;
            log?.Invoke($"{trouble.Error.Message}; again in {pause.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<ServiceAnswer> Follow(ServiceRequest request, HiddenWords hidden, CancellationToken cancellation)
    {
        var address = request.Address;
        for (var redirections = 0; ; redirections++)
        {
            using var message = new HttpRequestMessage(request.Method, address);
            message.Headers.TryAddWithoutValidation("User-Agent", Agent);
            foreach (var (name, value) in request.Headers)
                message.Headers.TryAddWithoutValidation(name, value);
            // Who asks is for the server that was meant, and for no other that it, or a setting, names.
            if (request.Credential is { } credential && IsSameServer(address, request.Address))
                message.Headers.TryAddWithoutValidation(credential.Header, credential.Prefix + credential.Secret);
            if (request.Body is { } body)
                message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } };

            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            log?.Invoke(DisplayText.Clean($"{request.Method} {address.Scheme}://{address.Authority}{(request.IsAddressSecret ? "/…" : hidden.Hide(address.AbsolutePath))}: {(int)response.StatusCode}"));
            if ((int)response.StatusCode is var status and (301 or 302 or 303 or 307 or 308) && request.FollowsRedirects && (request.Method == HttpMethod.Get || status is 301 or 307 or 308) && response.Headers.Location is { } location)
            {
                if (redirections == Redirections)
                    throw new ServiceException($"{request.Address.Host} sends on without end");
                if (!Uri.TryCreate(address, location, out var next))
                    throw new ServiceException($"{address.Host} sends on to what is no address");
                if (next.Scheme is not ("https" or "http") || (address.Scheme == "https" && next.Scheme == "http"))
                    throw new ServiceException($"{address.Host} sends on to an address without encryption, or to no web server");
                if (request.Method != HttpMethod.Get && !IsSameServer(next, request.Address))
                    throw new ServiceException($"{address.Host} sends on to {next.Host}, and only what was meant for that is sent there");
                address = next;
                continue;
            }

            return new ServiceAnswer(address, response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType ?? string.Empty, await Read(response, request, cancellation).ConfigureAwait(false), hidden);
        }
    }

    private static async Task<byte[]> Read(HttpResponseMessage response, ServiceRequest request, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var body = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                body.Write(buffer, 0, read);
                // Of a refusal its first words are enough, and its status counts, however long it is.
                if (!response.IsSuccessStatusCode && body.Length >= ReadOfRefusal)
                    break;
                if (body.Length > request.Limit)
                    throw new ServiceException($"{request.Address.Host} answered with more than {request.Limit / 1024} kB");
            }

            return body.ToArray();
        }
    }

    private static Trouble TroubleOf(ServiceAnswer answer, bool isKnown)
    {
        var status = (int)answer.Status;
        var isLimited = IsLimited(answer);
        var what = status switch
        {
            _ when isLimited => "asks to be asked less often",
            203 or (>= 300 and < 400) => "did not accept who asks, or sends to a page to log in",
            401 or 403 or 407 => isKnown ? "did not accept who asks" : "wants to know who asks",
            404 or 410 => "knows no such thing, or does not show it to who asks",
            _ => "refused",
        };
        var words = answer.MediaType.Contains("html", StringComparison.OrdinalIgnoreCase) ? string.Empty : Cut(RemoteUrl.Redact(answer.Text));
        var text = $"{answer.Address.Host} {what} (status {status}{(answer.RequestId is { } id ? $", request {id}" : string.Empty)}){(words.Length == 0 ? string.Empty : $": {words}")}";
        var pause = RetryAfter(answer) ?? (isLimited ? LimitReset(answer) : null);
        if (isLimited && pause is { } wait)
            text = $"{text}; it may be asked again in {SettingsDuration.Text(Whole(wait))}";
        return new Trouble(new ServiceException(text) { Status = status, IsLimited = isLimited }, isLimited || status is 408 or 500 or 502 or 503 or 504, pause, MayHaveArrived: status >= 500);
    }

    private static bool IsLimited(ServiceAnswer answer) => (int)answer.Status switch
    {
        429 => true,
        403 => answer.Headers.RetryAfter is not null || answer.Field("x-ratelimit-remaining") == "0" || IsSecondaryLimit(answer),
        _ => false,
    };

    // The limit of GitHub that is not of a number of requests an hour, and may come without any header field.
    private static bool IsSecondaryLimit(ServiceAnswer answer) => answer.Text.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? RetryAfter(ServiceAnswer answer) =>
        answer.Headers.RetryAfter is not { } after ? null
        : after.Delta is { } delta ? Positive(delta)
        : after.Date is { } date ? Positive(date - NowOf(answer))
        : null;

    // GitHub says when there will be something to give again, in seconds of Unix.
    private static TimeSpan? LimitReset(ServiceAnswer answer) =>
        answer.Field("x-ratelimit-remaining") == "0" && long.TryParse(answer.Field("x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue
            ? Positive(DateTimeOffset.FromUnixTimeSeconds(seconds) - NowOf(answer))
            : IsSecondaryLimit(answer) ? UnsaidLimit : null;

    // By the clock of the server, which may be ahead of the one here: a time that it names is one of its own.
    private static DateTimeOffset NowOf(ServiceAnswer answer) => answer.Headers.Date ?? DateTimeOffset.UtcNow;

    // A name that does not exist, and a certificate that is not believed, are the same a second later.
    private static bool MayPass(HttpRequestException error) =>
        error.HttpRequestError is not (HttpRequestError.SecureConnectionError or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.VersionNegotiationError)
        && error.InnerException is not (AuthenticationException or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData });

    private static bool IsBeforeSending(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError;

    private static bool IsSameServer(Uri one, Uri other) =>
        one.Scheme == other.Scheme && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase) && one.Port == other.Port;

    private static string Cut(string words) => DisplayText.Cut(words, ShownWords);

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private static TimeSpan Whole(TimeSpan span) => TimeSpan.FromSeconds(Math.Max(1, Math.Round(span.TotalSeconds)));

    private sealed record Trouble(ServiceException Error, bool MayPass, TimeSpan? After = null, bool MayHaveArrived = false);
}
