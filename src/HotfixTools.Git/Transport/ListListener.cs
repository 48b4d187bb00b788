using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Listens to the list of refs that a server begins with, whatever is asked of it (gitprotocol-pack(5)): libgit2 keeps of it
/// what it fetches, and to ask again would cost another conversation.
/// </summary>
internal sealed class ListListener : PacketListener
{
    /// <summary>How long a list may be, in bytes. A million refs are no more; a server that never ends its list is not listened to for ever.</summary>
    public const long MaxLength = 256L * 1024 * 1024;
    private const int IdLength = 40;
    private const int MostShown = 100;
    private const string HeadRef = "HEAD";
    private const string Branches = "refs/heads/";
    private const string Peeled = "^{}";
    private const string NoRef = "capabilities^{}";
    private const string Cut = "shallow ";
    private const string Refusal = "ERR ";
    private const string FormatNames = "object-format=";
    private const string HeadNames = "symref=HEAD:";

    private readonly bool _isForFormat;
    private readonly Dictionary<string, CommitId> _refs = new(StringComparer.Ordinal);
    private BranchName? _headBranch;
    private bool _isGreeting;
    private bool _isHeard;
    private long _length;

    /// <summary>Listens to nothing yet.</summary>
    /// <param name="isForFormat">Whether nothing but <see cref="Format"/> is wanted.</param>
    public ListListener(bool isForFormat = false)
    {
        _isForFormat = isForFormat;
        IsOver = true;
    }

    /// <summary>By what objects are named, where that is not SHA-1: then nothing of the list can be read.</summary>
    public string? Format => Words.Split(' ').FirstOrDefault(word => word.StartsWith(FormatNames, StringComparison.Ordinal)) is { } format && format != FormatNames + "sha1" ? format : null;

    /// <summary>What the server can do, in its own words, separated by spaces.</summary>
    public string Words { get; private set; } = string.Empty;

    /// <summary>Whether more of the list is to come.</summary>
    public bool IsListening => !IsOver;

    /// <summary>The list; null where none was heard to its end.</summary>
    public RemoteRefs? Heard
    {
        get
        {
            if (!_isHeard)
                return null;
            var refs = new Dictionary<string, CommitId>(_refs, StringComparer.Ordinal);
            return refs.Remove(HeadRef, out var head) ? new RemoteRefs(refs, head, _headBranch) : new RemoteRefs(refs, null, _headBranch);
        }
    }

    /// <summary>Why it was not listened to any more: LibGit2Sharp does not hand over what is thrown in a transport.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>A list begins.</summary>
    public void Begin()
    {
        _refs.Clear();
        Words = string.Empty;
        (_headBranch, _isGreeting, _isHeard, _length) = (null, false, false, 0);
        Restart();
    }

    /// <inheritdoc/>
    protected override void Hear(ReadOnlySpan<byte> content)
    {
        _length += content.Length;
        if (_length > MaxLength)
            throw Fault("the list of refs does not end");
        // "# service=git-upload-pack", over HTTP.
        _isGreeting = content[0] == '#';
        if (_isGreeting)
            return;
        var line = Encoding.UTF8.GetString(content).TrimEnd('\n');
        var end = line.IndexOf('\0', StringComparison.Ordinal);
        if (end >= 0)
        {
            HearWords(line[(end + 1)..]);
            IsOver |= _isForFormat || Format is not null;
            if (IsOver)
                return;
        }

        if (Split(end >= 0 ? line[..end] : line) is var (id, name))
            HearRef(id, name);
        else if (!line.StartsWith(Cut, StringComparison.Ordinal))
            throw Fault(line.StartsWith(Refusal, StringComparison.Ordinal) ? line[Refusal.Length..] : $"it says '{DisplayText.Cut(line, MostShown)}', where it should list its refs");
    }

    /// <inheritdoc/>
    protected override void HearEnd()
    {
        IsOver = _isHeard = !_isGreeting;
        _isGreeting = false;
    }

    private static (CommitId Id, string Name)? Split(string line) =>
        line.Length > IdLength + 1 && line[IdLength] == ' ' && CommitId.TryParse(line[..IdLength], out var id) ? (id, line[(IdLength + 1)..]) : null;

    // A ref whose file is damaged is listed without a commit. Taken for none, it would be a hotfix that nobody sees.
    private void HearRef(CommitId id, string name)
    {
        if (id.IsZero && name != NoRef)
            throw Fault($"its ref '{name}' is damaged");
        if (!name.EndsWith(Peeled, StringComparison.Ordinal))
            _refs[name] = id;
    }

    private InvalidDataException Fault(string words)
    {
        IsOver = true;
        var fault = new InvalidDataException(words);
        Failure = fault;
        return fault;
    }

    private void HearWords(string words)
    {
        Words = words;
        foreach (var word in words.Split(' ').Where(word => word.StartsWith(HeadNames + Branches, StringComparison.Ordinal)))
            _headBranch = BranchName.TryParse(word[(HeadNames + Branches).Length..], out var branch) ? branch : null;
    }
}
