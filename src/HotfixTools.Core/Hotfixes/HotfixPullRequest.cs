namespace HotfixTools;

/// <summary>The pull request of a hotfix.</summary>
public sealed class HotfixPullRequest
{
    /// <summary>Its number.</summary>
    public int Number { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>Where it can be looked at.</summary>
    public string Url { get; init; } = string.Empty;

    /// <summary>The number with a hash sign, for people.</summary>
    public override string ToString() => $"#{Number}";
}
