namespace HotfixTools;

/// <summary>Tags that deploys set; the newest says what is live.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pattern">Tag names, with one <c>*</c> at most; <c>{environment}</c> stands for the environment.</param>
public sealed record TagSourceSettings(string Name, string Pattern) : DeploySourceSettings(Name)
{
    /// <summary>The tags that are looked at where nothing is said.</summary>
    public const string DefaultPattern = "deploy/{environment}/*";

    /// <summary>Whether a pattern of tag names can be used.</summary>
    /// <param name="pattern">The pattern.</param>
    public static bool IsPattern(string pattern) =>
        pattern.Count(letter => letter == '*') <= 1
        && RefName.IsWellFormed("refs/tags/" + FillIn(pattern, EnvironmentName.Production).Replace('*', 'x'));
}
