using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Reads the sources of an environment.</summary>
internal static class SourceReader
{
    private const RegexOptions PatternOptions = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, Func<SettingsSection, string, Setting, DeploySourceSettings?>> Types = new(StringComparer.Ordinal)
    {
        ["ledger"] = (_, name, _) => new LedgerSourceSettings(name),
        ["tags"] = (section, name, _) => new TagSourceSettings(name, section.Has<string>(
            "pattern", TryPattern, "is not a pattern of tag names", $"Write a tag name with one '*' at most, such as {TagSourceSettings.DefaultPattern}.", out var pattern) ? pattern : TagSourceSettings.DefaultPattern),
        ["ref"] = (section, name, _) => Required<string>(section, "ref", TryRef, "is not the full name of a branch or tag", "Write such as refs/tags/{environment}.", out var reference)
            ? new RefSourceSettings(name, reference)
            : null,
        ["version"] = (section, name, setting) => Version(section, name, setting.Environment),
        ["github"] = (section, name, setting) => Forge(section, name, ForgeKind.GitHub, setting.Review),
        ["gitlab"] = (section, name, setting) => Forge(section, name, ForgeKind.GitLab, setting.Review),
        ["azure"] = (section, name, setting) => Forge(section, name, ForgeKind.AzureDevOps, setting.Review),
        ["heroku"] = (section, name, _) => Heroku(section, name),
        ["command"] = (section, name, _) => CommandReader.Read(section, DeploySourceSettings.DefaultTimeout) is { } command
            ? new CommandSourceSettings(name, command)
            : null,
    };

    /// <summary>The types of sources, for people.</summary>
    public static IEnumerable<string> TypeNames => Types.Keys;

    /// <summary>Reads <c>sources</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">What the list is called.</param>
    /// <param name="items">The list.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="review">Where the forge is, for those that do not say it.</param>
    public static IReadOnlyList<DeploySourceSettings>? Read(
        SettingsFile file, string path, IReadOnlyList<SettingsNode> items, EnvironmentName environment, ReviewSettings? review)
    {
        var setting = new Setting(environment, review);
        List<DeploySourceSettings> sources = [];
        for (var i = 0; i < items.Count; i++)
        {
            if (Read(file, $"{path}[{i}]", items[i], setting) is not { } source)
                continue;
            if (sources.Any(other => string.Equals(other.Name, source.Name, StringComparison.OrdinalIgnoreCase)))
                file.Fault(items[i].Offset, $"'{path}' has two sources that are called '{ClearSecrets.Quoted(source.Name)}'", "Give one of them another \"name\".");
            sources.Add(source);
        }

        return sources.Count > 0 ? sources : null;
    }

    private static DeploySourceSettings? Read(SettingsFile file, string path, SettingsNode node, Setting setting)
    {
        file.Lines[path] = file.Place(node.Offset).Line;
        // A word is short for an object with that type and nothing else.
        var isWord = node.Kind == JsonTokenType.String;
        var section = isWord ? null : new SettingsSection(file, node, path);
        if (section is not null && node.Kind != JsonTokenType.StartObject)
            return null;
        var type = isWord ? node.Text : section!.Text("type");
        var name = section is not null && section.Has<string>("name", TryName, "is not a name that -Source can take", "Use letters, digits, '-', '_' or '.'.", out var given) ? given : type;
        var timeout = section?.Duration("timeout", LongestAnswer);
        if (type is null || !Types.TryGetValue(type, out var read))
        {
            // What is no text has its fault already.
            if (isWord || type is not null || !section!.Contains("type"))
                file.Fault(section is { } at && at.Members.LastOrDefault(member => member.Name == "type") is { } member ? member.Value.Offset : node.Offset, $"'{path}' is not of a type of source that is known{(type is null ? string.Empty : $": '{ClearSecrets.Quoted(type)}'")}", $"{SettingsSection.Meant(type ?? string.Empty, Types.Keys)}Use as \"type\": {string.Join(", ", Types.Keys)}.");
            return null;
        }

        section ??= new SettingsSection(file, node with { Kind = JsonTokenType.StartObject }, path);
        var source = read(section, name!, setting);
        section.Finish();
        return timeout is { } patience && source is not null ? source with { Timeout = patience } : source;
    }

    private static VersionSourceSettings? Version(SettingsSection section, string name, EnvironmentName environment)
    {
        SettingsPath? path = section.Has<SettingsPath>("path", SettingsPath.TryParse, "is not a path into JSON", "Write names and indexes, such as version.commit or items[0].sha.", out var found) ? found : null;
        Regex? pattern = section.Has<Regex>("pattern", TryRegex, "is not a regular expression that can be used", "Look-around and back references are not supported; put the commit id in a group: Version: ([0-9a-f]{40})", out var regex) ? regex : null;
        var token = section.Secret("token");
        if (!Required<string>(section, "url", TryTemplate, "is not the address of a web page", "Write one that begins with https://, without user and password.", out var url))
            return null;
        WebAddress.Send(section, "token", token, new Uri(DeploySourceSettings.FillIn(url, environment)));
        return new VersionSourceSettings(name, url, path, pattern, token);
    }

    private static ForgeSourceSettings Forge(SettingsSection section, string name, ForgeKind forge, ReviewSettings? review)
    {
        var place = ReviewReader.ReadPlace(section, forge, review);
        return new ForgeSourceSettings(name, forge, section.Text("environment"), place);
    }

    private static HerokuSourceSettings? Heroku(SettingsSection section, string name)
    {
        var url = WebAddress.Read(section, "url");
        var token = section.Secret("token");
        WebAddress.Send(section, "token", token, url ?? HerokuSourceSettings.DefaultUrl);
        return Required<string>(section, "app", TryApp, "is not the name of an app", "Write the name as heroku apps shows it.", out var app) ? new HerokuSourceSettings(name, app, url, token) : null;
    }

    private static bool Required<T>(SettingsSection section, string key, SettingsSection.Parser<T> parser, string fault, string wayOut, [MaybeNullWhen(false)] out T value)
    {
        if (!section.Contains(key))
            section.Fault(key, "is missing", wayOut);
        return section.Has(key, parser, fault, wayOut, out value);
    }

    private static bool TryPattern(string text, [MaybeNullWhen(false)] out string pattern) => TagSourceSettings.IsPattern(pattern = text);

    private static bool TryRef(string text, [MaybeNullWhen(false)] out string reference) =>
        (reference = text).StartsWith("refs/", StringComparison.Ordinal) && RefName.IsWellFormed(Filled(text));

    private static bool TryTemplate(string text, [MaybeNullWhen(false)] out string url) => WebAddress.TryParse(Filled(url = text), out _);

    private static bool TryApp(string text, [MaybeNullWhen(false)] out string app) => Filled(app = text).All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    private static bool TryName(string text, [MaybeNullWhen(false)] out string name) =>
        (name = text).Length <= 64 && char.IsLetterOrDigit(text[0]) && text.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static bool TryRegex(string text, [MaybeNullWhen(false)] out Regex pattern)
    {
        try
        {
            pattern = new Regex(text, PatternOptions);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            pattern = null;
            return false;
        }
    }

    // Which one does not matter for what is well formed.
    private static string Filled(string text) => DeploySourceSettings.FillIn(text, EnvironmentName.Production);

    /// <summary>What a source is in.</summary>
    private sealed record Setting(EnvironmentName Environment, ReviewSettings? Review);
}
