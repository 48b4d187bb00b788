using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Listens to what a server says beside its answer to a push: the words of hooks come in packets of the second band
/// (gitprotocol-pack(5)), and LibGit2Sharp hands over none of them.
/// </summary>
/// <param name="hear">Told the words.</param>
internal sealed class SidebandListener(Action<string> hear) : PacketListener
{
    private const byte WordsBand = 2;

    private bool _isAnswer;

    /// <inheritdoc/>
    protected override void Hear(ReadOnlySpan<byte> content)
    {
        if (_isAnswer && content[0] == WordsBand)
            hear(Encoding.UTF8.GetString(content[1..]));
    }

    // The list of refs ends so; the answer begins.
    /// <inheritdoc/>
    protected override void HearEnd() => _isAnswer = true;
}
