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

    /// <summary>Reads a file: JSON with comments and trailing commas.</summary>
    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static SettingsNode Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = Deepest });
        reader.Read();
        var root = Read(ref reader);
        // What follows the value is no JSON either.
        while (reader.Read())
        {
        }

        return root;
    }

    private static SettingsNode Read(ref Utf8JsonReader reader)
    {
        var offset = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                List<SettingsMember> members = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (name, place) = (reader.GetString()!, (int)reader.TokenStartIndex);
                    reader.Read();
                    members.Add(new SettingsMember(name, place, Read(ref reader)));
                }

                return new SettingsNode(JsonTokenType.StartObject, offset, string.Empty, members, []);
            case JsonTokenType.StartArray:
                List<SettingsNode> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader));
                return new SettingsNode(JsonTokenType.StartArray, offset, string.Empty, [], items);
            case JsonTokenType.String:
                return new SettingsNode(JsonTokenType.String, offset, reader.GetString()!, [], []);
            default:
                return new SettingsNode(reader.TokenType, offset, System.Text.Encoding.UTF8.GetString(reader.ValueSpan), [], []);
        }
    }
}
