using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>Reads members that may be missing, or null.</summary>
internal static class JsonReading
{
    /// <summary>The text of a member, or the digits of a number; null where there is neither.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">The names of members, one in the other.</param>
    public static string? Text(this JsonElement value, params string[] path) =>
        value.Member(path) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };

    /// <summary>True or false; null where there is neither.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">The names of members, one in the other.</param>
    public static bool? Flag(this JsonElement value, params string[] path) =>
        value.Member(path) switch { { ValueKind: JsonValueKind.True } => true, { ValueKind: JsonValueKind.False } => false, _ => null };

    /// <summary>A whole number; null where there is none.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">The names of members, one in the other.</param>
    public static int? Number(this JsonElement value, params string[] path) =>
        value.Member(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var whole) ? whole : null;

    /// <summary>A time, in UTC; null where there is none.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">The names of members, one in the other.</param>
    public static DateTimeOffset? Time(this JsonElement value, params string[] path) =>
        DateTimeOffset.TryParse(value.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>A commit; null where there is none, or zeros.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">The names of members, one in the other.</param>
    public static CommitId? Commit(this JsonElement value, params string[] path) =>
        CommitId.TryParse(value.Text(path), out var commit) && !commit.IsZero ? commit : null;

    /// <summary>The items of a list; none where there is no list.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">The names of members, one in the other.</param>
    public static IEnumerable<JsonElement> Items(this JsonElement value, params string[] path) =>
        value.Member(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A member; null where there is none.</summary>
    /// <param name="value">An object.</param>
    /// <param name="path">The names of members, one in the other.</param>
    public static JsonElement? Member(this JsonElement value, params string[] path)
    {
        foreach (var step in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
                return null;
        }

        return value;
    }
}
