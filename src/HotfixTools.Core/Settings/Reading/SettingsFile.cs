using System.Text;

namespace HotfixTools;

/// <summary>A settings file that is being read: where things stand in it, and what is wrong.</summary>
/// <param name="name">The file, for people.</param>
/// <param name="bytes">What is in it, without a byte order mark.</param>
internal sealed class SettingsFile(string name, byte[] bytes)
{
    private readonly List<(int Offset, SettingsFault Fault)> _faults = [];
    private readonly HashSet<int> _hidden = [];
    private readonly List<string> _secrets = [];

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<SettingsFault> Faults => [.. _faults.OrderBy(found => found.Offset).Select(found => found.Fault)];

    /// <summary>The line of each key that was read: <c>environments.production.sources</c>.</summary>
    public Dictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the secrets go that it names.</summary>
    public SecretHosts Hosts { get; } = new();

    /// <summary>Notes a fault.</summary>
    /// <param name="offset">The byte where it begins.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="wayOut">What to write instead.</param>
    public void Fault(int offset, string message, string wayOut)
    {
        // What is a secret in clear is nothing else.
        if (_hidden.Contains(offset))
            return;
        var (line, column) = Place(offset);
        _faults.Add((offset, new SettingsFault(name, line, column, WithoutSecrets(message), WithoutSecrets(wayOut))));
    }

    /// <summary>Notes secrets that stand in clear: no fault tells them, and there is no other fault at their place.</summary>
    /// <param name="offset">The byte where the text begins that they are in.</param>
    /// <param name="secrets">The secrets.</param>
    public void Hide(int offset, IEnumerable<string> secrets)
    {
        _hidden.Add(offset);
        _secrets.AddRange(secrets);
    }

    /// <summary>Where a byte stands, for people: the column as editors count it, in UTF-16.</summary>
    /// <param name="offset">The byte, from 0.</param>
    public (int Line, int Column) Place(int offset)
    {
        var before = bytes.AsSpan(0, Math.Min(offset, bytes.Length));
        var start = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }

    private string WithoutSecrets(string text) => _secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, "…", StringComparison.OrdinalIgnoreCase));
}
