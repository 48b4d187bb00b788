namespace HotfixTools.Services;

/// <summary>A heartbeat at a web server, sent by POST and looked for by GET.</summary>
/// <param name="address">Where; whoever has it may be let in, so it is never shown.</param>
/// <param name="name">What it is called for people.</param>
/// <param name="client">What asks.</param>
internal sealed class HeartbeatUrl(Uri address, string name, ServiceClient client) : IHeartbeatPlace
{
    private const int NotFound = 404;
    private const int Gone = 410;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public void Leave(Heartbeat heartbeat, CancellationToken cancellation) => Send(Request(HttpMethod.Post) with { Body = heartbeat.Write() }, cancellation);

    /// <inheritdoc/>
    public byte[]? Find(CancellationToken cancellation) =>
        Send(Request(HttpMethod.Get) with { Accepted = [NotFound, Gone] }, cancellation) is var answer && (int)answer.Status is NotFound or Gone ? null : answer.Body;

    private ServiceRequest Request(HttpMethod method) => new(method, address)
    {
        Headers = new Dictionary<string, string> { ["Accept"] = "*/*", ["Cache-Control"] = "no-cache" },
        IsAddressSecret = true,
        // What is to be kept secret is not carried on to another server.
        FollowsRedirects = false,
        Limit = Heartbeat.MaxBytes,
    };

    private ServiceAnswer Send(ServiceRequest request, CancellationToken cancellation)
    {
        try
        {
            return client.Send(request, cancellation).GetAwaiter().GetResult();
        }
        catch (ServiceException error)
        {
            throw HotfixErrors.HeartbeatFailed(name, error.Message, error);
        }
    }
}
