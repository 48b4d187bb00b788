using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace HotfixTools;

/// <summary>An object of a settings file. Keys are taken out of it one by one; what is left at the end is a fault.</summary>
internal sealed class SettingsSection
{
    private const int LargestNumber = 999_999_999;
    private const int MostMistakes = 2;
    private const int ShortestBeginning = 3;

    private readonly SettingsFile _file;
    private readonly string _path;
    private readonly IReadOnlyList<SettingsMember> _members;
    private readonly List<string> _known = [];

    /// <summary>An object.</summary>
    /// <param name="file">The file.</param>
    /// <param name="node">The value; a fault where it is no object.</param>
    /// <param name="path">What it is called; empty for the whole file.</param>
    public SettingsSection(SettingsFile file, SettingsNode node, string path)
    {
        (_file, _path, Offset) = (file, path, node.Offset);
        _members = node.Members;
        if (node.Kind != JsonTokenType.StartObject)
            file.Fault(node.Offset, $"{Called(path)} must be an object, and is {KindOf(node)}", "Write { … }.");
    }

    /// <summary>Reads a value that is text.</summary>
    public delegate bool Parser<T>(string text, [NotNullWhen(true)] out T? value);

    /// <summary>Where it begins.</summary>
    public int Offset { get; }

    /// <summary>Its members, for an object whose keys are names.</summary>
    public IReadOnlyList<SettingsMember> Members => _members;

    /// <summary>Whether a key is there, whatever it says.</summary>
    public bool Contains(string key) => _members.Any(member => member.Name == key);

    /// <summary>What a key of it is called.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    /// <summary>A fault at a key; at the object where that is not there.</summary>
    public void Fault(string key, string message, string wayOut) =>
        _file.Fault(_members.LastOrDefault(member => member.Name == key)?.Value.Offset ?? Offset, $"{Called(PathOf(key))} {message}", wayOut);

    /// <summary>A fault at an item of the list under a key.</summary>
    public void Fault(string key, SettingsNode item, string message, string wayOut) =>
        _file.Fault(item.Offset, $"{Called(PathOf(key))} {message}", wayOut);

    /// <summary>Notes that the secret under a key goes to a host.</summary>
    public void Send(string key, SecretReference secret, Uri address) =>
        _file.Hosts.Add(secret, address.IdnHost, _members.Last(member => member.Name == key).Value.Offset, PathOf(key));

    /// <summary>A value as it stands; null where there is none.</summary>
    public SettingsNode? Take(string key)
    {
        _known.Add(key);
        SettingsNode? taken = null;
        foreach (var member in _members.Where(member => member.Name == key))
        {
            if (taken is not null)
                _file.Fault(member.Offset, $"{Called(PathOf(key))} is there twice", "Leave one of them.");
            taken = member.Value;
            _file.Lines[PathOf(key)] = _file.Place(member.Offset).Line;
        }

        return taken;
    }

    /// <summary>A text; null where there is none, or something else.</summary>
    public string? Text(string key, int longest = 2000)
    {
        if (Take(key) is not { } node)
            return null;
        if (node.Kind != JsonTokenType.String)
        {
            Fault(key, $"must be text, and is {KindOf(node)}", "Write it in double quotes.");
            return null;
        }

        var fault = node.Text.Trim().Length == 0 ? "is empty"
            : node.Text.Length > longest ? $"is longer than {longest} letters"
            : DisplayText.Clean(node.Text) != node.Text.Trim() ? "has letters in it that cannot be seen"
            : null;
        if (fault is null)
            return node.Text;
        Fault(key, fault, "Write what it should be, or leave the key out.");
        return null;
    }

    /// <summary>A text that means something.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parser">What reads it.</param>
    /// <param name="fault">What to say where that fails: <c>is not a branch name</c>.</param>
    /// <param name="wayOut">What to write instead.</param>
    /// <param name="value">What it means.</param>
    public bool Has<T>(string key, Parser<T> parser, string fault, string wayOut, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (Text(key) is not { } text)
            return false;
        if (parser(text, out value))
            return true;
        Fault(key, $"{fault}: '{ClearSecrets.Quoted(text)}'", wayOut);
        return false;
    }

    /// <summary>One of a few words, written exactly so; where it is another, the fault names them, and the one that was meant.</summary>
    /// <param name="key">The key.</param>
    /// <param name="words">What each word means.</param>
    /// <param name="fault">What to say where it is none of them: <c>is not a forge that is known</c>.</param>
    /// <param name="value">What it means.</param>
    public bool Word<T>(string key, IReadOnlyDictionary<string, T> words, string fault, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (Text(key) is not { } text)
            return false;
        if (words.TryGetValue(text, out value))
            return true;
        Fault(key, $"{fault}: '{ClearSecrets.Quoted(text)}'", $"{Meant(text, words.Keys)}Write {string.Join(", ", words.Keys)}.");
        return false;
    }

    /// <summary>A duration; null where there is none.</summary>
    public TimeSpan? Duration(string key) =>
        Has<TimeSpan>(key, SettingsDuration.TryParse, "is not a duration", "Write whole numbers with units, such as 2d, 36h, 1h30m or 45s; a year at most.", out var duration) ? duration : null;

    /// <summary>A duration in whole seconds; null where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="longest">The longest that is allowed.</param>
    public TimeSpan? Duration(string key, TimeSpan longest)
    {
        if (Duration(key) is not { } duration)
            return null;
        if (duration <= longest)
            return duration;
        Fault(key, $"is longer than {SettingsDuration.Text(longest)}", $"Write {SettingsDuration.Text(longest)} at most.");
        return null;
    }

    /// <summary>A reference to a secret; null where there is none.</summary>
    public SecretReference? Secret(string key)
    {
        if (Text(key) is not { } text)
            return null;
        if (SecretReference.TryParse(text, out var reference))
            return reference;
        // Never what it says: it may be the secret.
        Fault(key, "must name where the secret is kept, and not be the secret", $"Write {SecretReference.Forms}.");
        return null;
    }

    /// <summary>A whole number; null where there is none.</summary>
    public int? Number(string key)
    {
        if (Take(key) is not { } node)
            return null;
        if (node.Kind == JsonTokenType.Number && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= -LargestNumber and <= LargestNumber)
            return number;
        Fault(key, node.Kind == JsonTokenType.Number ? "must be a whole number of at most 9 digits" : $"must be a whole number, and is {KindOf(node)}", "Write digits, without quotes.");
        return null;
    }

    /// <summary>True or false; null where there is none.</summary>
    public bool? Flag(string key)
    {
        if (Take(key) is not { } node)
            return null;
        if (node.Kind is JsonTokenType.True or JsonTokenType.False)
            return node.Kind == JsonTokenType.True;
        Fault(key, $"must be true or false, and is {KindOf(node)}", "Write true or false, without quotes.");
        return null;
    }

    /// <summary>An object; null where there is none.</summary>
    public SettingsSection? Section(string key) =>
        Take(key) is not { } node ? null : new SettingsSection(_file, node, PathOf(key));

    /// <summary>A list; null where there is none.</summary>
    public IReadOnlyList<SettingsNode>? List(string key)
    {
        if (Take(key) is not { } node)
            return null;
        if (node.Kind == JsonTokenType.StartArray)
            return node.Items;
        Fault(key, $"must be a list, and is {KindOf(node)}", "Write [ … ].");
        return null;
    }

    /// <summary>A list of texts; null where there is none.</summary>
    public IReadOnlyList<SettingsNode>? Texts(string key)
    {
        if (List(key) is not { } items)
            return null;
        foreach (var item in items.Where(item => item.Kind != JsonTokenType.String))
            Fault(key, item, $"must hold text, and this is {KindOf(item)}", "Write it in double quotes.");
        return [.. items.Where(item => item.Kind == JsonTokenType.String)];
    }

    /// <summary>Faults for all keys that were not taken.</summary>
    public void Finish()
    {
        var known = _known.Where(key => key[0] != '$').Distinct().ToList();
        foreach (var member in _members.Where(member => !_known.Contains(member.Name)))
        {
            _file.Fault(
                member.Offset, $"'{PathOf(ClearSecrets.Quoted(member.Name))}' is not a setting",
                Meant(member.Name, known).TrimEnd() is { Length: > 0 } meant ? meant : $"Here may stand: {string.Join(", ", known)}.");
        }
    }

    /// <summary>What a value is, for people.</summary>
    public static string KindOf(SettingsNode node) => node.Kind switch
    {
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        JsonTokenType.StartArray => "a list",
        _ => "an object",
    };

    /// <summary>What a key is called, for people.</summary>
    public static string Called(string path) => path.Length == 0 ? "The file" : $"'{path}'";

    /// <summary>Asks whether a word that is known was meant by one that is not: <c>Did you mean 'tags'? </c>; empty where none is near.</summary>
    /// <param name="text">The word.</param>
    /// <param name="words">Those that are known.</param>
    public static string Meant(string text, IEnumerable<string> words)
    {
        var near = words.Select(word => (Word: word, Distance: Distance(word, text))).Where(found => found.Distance <= MostMistakes && found.Distance * 2 < Math.Max(text.Length, found.Word.Length)).ToList();
        // Else one that was not written to its end.
        var meant = near.Count > 0 ? [near.MinBy(found => found.Distance).Word]
            : text.Length >= ShortestBeginning ? words.Where(word => word.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ToList()
            : [];
        return meant.Count > 0 ? $"Did you mean {string.Join(" or ", meant.Select(word => $"'{word}'"))}? " : string.Empty;
    }

    // How many letters to change, add or leave out (Levenshtein).
    private static int Distance(string one, string other)
    {
        var (a, b) = (one.ToLowerInvariant(), other.ToLowerInvariant());
        if (Math.Abs(a.Length - b.Length) > MostMistakes)
            return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (corner, left) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                left = Math.Min(Math.Min(left + 1, row[j] + 1), corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                (corner, row[j]) = (row[j], left);
            }
        }

        return row[^1];
    }
}
