namespace HotfixTools;

/// <summary>Reads where the forge is.</summary>
internal static class ReviewReader
{
    private static readonly Dictionary<string, ForgeKind> Forges = new(StringComparer.Ordinal)
    {
        ["github"] = ForgeKind.GitHub, ["gitlab"] = ForgeKind.GitLab, ["azure"] = ForgeKind.AzureDevOps, ["gitea"] = ForgeKind.Gitea,
    };

    /// <summary>What a forge is called in a settings file.</summary>
    /// <param name="forge">The forge.</param>
    public static string NameOf(ForgeKind forge) => Forges.First(known => known.Value == forge).Key;

    /// <summary>Reads <c>review</c>.</summary>
    /// <param name="section">The object.</param>
    public static ReviewSettings Read(SettingsSection section)
    {
        ForgeKind? forge = section.Has<ForgeKind>("forge", Forges.TryGetValue, "is not a forge that is known", $"Write {string.Join(", ", Forges.Keys)}.", out var kind) ? kind : null;
        var review = ReadPlace(section) with { Forge = forge };
        section.Finish();
        return review;
    }

    /// <summary>Reads the keys that say where a repository is at a forge.</summary>
    /// <param name="section">The object.</param>
    /// <param name="usual">The forge's API where that is not said here; null: only the remote tells.</param>
    public static ReviewSettings ReadPlace(SettingsSection section, Uri? usual = null)
    {
        var url = WebAddress.Read(section, "url");
        var review = new ReviewSettings { Url = url, Repository = section.Text("repository"), Token = section.Secret("token") };
        WebAddress.Send(section, "token", review.Token, url ?? usual);
        return review;
    }
}
