using System.Globalization;
using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Listens where a server cuts history off (<c>shallow</c>, <c>unshallow</c> of gitprotocol-pack(5)). It tells what changes;
/// libgit2 takes that for all there is, and forgets the cuts that stay.
/// </summary>
internal sealed class CutListener
{
    private const int HeaderLength = 4;
    private const string Cut = "shallow ";
    private const string Uncut = "unshallow ";

    private readonly HashSet<CommitId> _cut = [];
    private readonly HashSet<CommitId> _uncut = [];
    private readonly List<byte> _packet = [];
    private int _length = HeaderLength;
    private bool _isAnswer;
    private bool _isOver;

    /// <summary>Whether the server has told of cuts, if only that there are none.</summary>
    public bool HasHeard { get; private set; }

    /// <summary>The cuts after the answer.</summary>
    /// <param name="before">Those before it.</param>
    public IReadOnlySet<CommitId> After(IReadOnlySet<CommitId> before) => before.Except(_uncut).Concat(_cut).ToHashSet();

    /// <summary>A new answer begins.</summary>
    /// <param name="isList">Whether the list of refs comes first.</param>
    public void Begin(bool isList)
    {
        _packet.Clear();
        _length = HeaderLength;
        _isAnswer = !isList;
        _isOver = false;
    }

    /// <summary>Takes the next bytes of the server, however they are cut.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Listen(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !_isOver)
        {
            var taken = Math.Min(bytes.Length, _length - _packet.Count);
            _packet.AddRange(bytes[..taken]);
            bytes = bytes[taken..];
            if (_packet.Count == _length)
                Advance();
        }
    }

    private void Advance()
    {
        if (_length == HeaderLength)
        {
            _isOver = !int.TryParse(Encoding.ASCII.GetString([.. _packet]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _length);
            if (_length > HeaderLength)
                return;
            // A packet of no length ends the list of refs, and then what is told of cuts.
            HasHeard |= _isAnswer;
            _isOver |= _isAnswer;
            _isAnswer = true;
        }
        else if (_isAnswer)
        {
            Hear(Encoding.ASCII.GetString([.. _packet.Skip(HeaderLength)]).TrimEnd('\n'));
        }

        _packet.Clear();
        _length = HeaderLength;
    }

    /// <summary>
    /// Takes out of an answer what the server told of cuts before: over HTTP it forgets, and tells it again with each. libgit2
    /// takes the end of that for the end of the answer.
    /// </summary>
    /// <param name="read">Reads some of the answer; 0 at its end.</param>
    /// <returns>What was read too much.</returns>
    public static byte[] Skip(Func<Memory<byte>, int> read)
    {
        while (true)
        {
            var header = Take(read, HeaderLength);
            if (header.Length < HeaderLength || !int.TryParse(Encoding.ASCII.GetString(header), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length))
                return header;
            if (length <= HeaderLength)
                return length == 0 ? [] : header;
            var packet = Take(read, length - HeaderLength);
            var text = Encoding.ASCII.GetString(packet);
            if (!text.StartsWith(Cut, StringComparison.Ordinal) && !text.StartsWith(Uncut, StringComparison.Ordinal))
                return [.. header, .. packet];
        }
    }

    private static byte[] Take(Func<Memory<byte>, int> read, int length)
    {
        var bytes = new byte[length];
        var taken = 0;
        while (taken < length && read(bytes.AsMemory(taken)) is var some and > 0)
            taken += some;
        return bytes[..taken];
    }

    private void Hear(string line)
    {
        if (line.StartsWith(Cut, StringComparison.Ordinal) && CommitId.TryParse(line[Cut.Length..], out var cut))
            _cut.Add(cut);
        else if (line.StartsWith(Uncut, StringComparison.Ordinal) && CommitId.TryParse(line[Uncut.Length..], out var uncut))
            _uncut.Add(uncut);
        else
            _isOver = true;
    }
}
