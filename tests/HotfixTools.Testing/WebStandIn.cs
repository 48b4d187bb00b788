using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HotfixTools.Testing;

/// <summary>A web server on the loopback that answers as it is told, and remembers what it was asked: also a slow, broken, lying or redirecting one.</summary>
public sealed class WebStandIn : IDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<WebRequestSeen> _requests = [];

    /// <summary>Begins to listen.</summary>
    /// <param name="answer">What it answers; an exception in it is a status 500.</param>
    /// <param name="certificate">What it shows to speak TLS; null: it does not.</param>
    public WebStandIn(Func<WebRequestSeen, WebReply> answer, X509Certificate2? certificate = null)
    {
        Answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        _application = builder.Build();
        _application.Run(Serve);
        _application.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
    }

    /// <summary>Where it listens, by number.</summary>
    public Uri Address { get; }

    /// <summary>The same by name: another host, as far as a client can tell.</summary>
    public Uri OtherAddress => new($"{Address.Scheme}://localhost:{Address.Port}/");

    /// <summary>What it answers.</summary>
    public Func<WebRequestSeen, WebReply> Answer { get; set; }

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<WebRequestSeen> Requests => [.. _requests];

    /// <inheritdoc/>
    public void Dispose()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        _application.StopAsync(now.Token).GetAwaiter().GetResult();
        _application.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task Serve(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var seen = new WebRequestSeen(context.Request.Method, target[0], target.Length > 1 ? "?" + target[1] : string.Empty, headers, body);
        _requests.Enqueue(seen);
        await Send(context, Answer(seen));
    }

    private static byte[] Bytes(WebReply reply)
    {
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        if (!reply.IsCompressed)
            return bytes;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    private static async Task Send(HttpContext context, WebReply reply)
    {
        try
        {
            await Task.Delay(reply.Delay, context.RequestAborted);
            context.Response.StatusCode = reply.Status;
            foreach (var (name, value) in reply.Headers)
                context.Response.Headers[name] = value;
            var bytes = Bytes(reply);
            if (reply.IsCompressed)
                context.Response.Headers.ContentEncoding = "gzip";
            if (bytes.Length > 0)
            {
                context.Response.ContentType = reply.MediaType;
                context.Response.ContentLength = bytes.Length;
                await context.Response.Body.WriteAsync(bytes.AsMemory(0, reply.CutAfter ?? bytes.Length), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            if (reply.CutAfter is not null)
                context.Abort();
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has gone.
        }
    }
}
