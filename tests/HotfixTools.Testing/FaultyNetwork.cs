using System.Net;
using System.Net.Sockets;

namespace HotfixTools.Testing;

/// <summary>A network between a client and a server on the loopback, that can be told to cut, reset, delay and stall connections after a chosen byte.</summary>
public sealed class FaultyNetwork : IDisposable
{
    private readonly Uri _server;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _over = new();
    private readonly object _gate = new();
    private readonly List<Connection> _open = [];
    private readonly List<Task> _tasks = [];
    private readonly Dictionary<NetworkDirection, long> _bytes = new() { [NetworkDirection.ToServer] = 0, [NetworkDirection.ToClient] = 0 };
    private readonly Dictionary<NetworkDirection, List<long>> _ends = new() { [NetworkDirection.ToServer] = [], [NetworkDirection.ToClient] = [] };
    private NetworkDirection _last = NetworkDirection.ToClient;
    private NetworkFault? _fault;
    private NetworkFault? _lasting;

    /// <summary>A network in front of a server, and without a fault.</summary>
    /// <param name="server">Where the server listens.</param>
    public FaultyNetwork(Uri server)
    {
        _server = server;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = new Uri($"http://{_listener.LocalEndPoint}");
        Keep(Accept());
    }

    /// <summary>Where clients reach the server through it.</summary>
    public Uri Address { get; }

    /// <summary>How often a fault has struck.</summary>
    public int Strikes { get; private set; }

    /// <summary>What went through so far. A message ends where bytes begin to go the other way.</summary>
    public NetworkTraffic Traffic
    {
        get
        {
            lock (_gate)
            {
                List<long> Ends(NetworkDirection direction) =>
                    _last == direction && _bytes[direction] > 0 ? [.. _ends[direction], _bytes[direction]] : [.. _ends[direction]];
                return new NetworkTraffic(Ends(NetworkDirection.ToServer), Ends(NetworkDirection.ToClient));
            }
        }
    }

    /// <summary>Lets a fault strike, once.</summary>
    /// <param name="fault">The fault.</param>
    public void Expect(NetworkFault fault)
    {
        lock (_gate)
            _fault = fault;
    }

    /// <summary>Makes it a good network again, for new connections. Those that were stalled break.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _fault = _lasting = null;
            foreach (var connection in _open.Where(connection => connection.IsStalled))
                connection.Break();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
        Task[] tasks;
        lock (_gate)
        {
            _open.ForEach(connection => connection.Dispose());
            tasks = [.. _tasks];
        }

        Task.WaitAll(tasks);
        _over.Dispose();
    }

    private void Keep(Task task)
    {
        lock (_gate)
            _tasks.Add(task);
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                Keep(Serve(await _listener.AcceptAsync(_over.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task Serve(Socket client)
    {
        using var connection = new Connection(client);
        lock (_gate)
            _open.Add(connection);
        try
        {
            if (Due() is { } fault && !await Survives(connection, fault))
                return;
            await connection.Server.ConnectAsync(IPAddress.Loopback, _server.Port, _over.Token);
            await Task.WhenAll(Pump(connection, NetworkDirection.ToServer), Pump(connection, NetworkDirection.ToClient));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side went, or all is over.
        }
    }

    private async Task Pump(Connection connection, NetworkDirection direction)
    {
        var (from, to) = direction == NetworkDirection.ToServer ? (connection.Client, connection.Server) : (connection.Server, connection.Client);
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _over.Token)) > 0)
            {
                await connection.Flows(_over.Token);
                for (var sent = 0; sent < read;)
                {
                    var (count, fault) = Pass(direction, read - sent);
                    if (connection.IsOver)
                        return;
                    for (var end = sent + count; sent < end;)
                        sent += await to.SendAsync(buffer.AsMemory(sent, end - sent), _over.Token);
                    if (fault is not null && !await Survives(connection, fault))
                        return;
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One side broke off, and so does this network with the other.
            if (!connection.IsOver)
                connection.Break();
        }
    }

    // How many of the bytes that came may pass, and what strikes after them.
    private (int Count, NetworkFault? Fault) Pass(NetworkDirection direction, int count)
    {
        lock (_gate)
        {
            if (_lasting is { } lasting)
                return (lasting.Trouble == NetworkTrouble.Delay ? count : 0, lasting);
            if (_last != direction)
            {
                if (_bytes[_last] > 0)
                    _ends[_last].Add(_bytes[_last]);
                _last = direction;
            }

            var isNear = _fault is { } fault && fault.Direction == direction && fault.AfterBytes <= _bytes[direction] + count;
            if (isNear)
                count = (int)Math.Max(0, _fault!.AfterBytes - _bytes[direction]);
            _bytes[direction] += count;
            return (count, isNear ? Strike() : null);
        }
    }

    // What strikes a connection that was just made.
    private NetworkFault? Due()
    {
        lock (_gate)
            return _lasting ?? (_fault is { AfterBytes: 0 } ? Strike() : null);
    }

    private NetworkFault Strike()
    {
        var fault = _fault!;
        Strikes++;
        _fault = null;
        if (fault.Stays)
            _lasting = fault;
        return fault;
    }

    private async Task<bool> Survives(Connection connection, NetworkFault fault)
    {
        switch (fault.Trouble)
        {
            case NetworkTrouble.Cut:
                await connection.Cut(_over.Token);
                return false;
            case NetworkTrouble.Reset:
                connection.Break();
                return false;
            case NetworkTrouble.Stall:
                connection.Stall();
                await connection.Flows(_over.Token);
                return false;
            default:
                await Task.Delay(fault.Pause, _over.Token);
                return true;
        }
    }

    /// <summary>A client's connection, and the one to the server that belongs to it.</summary>
    private sealed class Connection(Socket client) : IDisposable
    {
        // Kestrel takes a request that came whole for one that was broken off, where it has not begun to read it when it ends.
        private static readonly TimeSpan ServerIsTold = TimeSpan.FromSeconds(1);

        private readonly TaskCompletionSource _never = new();
        private volatile bool _isStalled;
        private volatile bool _isOver;

        // Small messages go at once: one that waited for the acknowledgement of another would make a good network slow.
        public Socket Client { get; } = WithoutDelay(client);

        public Socket Server { get; } = WithoutDelay(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

        public bool IsOver => _isOver;

        public bool IsStalled => _isStalled;

        public void Stall() => _isStalled = true;

        /// <summary>Ends at once, or, on a stalled connection, never.</summary>
        public Task Flows(CancellationToken over) => _isStalled ? _never.Task.WaitAsync(over) : Task.CompletedTask;

        /// <summary>Says to both sides that no more comes, and takes no notice of what they still say: closing with that unread would break.</summary>
        public async Task Cut(CancellationToken over)
        {
            _isOver = true;
            Client.Shutdown(SocketShutdown.Send);
            var swallowing = Swallow(Client, over);
            await Task.Delay(ServerIsTold, over);
            if (Server.Connected)
                Server.Shutdown(SocketShutdown.Send);
            await swallowing;
        }

        public void Break()
        {
            _isOver = true;
            foreach (var side in new[] { Client, Server })
            {
                try
                {
                    side.LingerState = new LingerOption(true, 0);
                }
                catch (Exception error) when (error is SocketException or ObjectDisposedException)
                {
                    // It is gone.
                }

                side.Dispose();
            }
        }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }

        private static Socket WithoutDelay(Socket socket)
        {
            socket.NoDelay = true;
            return socket;
        }

        private static async Task Swallow(Socket side, CancellationToken over)
        {
            var buffer = new byte[64 * 1024];
            while (await side.ReceiveAsync(buffer, over) > 0)
            {
            }
        }
    }
}
