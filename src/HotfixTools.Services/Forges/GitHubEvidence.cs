using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>What people and checks say of a commit at GitHub, and what the rules of the target want of them.</summary>
/// <param name="api">The repository.</param>
/// <param name="queue">Told what the rules say of a merge queue.</param>
internal sealed class GitHubEvidence(GitHubApi api, GitHubQueue queue)
{
    // The word of GitHub itself, and the part of a classic protection that who may only push is shown.
    private const string Decision = "reviewDecision baseRef { refUpdateRule { requiredApprovingReviewCount requiredStatusCheckContexts } }";

    /// <summary>Reads it.</summary>
    /// <param name="request">The pull request.</param>
    /// <param name="head">The commit.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<ReviewEvidence> Read(PullRequest request, CommitId head, CancellationToken cancellation)
    {
        var reviews = await api.GetAll($"pulls/{request.Number}/reviews?per_page=100", null, cancellation).ConfigureAwait(false);
        var statuses = await api.GetAll($"commits/{head}/status?per_page=100", "statuses", cancellation).ConfigureAwait(false);
        var (runs, unread) = await ReadRuns(head, cancellation).ConfigureAwait(false);
        var rules = await GitHubRules.Read(api, request.Into, cancellation).ConfigureAwait(false);
        queue.Note(request.Into, rules.HasQueue);
        var classic = await GitHubProtection.Read(api, request.Into, cancellation).ConfigureAwait(false);
        var decision = await api.FindByGraph(request.Handle, Decision, cancellation).ConfigureAwait(false);
        var shown = decision?.Member("baseRef", "refUpdateRule");

        string[] checks = [.. rules.Checks.Concat(classic.Checks).Concat(shown?.Items("requiredStatusCheckContexts").Select(context => context.GetString()).OfType<string>() ?? []).Distinct()];
        var approvals = Math.Max(rules.Approvals ?? 0, shown?.Number("requiredApprovingReviewCount") ?? 0);
        return new ReviewEvidence([.. reviews.Where(IsSent).Select(ReviewOf)], [.. Newest(statuses, status => status.Text("context")).Select(StatusOf), .. Newest(runs, RunKey).Select(RunOf)])
        {
            UnreadChecks = unread,
            RequiredApprovals = approvals > 0 ? approvals : null,
            RequiredChecks = checks.Length > 0 ? checks : null,
            IsApprovedByForge = decision?.Text("reviewDecision") switch { "APPROVED" => true, "CHANGES_REQUESTED" or "REVIEW_REQUIRED" => false, _ => null },
        };
    }

    // A fine-grained token of a person cannot be given the right to read check runs of a private repository.
    private async Task<(List<JsonElement> Runs, string? Unread)> ReadRuns(CommitId head, CancellationToken cancellation)
    {
        try
        {
            return (await api.GetAll($"commits/{head}/check-runs?filter=latest&per_page=100", "check_runs", cancellation).ConfigureAwait(false), null);
        }
        catch (ServiceException error) when (error is { Status: 403, IsLimited: false })
        {
            return ([], $"the token may not read check runs ({error.Message})");
        }
    }

    // One that its author has not sent yet is shown to the author alone.
    private static bool IsSent(JsonElement review) => review.Text("state") != "PENDING";

    private static Review ReviewOf(JsonElement review) => new(
        review.Text("user", "login") ?? "ghost",
        review.Text("state") switch
        {
            "APPROVED" => ReviewVerdict.Approved,
            "CHANGES_REQUESTED" => ReviewVerdict.ChangesRequested,
            "DISMISSED" => ReviewVerdict.Dismissed,
            "COMMENTED" => ReviewVerdict.Commented,
            _ => throw new FormatException("The state of a review is not known."),
        },
        review.Commit("commit_id"), review.Time("submitted_at"), review.Text("author_association") is "OWNER" or "MEMBER" or "COLLABORATOR");

    // A run again is another one of the same name by the same program; what another program calls alike is another check.
    private static string? RunKey(JsonElement run) => run.Text("name") is { } name ? $"{run.Text("app", "id")}/{name}" : null;

    private static IEnumerable<JsonElement> Newest(IEnumerable<JsonElement> results, Func<JsonElement, string?> key) =>
        results.GroupBy(result => key(result) ?? throw new FormatException("A check has no name."), StringComparer.Ordinal)
            .Select(group => group.MaxBy(result => long.Parse(result.Text("id") ?? "0", CultureInfo.InvariantCulture)));

    private static Check StatusOf(JsonElement status) => new(
        status.Text("context")!,
        status.Text("state") switch { "success" => CheckState.Passed, "pending" => CheckState.Pending, _ => CheckState.Failed },
        Address(status.Text("target_url")));

    private static Check RunOf(JsonElement run) => new(
        run.Text("name")!,
        run.Text("status") != "completed" ? CheckState.Pending : run.Text("conclusion") is "success" or "neutral" or "skipped" ? CheckState.Passed : CheckState.Failed,
        Address(run.Text("html_url")) ?? Address(run.Text("details_url")));

    private static string? Address(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
