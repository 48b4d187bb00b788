using System.Text.Json;

namespace HotfixTools;

/// <summary>Reads where the forge is, and what is wanted of it.</summary>
internal static class ReviewReader
{
    private const int MostApprovals = 20;
    private const int LongestCheck = 255;

    private static readonly TimeSpan LongestMerge = TimeSpan.FromDays(7);

    private static readonly Dictionary<string, ForgeKind> Forges = new(StringComparer.Ordinal)
    {
        ["github"] = ForgeKind.GitHub, ["gitlab"] = ForgeKind.GitLab, ["azure"] = ForgeKind.AzureDevOps, ["gitea"] = ForgeKind.Gitea,
    };

    private static readonly Dictionary<string, MergeBack> Ways = new(StringComparer.Ordinal)
    {
        ["auto"] = MergeBack.Automatic, ["pullRequest"] = MergeBack.PullRequest, ["push"] = MergeBack.Push,
    };

    private static readonly Dictionary<string, MergeMethod> Methods = new(StringComparer.Ordinal)
    {
        ["merge"] = MergeMethod.Merge, ["squash"] = MergeMethod.Squash, ["rebase"] = MergeMethod.Rebase,
    };

    /// <summary>What a forge is called in a settings file.</summary>
    /// <param name="forge">The forge.</param>
    public static string NameOf(ForgeKind forge) => Forges.First(known => known.Value == forge).Key;

    /// <summary>What a way to merge back is called in a settings file.</summary>
    /// <param name="way">The way.</param>
    public static string NameOf(MergeBack way) => Ways.First(known => known.Value == way).Key;

    /// <summary>What a method to merge is called in a settings file.</summary>
    /// <param name="method">The method.</param>
    public static string NameOf(MergeMethod method) => Methods.First(known => known.Value == method).Key;

    /// <summary>Reads <c>review</c>.</summary>
    /// <param name="section">The object.</param>
    public static ReviewSettings Read(SettingsSection section)
    {
        ForgeKind? forge = section.Word("forge", Forges, "is not a forge that is known", out var kind) ? kind : null;
        var review = ReadPlace(section) with
        {
            Forge = forge,
            Approvals = Approvals(section),
            Checks = Checks(section),
            MergeBack = section.Word("mergeBack", Ways, "is not a way to merge back", out var way) ? way : MergeBack.Automatic,
            Method = section.Word("method", Methods, "is not a way in which forges merge", out var method) ? method : MergeMethod.Merge,
            NotesDeploys = section.Flag("noteDeploys") ?? false,
        };
        if (section.Duration("timeout", LongestMerge) is { } timeout)
            review = review with { Timeout = timeout };
        section.Finish();
        return review;
    }

    /// <summary>Reads the keys that say where something is at a forge, and takes the rest from <c>review</c> where that is of the same forge.</summary>
    /// <param name="section">The object.</param>
    /// <param name="forge">The forge.</param>
    /// <param name="review">What <c>review</c> says; null for nothing.</param>
    public static ReviewSettings ReadPlace(SettingsSection section, ForgeKind forge, ReviewSettings? review)
    {
        // What "review" says is meant for its own forge.
        var general = review is null || (review.Forge is { } kind && kind != forge) ? null : review;
        var place = ReadPlace(section, general?.Url);
        // Another server than that of "review" has another token.
        var token = place.Token ?? (place.Url is null ? general?.Token : null);
        return new ReviewSettings { Forge = forge, Url = place.Url ?? general?.Url, Repository = place.Repository ?? general?.Repository, Token = token };
    }

    private static ReviewSettings ReadPlace(SettingsSection section, Uri? usual = null)
    {
        var url = WebAddress.Read(section, "url");
        var review = new ReviewSettings { Url = url, Repository = section.Text("repository"), Token = section.Secret("token") };
        WebAddress.Send(section, "token", review.Token, url ?? usual);
        return review;
    }

    private static int? Approvals(SettingsSection section)
    {
        if (section.Number("approvals") is not { } number)
            return null;
        if (number is >= 0 and <= MostApprovals)
            return number;
        section.Fault("approvals", $"must be 0 to {MostApprovals}", "Write how many people must approve; 0 for nobody.");
        return null;
    }

    private static List<string>? Checks(SettingsSection section)
    {
        if (section.Texts("checks") is not { } names)
            return null;
        foreach (var name in names)
        {
            if (name.Text.Length is 0 or > LongestCheck || DisplayText.Clean(name.Text) != name.Text || name.Text.Trim() != name.Text)
                section.Fault("checks", name, $"has one that is not the name of a check: '{ClearSecrets.Quoted(name.Text)}'", $"Write it as the pull request shows it, in {LongestCheck} letters at most.");
            else if (OwnStatus.Is(name.Text))
                section.Fault("checks", name, $"has one that HotfixTools sets itself, after the deploy: '{ClearSecrets.Quoted(name.Text)}'", "Leave it out: the deploy would wait for itself.");
        }

        return [.. names.Select(name => name.Text).Distinct()];
    }
}
