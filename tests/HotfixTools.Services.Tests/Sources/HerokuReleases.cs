using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>The releases and slugs of one app, as Heroku's API has them. What Heroku would not take, it does not take either.</summary>
internal sealed partial class HerokuReleases : IDisposable
{
    private readonly List<Release> _releases = [];

    public HerokuReleases() => Server = new WebStandIn(Answer);

    public WebStandIn Server { get; }

    public string Token { get; } = "01234567-89ab-cdef-0123-456789abcdef";

    /// <summary>What the releases answer in place of what they should; null: what they should.</summary>
    public WebReply? Lie { get; set; }

    public HerokuSource Source(string app = "shop-{environment}", string? token = null) =>
        new(new HerokuSourceSettings("live", app, null, null), Server.Address, ServiceCredential.Bearer(token ?? Token), new ServiceClient());

    /// <summary>A release of a commit; null: of a container.</summary>
    public void Deploy(string? sha, string status = "succeeded") => _releases.Add(new Release(_releases.Count + 1, sha, status));

    public void Dispose() => Server.Dispose();

    private static WebReply Refuse(int status, string id) => WebReply.Json(JsonSerializer.Serialize(new { id, message = "Refused." }), status);

    private WebReply Answer(WebRequestSeen seen)
    {
        if (seen.Header("Accept") != "application/vnd.heroku+json; version=3")
            return Refuse(406, "not_acceptable");
        if (seen.Header("Authorization") != "Bearer " + Token)
            return Refuse(401, "unauthorized");
        if (seen.Method != "GET" || seen.Query.Length > 0)
            return Refuse(404, "not_found");
        if (seen.Path == "/apps/shop-production/releases")
            return Lie ?? List(seen.Header("Range"));
        return SlugPath().Match(seen.Path) is { Success: true } match && _releases.Find(release => release.Slug == match.Groups[1].Value) is { } found
            ? WebReply.Json(JsonSerializer.Serialize(new { id = found.Slug, commit = found.Sha, commit_description = "fix", created_at = "2026-01-01T00:00:00Z" }))
            : Refuse(404, "not_found");
    }

    private WebReply List(string? range)
    {
        var match = RangeForm().Match(range ?? "version ..; max=200");
        if (!match.Success)
            return Refuse(416, "requested_range_not_satisfiable");
        var current = _releases.LastOrDefault(release => release.Status == "succeeded");
        IEnumerable<Release> ordered = match.Groups["desc"].Success ? _releases.AsEnumerable().Reverse() : _releases;
        var max = match.Groups["max"].Success ? int.Parse(match.Groups["max"].Value, CultureInfo.InvariantCulture) : 200;
        return WebReply.Json(
            JsonSerializer.Serialize(ordered.Take(max).Select(release => new
            {
                id = Guid.NewGuid(), version = release.Version, status = release.Status, current = release == current, description = "Deploy", user = new { email = "ada@shop.example" },
                created_at = $"2026-01-01T00:{release.Version % 60:00}:00Z", slug = release.Slug is { } slug ? new { id = slug } : null,
            })),
            _releases.Count > max ? 206 : 200);
    }

    [GeneratedRegex("^/apps/shop-production/slugs/([0-9a-f-]+)$")]
    private static partial Regex SlugPath();

    [GeneratedRegex(@"^version \.\.; ?(?:(?<desc>order=desc)|order=asc|max=(?<max>[0-9]+)|,)+$")]
    private static partial Regex RangeForm();

    private sealed record Release(int Version, string? Sha, string Status)
    {
        public string? Slug => Sha is null ? null : $"01234567-0000-0000-0000-{Version:000000000000}";
    }
}
