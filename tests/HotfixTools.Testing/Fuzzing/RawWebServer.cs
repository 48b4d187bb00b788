using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HotfixTools.Testing.Fuzzing;

/// <summary>A web server on the loopback that sends what it is told to, byte for byte, even where that is no HTTP, or has no end.</summary>
public sealed class RawWebServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins to listen.</summary>
    public RawWebServer()
    {
        _listener.Start();
        _ = Listen();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>What it sends for the first line of a request: all of its answer, piece by piece.</summary>
    public Func<string, IEnumerable<byte[]>> Answer { get; set; } = _ => [];

    /// <summary>A whole answer.</summary>
    /// <param name="mediaType">What the body is.</param>
    /// <param name="body">The body.</param>
    public static IEnumerable<byte[]> Ok(string mediaType, params IEnumerable<byte[]> body) =>
        body.Prepend(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {mediaType}\r\nConnection: close\r\n\r\n"));

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Listen()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false), _stop.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It ends so.
        }
    }

    private async Task Serve(TcpClient client, CancellationToken stop)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
                var first = await reader.ReadLineAsync(stop).ConfigureAwait(false) ?? string.Empty;
                var length = 0;
                while (await reader.ReadLineAsync(stop).ConfigureAwait(false) is { Length: > 0 } field)
                {
                    if (field.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                        length = int.Parse(field.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
                }

                for (var block = new char[4096]; length > 0;)
                    length -= await reader.ReadAsync(block.AsMemory(0, Math.Min(block.Length, length)), stop).ConfigureAwait(false) is > 0 and var read ? read : length;
                foreach (var piece in Answer(first))
                    await stream.WriteAsync(piece, stop).ConfigureAwait(false);
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever asked has heard enough.
        }
    }
}
