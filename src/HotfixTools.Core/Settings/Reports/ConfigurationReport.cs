using System.Globalization;

namespace HotfixTools;

/// <summary>Shows the settings in force, each with where it comes from.</summary>
/// <param name="found">What is configured.</param>
/// <param name="settings">What is in force: the parameters of the command are over it.</param>
/// <param name="parameters">The keys that parameters of the command have set.</param>
public sealed class ConfigurationReport(SettingsFound found, HotfixSettings settings, IReadOnlyCollection<string> parameters)
{
    /// <summary>The settings in force.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="mainline">The mainline, as the remote has it; null where it says nothing.</param>
    public HotfixConfiguration Describe(HotfixSession session, BranchName? mainline)
    {
        List<HotfixConfigurationValue> values =
        [
            Of("remote", session.Remote.Name ?? session.Remote.Url.ToString(), !parameters.Contains("remote")),
            settings.Mainline is null
                ? new() { Key = "mainline", Value = mainline?.ToString() ?? string.Empty, Source = SettingsOriginKind.Default, Location = $"the HEAD of {session.Remote.Name ?? session.Remote.Url.ToString()}" }
                : Of("mainline", settings.Mainline.ToString()!, !parameters.Contains("mainline")),
            Of("branch", settings.Branch.ToString(), !parameters.Contains("branch")),
            Of("ledger", settings.DeployNamespace, true),
            Of("journal", settings.HotfixNamespace, true),
            Of("staleAfter", SettingsDuration.Text(settings.StaleAfter), true),
            Of("staleSince", WorkingTimeReader.NameOf(settings.StaleSince), true),
        ];
        AddWorkingTime(values);
        foreach (var environment in settings.Environments)
            AddEnvironment(values, environment);
        AddReview(values);
        for (var i = 0; i < settings.Notify.Count; i++)
            AddNotify(values, $"notify[{i}]", settings.Notify[i]);
        return new HotfixConfiguration
        {
            Repository = session.Location,
            File = found.Origin.Kind == SettingsOriginKind.Default ? null : found.Origin.ToString(),
            Remote = values[0].Value,
            Mainline = (settings.Mainline ?? mainline)?.ToString(),
            Branch = settings.Branch.ToString(),
            Ledger = settings.DeployNamespace,
            Journal = settings.HotfixNamespace,
            StaleAfter = settings.StaleAfter,
            StaleSince = settings.StaleSince,
            WorkingTime = settings.WorkingTime is { } time ? $"{string.Join(", ", time.Days.Select(WorkingTimeReader.NameOf))} {WorkingTimeReader.Text(time.From)}-{WorkingTimeReader.Text(time.To)} {time.Zone.Id}" : null,
            Environments = settings.Environments.Select(environment => environment.ToString()).ToArray(),
            Values = values.ToArray(),
        };
    }

    private void AddEnvironment(List<HotfixConfigurationValue> values, EnvironmentName environment)
    {
        var key = $"environments.{environment}";
        var isOrdered = !parameters.Contains("environments");
        values.Add(Of($"{key}.order", $"{settings.Environments.ToList().IndexOf(environment) + 1}", isOrdered));
        values.Add(Of($"{key}.requires", string.Join(", ", settings.RequiredBefore(environment)) is { Length: > 0 } required ? required : "nothing", isOrdered));
        var sources = settings.SourcesOf(environment);
        for (var i = 0; i < sources.Count; i++)
            values.Add(Of($"{key}.sources[{i}]", Describe(sources[i], environment), settings.TagPattern is null || sources[i] is not TagSourceSettings));
        values.Add(Of($"{key}.deploy", settings.Of(environment).Deploy is { } deploy ? Describe(deploy) : "record", true));
    }

    private void AddWorkingTime(List<HotfixConfigurationValue> values)
    {
        if (settings.WorkingTime is not { } time)
        {
            values.Add(Of("workingTime", "all the time", true));
            return;
        }

        (string Key, string Value)[] parts =
        [
            ("timeZone", time.Zone.Id), ("days", string.Join(", ", time.Days.Select(WorkingTimeReader.NameOf))), ("from", WorkingTimeReader.Text(time.From)), ("to", WorkingTimeReader.Text(time.To)),
            ("holidays", time.Holidays.Count == 0 ? "none" : string.Join(", ", time.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))),
        ];
        values.AddRange(parts.Select(part => Of($"workingTime.{part.Key}", part.Value, true)));
    }

    private void AddReview(List<HotfixConfigurationValue> values)
    {
        var review = settings.Review ?? new ReviewSettings();
        (string Key, string? Value)[] parts =
        [
            ("forge", review.Forge?.ToString()), ("url", review.Url?.ToString()), ("repository", review.Repository), ("token", review.Token?.ToString()),
            ("approvals", review.Approvals?.ToString(CultureInfo.InvariantCulture) ?? "what the mainline's rules want, at least 1"),
            ("checks", review.Checks is not { } checks ? "what the mainline's rules want, else all" : checks.Count > 0 ? DisplayText.Clean(string.Join(", ", checks)) : "none"),
            ("mergeBack", ReviewReader.NameOf(review.MergeBack)), ("method", ReviewReader.NameOf(review.Method)),
            ("noteDeploys", review.NotesDeploys ? "true" : "false"), ("timeout", SettingsDuration.Text(review.Timeout)),
        ];
        values.AddRange(parts.Where(part => part.Value is not null).Select(part => Of($"review.{part.Key}", part.Value!, true)));
    }

    private void AddNotify(List<HotfixConfigurationValue> values, string key, NotifySettings target)
    {
        var events = target.Events is { } chosen ? string.Join(", ", chosen) : "all events";
        values.Add(Of(key, $"{target.Name}: {target.Kind} to {target.Url}, of {events}, within {SettingsDuration.Text(target.Timeout)}{(target.Token is { } token ? $", as {token}" : string.Empty)}", true));
    }

    private static string Describe(DeploySourceSettings source, EnvironmentName environment)
    {
        string Filled(string text) => DeploySourceSettings.FillIn(text, environment);
        var what = source switch
        {
            TagSourceSettings tags => $" {Filled(tags.Pattern)}",
            RefSourceSettings reference => $" {Filled(reference.Ref)}",
            VersionSourceSettings version => $" {RemoteUrl.Redact(Filled(version.Url))}{(version.Path is { } path ? $" at {path}" : string.Empty)}{(version.Pattern is { } pattern ? $" by {pattern}" : string.Empty)}{As(version.Token)}",
            ForgeSourceSettings forge => $" {forge.Forge} {forge.Review.Repository} {forge.Review.Url} {forge.Environment ?? environment.ToString()}{As(forge.Review.Token)}",
            HerokuSourceSettings heroku => $" {Filled(heroku.App)}{As(heroku.Token)}",
            CommandSourceSettings command => $" {Describe(command.Command)}",
            _ => string.Empty,
        };
        return DisplayText.Clean($"{source.Name}{(what.Length > 0 ? ":" : string.Empty)}{string.Join(' ', what.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(string.Empty))}").TrimEnd();
    }

    private static string Describe(DeploySettings deploy) => deploy switch
    {
        DeployCommandSettings command => RemoteUrl.Redact(string.Join(' ', command.Arguments.Prepend(command.Program))),
        DeployPipelineSettings system => DisplayText.Clean(Describe(system)),
        _ => string.Empty,
    };

    private static string Describe(DeployPipelineSettings system)
    {
        List<string> parts = [string.Join(' ', new[] { DeployReader.NameOf(system.Kind), system.Pipeline, system.Environment, system.Place.Repository, system.Place.Url?.ToString() }.OfType<string>())];
        if (system.Ref is { } reference)
            parts.Add($"on {reference}");
        if (system.Inputs.Count > 0)
            parts.Add($"with {string.Join(' ', system.Inputs.Select(input => $"{input.Key}={RemoteUrl.Redact(input.Value)}"))}");
        parts.Add($"within {SettingsDuration.Text(system.Timeout)}");
        if (system.IsStoppedWithCommand)
            parts.Add("cancelled when the command stops");
        return string.Join(", ", parts) + As(system.Place.Token);
    }

    private static string As(SecretReference? token) => token is null ? string.Empty : $", as {token}";

    // What the parameters changed is theirs; the rest is where its own line is, or that of what it is in.
    private HotfixConfigurationValue Of(string key, string value, bool isConfigured)
    {
        if (!isConfigured)
            return new() { Key = key, Value = value, Source = SettingsOriginKind.Parameter };
        // The order is that of the file.
        return found.Lines.TryGetValue(key, out var line) || (key.EndsWith(".order", StringComparison.Ordinal) && found.Lines.TryGetValue(key[..^".order".Length], out line))
            ? new() { Key = key, Value = value, Source = found.Origin.Kind, Location = $"{found.Origin}:{line}" }
            : new() { Key = key, Value = value, Source = SettingsOriginKind.Default };
    }
}
