using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>What GitLab says of whether a merge request can be merged (https://docs.gitlab.com/api/merge_requests/#merge-status).</summary>
internal static class GitLabMergeStatus
{
    /// <summary>Whether it can be merged without a conflict; null where GitLab has not found out yet.</summary>
    /// <param name="request">The merge request.</param>
    public static bool? IsMergeable(JsonElement request)
    {
        // The detailed status is the first reason of several; a conflict may stand behind another one.
        if (request.Flag("has_conflicts") == true)
            return false;
        return request.Text("detailed_merge_status") switch
        {
            "checking" or "unchecked" or "preparing" => null,
            "conflict" or "broken_status" => false,
            // Before 15.6 there was only the state of Git.
            null => request.Text("merge_status") switch { "can_be_merged" => true, "cannot_be_merged" => false, _ => null },
            _ => true,
        };
    }

    /// <summary>Why GitLab did not merge one that is open.</summary>
    /// <param name="request">The merge request, read after that.</param>
    /// <param name="said">What GitLab said instead of merging.</param>
    public static MergeAnswer WhyNot(JsonElement request, string said)
    {
        var into = DisplayText.Clean(request.Text("target_branch"));
        return request.Text("detailed_merge_status") switch
        {
            "checking" or "unchecked" or "preparing" => NotYet("GitLab still finds out whether it can be merged"),
            "approvals_syncing" => NotYet("GitLab still counts its approvals"),
            // Passing too where the status that it is live was its last one: the pipeline is told a moment later.
            "ci_still_running" => NotYet("its pipeline still runs"),
            "mergeable" => OfMergeable(request, said),
            "conflict" or "broken_status" => new MergeAnswer(MergeAnswerKind.Conflict, $"it conflicts with {into}"),
            "not_approved" => Refused("it lacks an approval that the project wants"),
            "requested_changes" => Refused("a reviewer wants changes"),
            "discussions_not_resolved" => Refused("it has threads that are not resolved, and the project wants them resolved"),
            "draft_status" => Refused("it is a draft"),
            "ci_must_pass" => Refused("its pipeline must succeed first"),
            "status_checks_must_pass" => Refused("external status checks must pass first"),
            "security_policy_pipeline_check" => Refused("a security policy wants all of its pipelines to succeed first"),
            "security_policy_violations" or "policies_denied" => Refused("it goes against a security policy"),
            "need_rebase" => Refused($"the project's merge method wants its branch rebased on {into} first"),
            "merge_request_blocked" or "blocked_status" => Refused("another merge request must be merged before it"),
            "merge_time" => Refused("it is not to be merged before a set time"),
            "commits_status" => Refused("its branch is gone, or has no commits"),
            "not_open" => Refused("it is not open"),
            "jira_association_missing" or "jira_association" => Refused("its title or description must name a Jira issue"),
            "title_regex" => Refused("its title is not of the form that the project wants"),
            "locked_paths" => Refused("it changes paths that somebody has locked"),
            "locked_lfs_files" => Refused("it changes LFS files that somebody has locked"),
            "external_status_checks" => Refused("external status checks must pass first"),
            null => OfOldServer(request, into, said),
            var other => Refused($"GitLab says '{DisplayText.Clean(other)}'"),
        };
    }

    // Whether what it says of the last attempt is about this one: it forgets it when it tries again.
    private static MergeAnswer OfMergeable(JsonElement request, string said) =>
        request.Text("merge_error") is { Length: > 0 } error ? Refused(DisplayText.Clean(RemoteUrl.Redact(error)).TrimEnd('.', ' ')) : NotYet(said);

    private static MergeAnswer OfOldServer(JsonElement request, string into, string said) => request switch
    {
        _ when (request.Flag("draft") ?? request.Flag("work_in_progress")) == true => Refused("it is a draft"),
        _ when request.Flag("blocking_discussions_resolved") == false => Refused("it has threads that are not resolved, and the project wants them resolved"),
        _ when request.Text("merge_status") == "cannot_be_merged" => new MergeAnswer(MergeAnswerKind.Conflict, $"it conflicts with {into}"),
        _ when request.Text("merge_status") != "can_be_merged" => NotYet("GitLab still finds out whether it can be merged"),
        _ => Refused(said),
    };

    private static MergeAnswer NotYet(string words) => new(MergeAnswerKind.NotYet, words);

    private static MergeAnswer Refused(string words) => new(MergeAnswerKind.Refused, words);
}
