using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Services;

/// <summary>A page of the running system says which commit it was made of.</summary>
/// <param name="version">Which page, and where in it.</param>
/// <param name="token">Who asks; null for nobody in particular. The environment may be a part of the host.</param>
/// <param name="client">What asks.</param>
/// <param name="time">The clock.</param>
internal sealed partial class VersionSource(VersionSourceSettings version, HostSecret? token, ServiceClient client, TimeProvider time)
    : WebSource(version.Name, version.Timeout, client)
{
    private const int LargestPage = 256 * 1024;
    private const int Shown = 40;

    // A page may be written to be kept for a year, and then it tells what was live when somebody asked first.
    private static readonly Dictionary<string, string> PastCaches = new() { ["Cache-Control"] = "no-cache, no-store", ["Pragma"] = "no-cache", ["Accept"] = "*/*" };

    /// <summary>The address for an environment.</summary>
    public static Uri AddressOf(VersionSourceSettings version, EnvironmentName environment) =>
        new(DeploySourceSettings.FillIn(version.Url, environment));

    private protected override async Task<ServiceDeploy?> Ask(EnvironmentName environment, CancellationToken cancellation)
    {
        var page = AddressOf(version, environment);
        var credential = token is null ? null : ServiceCredential.Bearer(token.For(page));
        var address = new UriBuilder(page) { Query = $"{(page.Query.Length > 1 ? page.Query[1..] + "&" : string.Empty)}_={Guid.NewGuid():N}" }.Uri;
        var answer = await Send(new ServiceRequest(HttpMethod.Get, address) { Headers = PastCaches, Credential = credential, Limit = LargestPage }, cancellation).ConfigureAwait(false);
        // Whoever says how old it is has kept it, also where it is older than can be told.
        if (answer.Field("Age") is not null && answer.Headers.Age is var age && age != TimeSpan.Zero)
            throw new ServiceException($"{page.Host} answered from a cache, as of {(age is { } known ? $"{SettingsDuration.Text(known)} ago" : "nobody knows when")}");
        var text = version.Path is { } path ? AtPath(answer.Json(), path) : answer.Text.Trim();
        return new ServiceDeploy(version.Pattern is { } pattern ? Matched(text, pattern) : Whole(text), time.GetUtcNow(), Url: page.GetLeftPart(UriPartial.Path));
    }

    private static string AtPath(JsonElement page, SettingsPath path) => path.Find(page) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString()!.Trim(),
        null => throw new ServiceException($"its answer has nothing at {path}"),
        _ => throw new ServiceException($"its answer has no text at {path}"),
    };

    // A label before the id, as in "Version: <id>", leaves no doubt where the place was named; in a whole page it does.
    private CommitId Whole(string text)
    {
        if (CommitId.TryParse(text, out _) || version.Path is null)
            return Commit(text, $"its answer '{Beginning(text)}'");
        string[] found = [.. Id().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct()];
        return Commit(found.Length == 1 ? found[0] : null, $"its answer '{Beginning(text)}'");
    }

    private static CommitId Matched(string text, Regex pattern)
    {
        string[] found = [.. pattern.Matches(text).Select(match => match.Groups.Count > 1 ? match.Groups[1].Value : match.Value).Distinct(StringComparer.OrdinalIgnoreCase)];
        return found switch
        {
            [var only] => Commit(only, $"what the pattern finds in its answer, '{Beginning(only)}',"),
            [] => throw new ServiceException($"the pattern finds nothing in its answer '{Beginning(text)}'"),
            _ => throw new ServiceException($"the pattern finds {found.Length} different texts in its answer"),
        };
    }

    private static string Beginning(string text)
    {
        var clean = RemoteUrl.Redact(text);
        return DisplayText.Cut(clean, Shown);
    }

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9a-fA-F]{40}(?![0-9A-Za-z])")]
    private static partial Regex Id();
}
