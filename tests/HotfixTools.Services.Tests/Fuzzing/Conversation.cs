using System.Net;
using System.Text;

namespace HotfixTools.Services.Tests.Fuzzing;

/// <summary>What a service answered once, to be answered again, with one answer put in the place of another.</summary>
internal sealed class Conversation : DelegatingHandler
{
    private readonly Dictionary<string, (HttpStatusCode Status, string MediaType, byte[] Body)> _answers = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private bool _isOver;

    public Conversation()
        : base(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) => Client = new HttpClient(this);

    /// <summary>Who talks.</summary>
    public HttpClient Client { get; }

    /// <summary>The bodies of the answers that say something, in order.</summary>
    public IReadOnlyList<string> Bodies => [.. _order.Select(key => Encoding.UTF8.GetString(_answers[key].Body))];

    /// <summary>From now on the service is not asked any more.</summary>
    public void End() => _isOver = true;

    /// <summary>The body that takes the place of one of the answers.</summary>
    public (int Which, byte[] Body, string MediaType)? Instead { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var key = $"{request.Method} {request.RequestUri!.PathAndQuery.Split("_=")[0]} {(request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellation))}";
        if (!_isOver)
        {
            var live = await base.SendAsync(request, cancellation);
            if (_answers.TryAdd(key, (live.StatusCode, live.Content.Headers.ContentType?.MediaType ?? string.Empty, await live.Content.ReadAsByteArrayAsync(cancellation))) && _answers[key].Body.Length > 0)
                _order.Add(key);
            return live;
        }

        if (Instead is { } instead && _order[instead.Which] == key)
            return Answer(request, _answers[key].Status, instead.MediaType, instead.Body);
        return _answers.TryGetValue(key, out var known) ? Answer(request, known.Status, known.MediaType, known.Body) : Answer(request, HttpStatusCode.NotFound, "application/json", "{\"message\":\"Not Found\"}"u8.ToArray());
    }

    private static HttpResponseMessage Answer(HttpRequestMessage request, HttpStatusCode status, string mediaType, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return new HttpResponseMessage(status) { Content = content, RequestMessage = request };
    }
}
