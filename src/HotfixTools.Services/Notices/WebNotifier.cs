using System.Net.Sockets;

namespace HotfixTools.Services;

/// <summary>Tells people by a webhook.</summary>
/// <param name="target">Whom, and in what shape.</param>
/// <param name="address">Where to; it may be a secret, and is never shown.</param>
/// <param name="credential">Who tells; null for nobody in particular.</param>
/// <param name="client">What sends.</param>
internal sealed class WebNotifier(NotifySettings target, Uri address, ServiceCredential? credential, ServiceClient client) : INotifier
{
    private const int LongestAnswer = 100;

    /// <inheritdoc/>
    public async Task Tell(Notice notice, CancellationToken cancellation)
    {
        var request = new ServiceRequest(HttpMethod.Post, address)
        {
            // A name is for people, and may have letters that a header field may not.
            Headers = new Dictionary<string, string> { ["Idempotency-Key"] = $"{notice.Id}-{Uri.EscapeDataString(target.Name)}", ["Accept"] = "*/*" },
            Body = target.Kind switch
            {
                NotifyKind.Slack => SlackMessage.Of(notice),
                NotifyKind.Teams => TeamsMessage.Of(notice),
                _ => WebhookMessage.Of(notice),
            },
            Credential = credential,
            IsAddressSecret = true,
            Timeout = target.Timeout,
            // What is to be kept secret is not carried on to another server.
            FollowsRedirects = false,
            Limit = 64 * 1024,
        };
        try
        {
            var answer = await client.Send(request, cancellation).ConfigureAwait(false);
            // Slack says so in words where it took nothing.
            if (target.Kind == NotifyKind.Slack && answer.Text.Trim() is { Length: > 0 } words && words != "ok")
                throw new ServiceException($"{address.Host} answered '{NoticeText.Cut(words, LongestAnswer)}'");
        }
        catch (ServiceException error)
        {
            throw HotfixErrors.NoticeFailed(target.Name, error.Message, error);
        }
    }

    /// <summary>Connects to the server, and sends nothing.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="HotfixException"><c>NoticeFailed</c>.</exception>
    public void Reach(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(target.Timeout);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.ConnectAsync(address.DnsSafeHost, address.Port, patience.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw HotfixErrors.NotReachable(target.Name, $"{address.Host} cannot be reached: {(error is SocketException ? error.Message : "it did not answer in time")}", error);
        }
    }
}
