using System.Text.Json;

namespace HotfixTools;

/// <summary>Reads who is told what happens.</summary>
internal static class NotifyReader
{
    private static readonly TimeSpan LongestNotice = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, NotifyKind> Types = new(StringComparer.Ordinal)
    {
        ["slack"] = NotifyKind.Slack, ["teams"] = NotifyKind.Teams, ["webhook"] = NotifyKind.Webhook,
    };

    /// <summary>Reads <c>notify</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="items">The list.</param>
    public static IReadOnlyList<NotifySettings> Read(SettingsFile file, IReadOnlyList<SettingsNode> items)
    {
        List<NotifySettings> targets = [];
        for (var i = 0; i < items.Count; i++)
        {
            file.Lines[$"notify[{i}]"] = file.Place(items[i].Offset).Line;
            var section = new SettingsSection(file, items[i], $"notify[{i}]");
            if (items[i].Kind != JsonTokenType.StartObject || Read(section) is not { } target)
                continue;
            if (targets.Any(other => string.Equals(other.Name, target.Name, StringComparison.OrdinalIgnoreCase)))
                file.Fault(items[i].Offset, $"'notify' has two that are called '{ClearSecrets.Quoted(target.Name)}'", "Give one of them another \"name\".");
            targets.Add(target);
        }

        return targets;
    }

    private static NotifySettings? Read(SettingsSection section)
    {
        var isKnown = section.Word("type", Types, "is not a type of notice that is known", out var kind);
        var name = section.Text("name", longest: 100);
        var events = Events(section);
        var timeout = section.Duration("timeout", LongestNotice) ?? NotifySettings.DefaultTimeout;
        var url = Url(section, isKnown ? kind : NotifyKind.Webhook);
        var token = section.Secret("token");
        if (token is not null && isKnown && kind != NotifyKind.Webhook)
            section.Fault("token", "is for webhooks; the address is the secret here", "Leave it out.");
        if (url?.Literal is { } literal)
            WebAddress.Send(section, "token", token, new Uri(literal));
        foreach (var key in new[] { "type", "url" }.Where(key => !section.Contains(key)))
            section.Fault(key, "is missing", key == "type" ? $"Write {string.Join(", ", Types.Keys)}." : "Name the address to send to, or where it is kept: env:NAME.");
        section.Finish();
        return isKnown && url is not null
            ? new NotifySettings(name ?? Types.First(type => type.Value == kind).Key, kind, url) { Events = events, Timeout = timeout, Token = token }
            : null;
    }

    private static SecretText? Url(SettingsSection section, NotifyKind kind)
    {
        if (section.Text("url") is not { } text)
            return null;
        if (SecretReference.TryParse(text, out var reference))
            return new SecretText(null, reference);
        if (kind != NotifyKind.Webhook)
            section.Fault("url", "is a secret: whoever has it can write there", $"Keep it elsewhere, and write {SecretReference.Forms}.");
        else if (WebAddress.TryParse(text, out var address) && (address.Scheme == "https" || address.IsLoopback))
            return new SecretText(text, null);
        else
            section.Fault("url", "is not the address of a web server with https://", $"Write one that begins so, without user and password, or {SecretReference.Forms}.");
        return null;
    }

    private static List<JournalEventKind>? Events(SettingsSection section)
    {
        if (section.Texts("events") is not { } names)
            return null;
        List<JournalEventKind> events = [];
        foreach (var name in names)
        {
            var known = JournalEvent.Told.Where(kind => string.Equals($"{kind}", name.Text, StringComparison.OrdinalIgnoreCase)).ToList();
            events.AddRange(known);
            if (known.Count == 0)
                section.Fault("events", name, $"has one that is not known: '{ClearSecrets.Quoted(name.Text)}'", $"Write of these: {string.Join(", ", JournalEvent.Told)}.");
        }

        return events;
    }
}
