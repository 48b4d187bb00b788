using System.Text;
using static HotfixTools.Git.Transport.PacketLine;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Listens where a server cuts history off (<c>shallow</c>, <c>unshallow</c> of gitprotocol-pack(5)). It tells what changes;
/// libgit2 takes that for all there is, and forgets the cuts that stay.
/// </summary>
internal sealed class CutListener : PacketListener
{
    private const string Cut = "shallow ";
    private const string Uncut = "unshallow ";

    private readonly HashSet<CommitId> _cut = [];
    private readonly HashSet<CommitId> _uncut = [];
    private bool _isAnswer;

    /// <summary>Whether the server has told of cuts, if only that there are none.</summary>
    public bool HasHeard { get; private set; }

    /// <summary>The cuts after the answer.</summary>
    /// <param name="before">Those before it.</param>
    public IReadOnlySet<CommitId> After(IReadOnlySet<CommitId> before) => before.Except(_uncut).Concat(_cut).ToHashSet();

    /// <summary>A new answer begins.</summary>
    /// <param name="isList">Whether the list of refs comes first.</param>
    public void Begin(bool isList)
    {
        Restart();
        _isAnswer = !isList;
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
            if (header.Length < HeaderLength || !TryReadLength(header, out var length))
                return header;
            if (length <= HeaderLength)
                return length == 0 ? [] : header;
            var packet = Take(read, length - HeaderLength);
            var text = Encoding.ASCII.GetString(packet);
            if (!text.StartsWith(Cut, StringComparison.Ordinal) && !text.StartsWith(Uncut, StringComparison.Ordinal))
                return [.. header, .. packet];
        }
    }

    /// <inheritdoc/>
    protected override void Hear(ReadOnlySpan<byte> content)
    {
        if (!_isAnswer)
            return;
        var line = Encoding.ASCII.GetString(content).TrimEnd('\n');
        if (line.StartsWith(Cut, StringComparison.Ordinal) && CommitId.TryParse(line[Cut.Length..], out var cut))
            _cut.Add(cut);
        else if (line.StartsWith(Uncut, StringComparison.Ordinal) && CommitId.TryParse(line[Uncut.Length..], out var uncut))
            _uncut.Add(uncut);
        else
            IsOver = true;
    }

    /// <inheritdoc/>
    protected override void HearEnd()
    {
        // So ends the list of refs, and then what is told of cuts.
        HasHeard |= _isAnswer;
        IsOver |= _isAnswer;
        _isAnswer = true;
    }

    private static byte[] Take(Func<Memory<byte>, int> read, int length)
    {
        var bytes = new byte[length];
        var taken = 0;
        while (taken < length && read(bytes.AsMemory(taken)) is var some and > 0)
            taken += some;
        return bytes[..taken];
    }
}
