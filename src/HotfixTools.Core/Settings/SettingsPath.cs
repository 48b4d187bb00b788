using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>
/// Where a value stands in JSON: a singular query of JSONPath (RFC 9535, 2.3.5.1), names and indexes alone, such as
/// <c>$.version.message</c>, <c>items[0].sha</c> or <c>['build-info'].commit</c>. The <c>$</c> may be left out.
/// </summary>
public sealed partial class SettingsPath
{
    private const int Longest = 500;

    private readonly IReadOnlyList<object> _steps;
    private readonly string _text;

    private SettingsPath(string text, IReadOnlyList<object> steps) => (_text, _steps) = (text, steps);

    /// <summary>Reads a path.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The path.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SettingsPath? path)
    {
        path = null;
        if (string.IsNullOrEmpty(text) || text.Length > Longest)
            return false;
        var rest = text[0] == '$' ? text[1..] : text[0] == '[' ? text : "." + text;
        List<object> steps = [];
        while (rest.Length > 0)
        {
            if (Step().Match(rest) is not { Success: true } match)
                return false;
            steps.Add(match.Groups["index"] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : match.Groups["name"].Value);
            rest = rest[match.Length..];
        }

        path = steps.Count > 0 ? new SettingsPath(text, steps) : null;
        return path is not null;
    }

    /// <summary>The value there; null where there is none.</summary>
    /// <param name="root">The document.</param>
    public JsonElement? Find(JsonElement root)
    {
        foreach (var step in _steps)
        {
            if (step is string name && root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var member))
                root = member;
            else if (step is int index && root.ValueKind == JsonValueKind.Array && index < root.GetArrayLength())
                root = root[index];
            else
                return null;
        }

        return root;
    }

    /// <summary>As it was given.</summary>
    public override string ToString() => _text;

    [GeneratedRegex(@"\A(?:\.(?<name>[\p{L}_][\p{L}\p{N}_-]*)|\['(?<name>[^'\\]+)'\]|\[""(?<name>[^""\\]+)""\]|\[(?<index>0|[1-9][0-9]{0,5})\])")]
    private static partial Regex Step();
}
