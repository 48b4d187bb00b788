namespace HotfixTools;

/// <summary>The pull request of a hotfix.</summary>
public sealed record HotfixPullRequest
{
    /// <summary>Its number.</summary>
    public int Number { get; init; }

    /// <summary>Its title.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>Where it can be looked at.</summary>
    public string Url { get; init; } = string.Empty;

    /// <summary>What people call the forge: <c>GitHub (acme/shop)</c>.</summary>
    public string Forge { get; init; } = string.Empty;

    /// <summary>The head that it is about: 40 hexadecimal digits.</summary>
    public string Head { get; init; } = string.Empty;

    /// <summary>Whether it is a draft.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Who approved this very head, as the forge calls them.</summary>
    public IReadOnlyList<string> ApprovedBy { get; init => field = Listing<string>.Of(value); } = Listing<string>.Empty;

    /// <summary>The checks of this very head that fail.</summary>
    public IReadOnlyList<string> FailingChecks { get; init => field = Listing<string>.Of(value); } = Listing<string>.Empty;

    /// <summary>The checks of this very head that are not over.</summary>
    public IReadOnlyList<string> PendingChecks { get; init => field = Listing<string>.Of(value); } = Listing<string>.Empty;

    /// <summary>The repository: the root of the working tree, the folder of a bare clone, or the URL that was asked.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The number with a hash sign, for people.</summary>
    public override string ToString() => $"#{Number}";

    /// <summary>A pull request as people are shown it.</summary>
    /// <param name="review">What the forge says.</param>
    /// <param name="request">The pull request.</param>
    /// <param name="head">The head.</param>
    /// <param name="repository">The repository.</param>
    internal static HotfixPullRequest Of(ReviewFacts review, PullRequest request, CommitId head, string repository)
    {
        // An array: PowerShell cannot index the list that a collection expression makes.
        string[] Checks(CheckState state) => (review.Evidence?.Checks ?? []).Where(check => check.State == state && !OwnStatus.Is(check.Name)).Select(check => DisplayText.Clean(check.Name)).ToArray();
        return new HotfixPullRequest
        {
            Number = request.Number,
            Title = DisplayText.Clean(request.Title),
            Url = DisplayText.Clean(request.Url),
            Forge = DisplayText.Clean(review.Forge),
            Head = head.ToString(),
            IsDraft = request.IsDraft,
            ApprovedBy = review.Evidence is { } evidence ? EvidenceGate.ApprovedBy(request, evidence, head).ToArray() : [],
            FailingChecks = Checks(CheckState.Failed),
            PendingChecks = Checks(CheckState.Pending),
            Repository = repository,
        };
    }
}
