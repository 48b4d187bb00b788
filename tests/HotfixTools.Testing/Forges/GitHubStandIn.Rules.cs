namespace HotfixTools.Testing.Forges;

public sealed partial class GitHubStandIn
{
    /// <summary>Whether branches are protected in the classic way; else by rulesets.</summary>
    public bool IsClassic { get; set; }

    /// <summary>Whether it has rulesets; an older server has none, and not their calls either.</summary>
    public bool HasRulesets { get; set; } = true;

    /// <summary>Whether a ruleset keeps every branch from being removed, or pushed to by force.</summary>
    public bool KeepsBranches { get; set; }

    /// <summary>Whether the last push must be approved by somebody else.</summary>
    public bool WantsLastPushApproved { get; set; }

    private WebReply ListRules(WebRequestSeen seen, string branch)
    {
        var query = Query(seen, "per_page", "page");
        return HasRulesets ? Page(seen, query, RulesOf(branch), page => page) : Error(404, "Not Found");
    }

    private IEnumerable<object> RulesOf(string branch)
    {
        object Rule(string type, object? parameters = null)
        {
            var rule = new Dictionary<string, object> { ["type"] = type, ["ruleset_source_type"] = "Repository", ["ruleset_source"] = FullName, ["ruleset_id"] = 42 };
            if (parameters is not null)
                rule["parameters"] = parameters;
            return rule;
        }

        if (KeepsBranches)
        {
            yield return Rule("deletion");
            yield return Rule("non_fast_forward");
        }

        if (IsClassic || ProtectionOf(branch) is not { } rules)
            yield break;
        yield return Rule("pull_request", new
        {
            required_approving_review_count = rules.Approvals, dismiss_stale_reviews_on_push = false, require_code_owner_review = false,
            require_last_push_approval = WantsLastPushApproved, required_review_thread_resolution = false, allowed_merge_methods = Methods,
        });
        if (rules.Checks.Count > 0)
        {
            yield return Rule("required_status_checks", new
            {
                required_status_checks = rules.Checks.Select(context => new { context, integration_id = 15368 }), strict_required_status_checks_policy = false, do_not_enforce_on_create = false,
            });
        }

        if (rules.HasQueue)
            yield return Rule("merge_queue", new { check_response_timeout_minutes = 60, grouping_strategy = "ALLGREEN", max_entries_to_build = 5, max_entries_to_merge = 5, merge_method = "MERGE", min_entries_to_merge = 1, min_entries_to_merge_wait_minutes = 5 });
    }

    private WebReply ReadBranch(WebRequestSeen seen, string branch)
    {
        Query(seen);
        if (Git.Tip(branch) is not { } tip)
            return Error(404, "Branch not found");
        var rules = IsClassic ? ProtectionOf(branch) : null;
        return Json(new
        {
            name = branch, commit = new { sha = tip, node_id = "C_" + tip, url = $"{Api}/repos/{FullName}/commits/{tip}" }, @protected = rules is not null,
            protection = new
            {
                enabled = rules is not null,
                required_status_checks = new { enforcement_level = rules is { Checks.Count: > 0 } ? "non_admins" : "off", contexts = rules?.Checks ?? [], checks = (rules?.Checks ?? []).Select(context => new { context, app_id = (int?)null }) },
            },
            protection_url = $"{Api}/repos/{FullName}/branches/{branch}/protection",
        });
    }
}
