using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Listens to what a server says of a push: its report comes in packets of the first band, the words of hooks in those of the
/// second (gitprotocol-pack(5)). LibGit2Sharp hands over none of the words, and of the report not why it took nothing.
/// </summary>
/// <param name="isAfterList">Whether the list of refs comes first.</param>
internal sealed class SidebandListener(bool isAfterList) : PacketListener
{
    private const byte ReportBand = 1;
    private const byte WordsBand = 2;
    private const int MaxWords = 8 * 1024;

    private readonly UnpackListener _report = new();
    private readonly StringBuilder _words = new();
    private bool _isAnswer = !isAfterList;

    /// <summary>What the server and its hooks said beside their report.</summary>
    public string Words
    {
        get
        {
            lock (_words)
                return _words.ToString().Trim();
        }
    }

    /// <summary>Why the server took nothing of what was sent; null where it did not say so.</summary>
    public string? UnpackFailure => _report.Failure;

    /// <inheritdoc/>
    protected override void Hear(ReadOnlySpan<byte> content)
    {
        if (!_isAnswer)
            return;
        if (content[0] == ReportBand)
            _report.Listen(content[1..]);
        else if (content[0] == WordsBand)
            Take(Encoding.UTF8.GetString(content[1..]));
    }

    // The list of refs ends so; the answer begins.
    /// <inheritdoc/>
    protected override void HearEnd() => _isAnswer = true;

    private void Take(string words)
    {
        lock (_words)
        {
            if (_words.Length < MaxWords)
                _words.Append(words);
        }
    }

    private sealed class UnpackListener : PacketListener
    {
        private const string Line = "unpack ";

        public string? Failure { get; private set; }

        protected override void Hear(ReadOnlySpan<byte> content)
        {
            // It is the first line; what follows tells of each ref.
            IsOver = true;
            var line = Encoding.UTF8.GetString(content).Trim();
            if (line.StartsWith(Line, StringComparison.Ordinal) && line != Line + "ok")
                Failure = line[Line.Length..];
        }

        protected override void HearEnd() => IsOver = true;
    }
}
