using System.Net;
using System.Net.Sockets;

namespace HotfixTools.Testing;

/// <summary>A server on the loopback that takes every connection and never says a word.</summary>
public sealed class SilentServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _accepting;
    private int _taken;
    private int _open;

    /// <summary>Begins to listen.</summary>
    public SilentServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = Accept();
    }

    /// <summary>The address of a repository there.</summary>
    public string Url => $"http://{_listener.LocalEndPoint}/shop.git";

    /// <summary>How many connections it has taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>How many of them are still there.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
        _accepting.Wait();
    }

    private async Task Accept()
    {
        List<Task> clients = [];
        try
        {
            while (true)
                clients.Add(Hear(await _listener.AcceptAsync(_over.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }

        await Task.WhenAll(clients);
    }

    private async Task Hear(Socket client)
    {
        using (client)
        {
            Interlocked.Increment(ref _open);
            Interlocked.Increment(ref _taken);
            try
            {
                var buffer = new byte[4096];
                while (await client.ReceiveAsync(buffer, _over.Token) > 0)
                {
                }
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
                // It went, or all is over.
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
    }
}
