namespace HotfixTools.Testing.Forges;

/// <summary>A pull request of a stand-in.</summary>
public sealed class StandInPullRequest
{
    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>The branch.</summary>
    public required string From { get; init; }

    /// <summary>Where it is to be merged.</summary>
    public required string Into { get; set; }

    /// <summary>Who opened it.</summary>
    public required string Author { get; init; }

    /// <summary>The owner of the repository that the branch is in; another one's is a fork's.</summary>
    public string Owner { get; init; } = "acme";

    /// <summary>Its title.</summary>
    public string Title { get; set; } = string.Empty;

    /// <summary>Its description.</summary>
    public string Body { get; set; } = string.Empty;

    /// <summary>open, merged, closed.</summary>
    public string State { get; set; } = "open";

    /// <summary>Whether it is a draft.</summary>
    public bool IsDraft { get; set; }

    /// <summary>The head, as of the last push that the forge saw.</summary>
    public string Head { get; set; } = string.Empty;

    /// <summary>Whether the forge does not see what is pushed.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>The commit that merged it.</summary>
    public string? MergeCommit { get; set; }

    /// <summary>Whether the forge merges it by itself as soon as it may.</summary>
    public bool IsAutoMerge { get; set; }

    /// <summary>Its place in a merge queue; null for none.</summary>
    public int? Place { get; set; }

    /// <summary>The heads that it had, with the time at which the forge saw each, oldest first.</summary>
    public List<(string Commit, DateTimeOffset At)> Pushes { get; } = [];

    /// <summary>What people said, oldest first.</summary>
    public List<StandInReview> Reviews { get; } = [];

    /// <summary>Another one that is just like it.</summary>
    public StandInPullRequest Copy()
    {
        var copy = new StandInPullRequest
        {
            Number = Number, From = From, Into = Into, Author = Author, Owner = Owner, Title = Title, Body = Body, State = State, IsDraft = IsDraft,
            Head = Head, IsFrozen = IsFrozen, MergeCommit = MergeCommit, IsAutoMerge = IsAutoMerge, Place = Place,
        };
        copy.Pushes.AddRange(Pushes);
        copy.Reviews.AddRange(Reviews.Select(review => review with { }));
        return copy;
    }
}
