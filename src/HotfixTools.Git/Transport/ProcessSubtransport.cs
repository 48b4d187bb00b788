using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Speaks Git's protocol with a real <c>upload-pack</c> or <c>receive-pack</c> in a child process: of this machine for
/// a path, through OpenSSH for a host. libgit2's own transport for a path writes the remote's refs itself, without
/// comparing and without hooks, so that two racers can both win; and its own SSH does not see this session's
/// environment, nor hand over what the server says on standard error.
/// </summary>
public sealed class ProcessSubtransport : SmartSubtransport
{
    /// <summary>The scheme that libgit2 finds this transport by.</summary>
    internal const string Scheme = "hotfixtools";

    /// <summary>The one URL; where it leads is in <see cref="ProcessConnection.Current"/>.</summary>
    internal const string Url = Scheme + "://current";

    /// <summary>The configured name of that URL: libgit2Sharp pushes to configured remotes only.</summary>
    internal const string RemoteName = Scheme;

    private ProcessConnection? _connection;
    private ProcessStream? _stream;

    /// <inheritdoc/>
    protected override SmartSubtransportStream Action(string url, GitSmartSubtransportAction action)
    {
        // The second action of a session goes on on the stream of the first.
        if (action is GitSmartSubtransportAction.UploadPackList or GitSmartSubtransportAction.ReceivePackList)
        {
            _connection = ProcessConnection.Current ?? throw new InvalidOperationException("No connection was prepared.");
            var isPush = action == GitSmartSubtransportAction.ReceivePackList;
            _connection.Open(isPush ? "receive-pack" : "upload-pack");
            _connection.Cuts?.Begin(isList: true);
            _stream = new ProcessStream(this, _connection, isPush);
        }

        return _stream ?? throw new InvalidOperationException("The session was not opened.");
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        _connection?.LetGo();
        _connection = null;
        _stream = null;
        base.Close();
    }
}
