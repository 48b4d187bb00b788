using System.Text;
using System.Text.Json;

namespace HotfixTools.Testing.Fuzzing;

/// <summary>JSON that can be changed into what a writer of JSON would refuse: names twice, numbers of any size, half letters.</summary>
internal sealed class JsonShape
{
    private static readonly string[] Raw =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775808", "1e308", "1e999", "-1e999", "0.0000000000000000000000001", "\"\"", "\" \"", "\"x\"", "\"0\"", "\"-1\"",
        "\"\\ud800\"", "\"\\u0000\"", "\"\\u001b[2J\"", "\"\\u202eabc\"", "\"\\n\\nSigned-off-by: x\"", "\"refs/heads/../../x\"", "\"../../../../etc/passwd\"", "\"--upload-pack=x\"", "\"https://user:secret@evil.example/\"", "\"javascript:alert(1)\"",
        "\"0000000000000000000000000000000000000000\"", "\"0123456789abcdef0123456789abcdef01234567\"", "\"0001-01-01T00:00:00+00:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999+00:00\"", "\"9999-12-31T23:59:59-14:00\"",
        "\"2026-02-30T00:00:00Z\"", "\"10000-01-01T00:00:00Z\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "[1,\"a\",null,{},[]]",
    ];

    // Repeats of repeats must not grow without end.
    private const int MostToRepeat = 300;

    private string? _raw;
    private List<(string Name, JsonShape Value)>? _members;
    private List<JsonShape>? _items;

    private JsonShape()
    {
    }

    /// <summary>Reads what is right.</summary>
    public static JsonShape Parse(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return Of(document.RootElement);
    }

    /// <summary>A copy.</summary>
    public JsonShape Copy() => new()
    {
        _raw = _raw,
        _members = _members?.Select(member => (member.Name, member.Value.Copy())).ToList(),
        _items = _items?.Select(item => item.Copy()).ToList(),
    };

    /// <summary>Changes it.</summary>
    public void Apply(Change change)
    {
        List<JsonShape> all = [];
        Collect(all);
        var node = all[change.Where % all.Count];
        switch (change.How)
        {
            case 0 when node._members is { Count: > 0 } members:
                members.RemoveAt(change.What % members.Count);
                break;
            case 1 when node._members is { Count: > 0 } members:
                // The same name twice.
                var (name, _) = members[change.What % members.Count];
                members.Add((name, all[change.What % all.Count].Copy()));
                break;
            case 2 when node._members is { Count: > 0 } members:
                members[change.What % members.Count] = (change.What % 2 == 0 ? "x" : "\\ud800", members[change.What % members.Count].Value);
                break;
            case 3 when node._items is { Count: > 0 } items && all.Count < MostToRepeat:
                items.AddRange(Enumerable.Range(0, change.What % 300).Select(_ => items[change.What % items.Count]).ToList());
                break;
            case 4 when node._items is { Count: > 0 } items:
                items.RemoveAt(change.What % items.Count);
                break;
            case 5 when all.Count < MostToRepeat:
                // Another value of the same document.
                node.Take(all[change.What % all.Count].Copy());
                break;
            case 6 when change.What % 8 == 0:
                node.Take(new JsonShape { _raw = Deep(change.What % 100) });
                break;
            case 6:
                node.Take(new JsonShape { _raw = $"\"{new string((char)('a' + (change.What % 26)), change.What % 20_000)}\"" });
                break;
            default:
                node.Take(new JsonShape { _raw = Raw[change.What % Raw.Length] });
                break;
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private static string Deep(int depth) => new string('[', depth) + new string(']', depth);

    private static JsonShape Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonShape { _members = [.. element.EnumerateObject().Select(member => (JsonEncodedText.Encode(member.Name).ToString(), Of(member.Value)))] },
        JsonValueKind.Array => new JsonShape { _items = [.. element.EnumerateArray().Select(Of)] },
        _ => new JsonShape { _raw = element.GetRawText() },
    };

    private void Take(JsonShape other) => (_raw, _members, _items) = (other._raw, other._members, other._items);

    private void Collect(List<JsonShape> all)
    {
        all.Add(this);
        foreach (var inner in (_members?.Select(member => member.Value) ?? []).Concat(_items ?? []).ToList())
        {
            if (all.Count <= MostToRepeat)
                inner.Collect(all);
        }
    }

    private void Write(StringBuilder text)
    {
        if (_raw is not null)
        {
            text.Append(_raw);
            return;
        }

        text.Append(_members is null ? '[' : '{');
        var isFirst = true;
        foreach (var (name, value) in _members ?? _items!.Select(item => (string.Empty, item)).ToList())
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            if (_members is not null)
                text.Append('"').Append(name).Append("\":");
            value.Write(text);
        }

        text.Append(_members is null ? ']' : '}');
    }
}
