using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// What the reviewers of a pull request of Azure DevOps say. A vote there names no commit: which head it is of is told by
/// when it was cast, which the threads of the system know, and by when each head came, which the iterations know.
/// </summary>
/// <param name="pullRequest">The pull request, with its reviewers.</param>
/// <param name="iterations">Its heads, as the forge saw them come.</param>
/// <param name="threads">Its threads.</param>
internal sealed class AzureDevOpsVotes(JsonElement pullRequest, IReadOnlyList<JsonElement> iterations, IReadOnlyList<JsonElement> threads)
{
    private const int LeastApproval = 5;

    /// <summary>Who somebody is, as people call them.</summary>
    /// <param name="identity">An identity; null for nobody.</param>
    public static string Person(JsonElement? identity) =>
        identity is not { } who ? string.Empty
        : who.Text("uniqueName") is { Length: > 0 } name ? name
        : who.Text("displayName") is { Length: > 0 } shown ? shown
        : who.Text("id") ?? string.Empty;

    /// <summary>Whether everybody approved whose approval was asked for by name, and not as one of a group.</summary>
    public bool HasAllRequired => Reviewers.Where(reviewer => reviewer.Flag("isRequired") == true).All(reviewer => VoteOf(reviewer) >= LeastApproval);

    private IEnumerable<JsonElement> Reviewers => pullRequest.Items("reviewers").Where(reviewer => reviewer.Flag("isContainer") != true);

    /// <summary>The vote of each person who has one, oldest first.</summary>
    /// <param name="authorCounts">Whether the vote of who opened the pull request counts.</param>
    public List<Review> Reviews(bool authorCounts)
    {
        var author = Id(pullRequest.Text("createdBy", "id"));
        List<Review> reviews = [];
        foreach (var reviewer in Reviewers.Where(reviewer => VoteOf(reviewer) != 0))
        {
            var vote = VoteOf(reviewer);
            var id = Id(reviewer.Text("id"));
            var cast = threads.Where(thread => IsVoteOf(thread, id)).OrderBy(thread => thread.Time("publishedDate")).LastOrDefault();
            // A thread of another vote than the one that stands is of an earlier one: of the one that stands nothing is known.
            var at = cast.ValueKind == JsonValueKind.Object && Cast(cast) == vote ? cast.Time("publishedDate") : null;
            reviews.Add(new Review(Person(reviewer), vote > 0 ? ReviewVerdict.Approved : ReviewVerdict.ChangesRequested, HeadAt(at), at, authorCounts || id is null || id != author));
        }

        return [.. reviews.OrderBy(review => review.At ?? DateTimeOffset.MinValue)];
    }

    private static int VoteOf(JsonElement reviewer) => reviewer.Number("vote") ?? 0;

    private static int? Cast(JsonElement thread) =>
        int.TryParse(thread.Text("properties", "CodeReviewVoteResult", "$value"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var vote) ? vote : null;

    private static bool IsVoteOf(JsonElement thread, string? id) =>
        id is not null && thread.Flag("isDeleted") != true && thread.Text("properties", "CodeReviewThreadType", "$value") == "VoteUpdate" && Id(VoterOf(thread)) == id;

    // Newer threads name who voted by a key of their identities, older ones by an id, and the author of both is who votes,
    // or the service itself.
    private static string? VoterOf(JsonElement thread)
    {
        if (thread.Text("properties", "CodeReviewVotedByIdentity", "$value") is { } key && thread.Text("identities", key, "id") is { } voter)
            return voter;
        if (thread.Text("properties", "CodeReviewVotedByTfId", "$value") is { Length: > 0 } id)
            return id;
        var author = thread.Items("comments").FirstOrDefault().Member("author");
        return author?.Flag("isContainer") == true ? null : author?.Text("id");
    }

    private CommitId? HeadAt(DateTimeOffset? time) =>
        time is null ? null : iterations.Where(iteration => iteration.Time("createdDate") <= time).OrderBy(iteration => iteration.Number("id")).LastOrDefault().Commit("sourceRefCommit", "commitId");

    // With hyphens in some places, and without them in others.
    private static string? Id(string? id) => id is { Length: > 0 } ? id.Replace("-", string.Empty, StringComparison.Ordinal).ToUpperInvariant() : null;
}
