using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace HotfixTools.Benchmarks.Running;

/// <summary>A line to a server on which everything takes its time to arrive, however much of it there is.</summary>
internal sealed class SlowLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Uri _server;
    private readonly TimeSpan _oneWay;

    /// <summary>Opens it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="roundTrip">How long a question and its answer are under way; half of it each.</param>
    public SlowLine(Uri server, TimeSpan roundTrip)
    {
        (_server, _oneWay) = (server, roundTrip / 2);
        _listener.Start();
        Address = new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _ = Accept();
    }

    /// <summary>Where the server is reached through it.</summary>
    public Uri Address { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
        _over.Dispose();
    }

    private async Task Accept()
    {
        while (!_over.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync(_over.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = Relay(client);
        }
    }

    private async Task Relay(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            // To shake hands takes a round trip, too.
            await Task.Delay(2 * _oneWay, _over.Token);
            await far.ConnectAsync(_server.Host, _server.Port, _over.Token);
            await Task.WhenAll(Carry(near.GetStream(), far), Carry(far.GetStream(), near));
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of them hung up.
        }
    }

    // What is under way does not hold up what comes after it.
    private async Task Carry(NetworkStream from, TcpClient to)
    {
        var underWay = Channel.CreateUnbounded<(byte[] Bytes, long Due)>();
        var arriving = Task.Run(async () =>
        {
            await foreach (var (bytes, due) in underWay.Reader.ReadAllAsync(_over.Token))
            {
                if (due - Environment.TickCount64 is var left and > 0)
                    await Task.Delay((int)left, _over.Token);
                await to.GetStream().WriteAsync(bytes, _over.Token);
            }

            to.Client.Shutdown(SocketShutdown.Send);
        });
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await from.ReadAsync(buffer, _over.Token)) > 0)
            underWay.Writer.TryWrite((buffer[..read], Environment.TickCount64 + (long)_oneWay.TotalMilliseconds));
        underWay.Writer.Complete();
        await arriving;
    }
}
