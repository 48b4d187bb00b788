using System.Text;
using System.Text.Json;

namespace HotfixTools;

/// <summary>A value of a settings file, and where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Text">Of text, what it says; of a number or a truth value, its letters.</param>
/// <param name="Members">Of an object, its members in the order of the file, those of one name too.</param>
/// <param name="Items">Of a list, its items.</param>
internal sealed record SettingsNode(
    JsonTokenType Kind, int Offset, string Text, IReadOnlyList<SettingsMember> Members, IReadOnlyList<SettingsNode> Items)
{
    private const int Deepest = 16;
    private const int CommentMark = 2;

    /// <summary>Reads a file: JSON with comments and trailing commas.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static SettingsNode Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Deepest });
        reader.Read();
        var root = Read(ref reader, bytes);
        // What follows the value is no JSON either.
        while (reader.Read())
        {
        }

        return root;
    }

    /// <summary>The comments of a file that is JSON: where each begins, and what it says, a letter for each byte.</summary>
    /// <param name="bytes">The file.</param>
    public static IReadOnlyList<(int Offset, string Text)> Comments(ReadOnlySpan<byte> bytes)
    {
        List<(int, string)> comments = [];
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true, MaxDepth = Deepest });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Comment)
                comments.Add(((int)reader.TokenStartIndex + CommentMark, Encoding.Latin1.GetString(reader.ValueSpan)));
        }

        return comments;
    }

    private static SettingsNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        var offset = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                List<SettingsMember> members = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (name, place) = (TextOf(reader, bytes), (int)reader.TokenStartIndex);
                    reader.Read();
                    members.Add(new SettingsMember(name, place, Read(ref reader, bytes)));
                }

                return new SettingsNode(JsonTokenType.StartObject, offset, string.Empty, members, []);
            case JsonTokenType.StartArray:
                List<SettingsNode> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, bytes));
                return new SettingsNode(JsonTokenType.StartArray, offset, string.Empty, [], items);
            case JsonTokenType.String:
                return new SettingsNode(JsonTokenType.String, offset, TextOf(reader, bytes), [], []);
            default:
                return new SettingsNode(reader.TokenType, offset, Encoding.UTF8.GetString(reader.ValueSpan), [], []);
        }
    }

    // The parser finds such letters only here, and does not say where.
    private static string TextOf(Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            var before = bytes[..(int)reader.TokenStartIndex];
            throw new JsonException("text that is not Unicode", null, before.Count((byte)'\n'), before.Length - 1 - before.LastIndexOf((byte)'\n'), error);
        }
    }
}
