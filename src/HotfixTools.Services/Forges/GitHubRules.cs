using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>The rules of a branch, as the active rulesets of GitHub have them.</summary>
/// <param name="Kinds">Which kinds there are: <c>pull_request</c>, <c>merge_queue</c>.</param>
/// <param name="Approvals">How many approvals they want; null for none.</param>
/// <param name="Checks">The names of the checks that they want.</param>
internal sealed record GitHubRules(IReadOnlyList<string> Kinds, int? Approvals, IReadOnlyList<string> Checks)
{
    // With one of these nobody pushes what is not in a pull request, or already checked there.
    private static readonly string[] Protecting = ["pull_request", "merge_queue", "required_status_checks", "update", "workflows", "required_deployments", "code_scanning"];

    /// <summary>Whether it is merged by a queue.</summary>
    public bool HasQueue => Kinds.Contains("merge_queue");

    /// <summary>Those that keep a push away.</summary>
    public IEnumerable<string> AgainstPushes => Kinds.Where(Protecting.Contains);

    /// <summary>Asks for them. A server that is too old for rulesets, or a plan without them, has none.</summary>
    /// <param name="api">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<GitHubRules> Read(GitHubApi api, BranchName branch, CancellationToken cancellation)
    {
        List<JsonElement> rules;
        try
        {
            rules = await api.GetAll($"rules/branches/{Uri.EscapeDataString(branch.ToString())}?per_page=100", null, cancellation).ConfigureAwait(false);
        }
        catch (ServiceException error) when (error is { Status: 403 or 404, IsLimited: false })
        {
            rules = [];
        }

        return new GitHubRules(
            [.. rules.Select(rule => rule.Text("type")).OfType<string>().Distinct()],
            rules.Where(rule => rule.Text("type") == "pull_request").Select(ApprovalsOf).Where(count => count > 0).Select(count => (int?)count).Max(),
            [.. rules.Where(rule => rule.Text("type") == "required_status_checks")
                .SelectMany(rule => rule.Items("parameters", "required_status_checks")).Select(check => check.Text("context")).OfType<string>().Distinct()]);
    }

    // Who wants the last push approved wants one approval, whatever the number says.
    private static int ApprovalsOf(JsonElement rule) =>
        Math.Max(rule.Number("parameters", "required_approving_review_count") ?? 0, rule.Flag("parameters", "require_last_push_approval") == true ? 1 : 0);
}
