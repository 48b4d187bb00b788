using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// What the branch policies of Azure DevOps say of a pull request
/// (https://learn.microsoft.com/rest/api/azure/devops/policy/evaluations). Only what is in force and applies is looked at.
/// </summary>
/// <param name="evaluations">What each policy says.</param>
/// <param name="head">The commit that is asked about.</param>
/// <param name="builds">The address of a build, up to its number.</param>
internal sealed class AzureDevOpsPolicies(IEnumerable<JsonElement> evaluations, CommitId head, string builds)
{
    private const string MinimumReviewers = "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd";
    private const string RequiredReviewers = "fd2167ab-b0be-447a-8ec8-39368250530e";
    private const string Build = "0609b952-1397-4640-95ec-e00a01b2c241";
    private const string Status = "cbdc66da-9728-4af8-aada-9a5a32e4a226";

    // Those that only a pull request can fulfil, whatever they are called and wherever they are set.
    private static readonly HashSet<string?> OfPullRequests = new(StringComparer.OrdinalIgnoreCase)
    {
        MinimumReviewers, RequiredReviewers, Build, Status,
        "fa4e907d-c16b-4a4c-9dfa-4916e5d171ab", // a merge strategy
        "c6a1889d-b943-4856-b76f-9e46bb6b0df2", // resolved comments
        "40e92b44-2fe1-4dd6-b3d8-74a9c21d0c6e", // linked work items
    };

    private readonly List<JsonElement> _evaluations = [.. evaluations.Where(found => IsInForce(found.Member("configuration")) && found.Text("status") != "notApplicable")];

    /// <summary>What builds and statuses say that a policy, required or optional, looks at.</summary>
    public IEnumerable<Check> Checks => Of(Build, Status).Select(found => new Check(NameOf(found), StateOf(found), found.Text("context", "buildId") is { } build ? builds + build : null));

    /// <summary>The names of the statuses that a policy looks at, whether they were ever set or not.</summary>
    public IEnumerable<string> Statuses => Of(Status).Select(NameOf);

    /// <summary>The names of the checks that must pass; null for none.</summary>
    public IReadOnlyList<string>? RequiredChecks => Of(Build, Status).Where(IsRequired).Select(NameOf).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } names ? names : null;

    /// <summary>How many people must approve; null where nothing is said.</summary>
    public int? RequiredApprovals => Of(MinimumReviewers).Where(IsRequired).Max(found => found.Number("configuration", "settings", "minimumApproverCount"));

    /// <summary>Whether the vote of who opened the pull request is one of those approvals.</summary>
    public bool CountsAuthor =>
        Of(MinimumReviewers).Where(IsRequired).ToList() is { Count: > 0 } found && found.TrueForAll(one => one.Flag("configuration", "settings", "creatorVoteCounts") == true);

    /// <summary>Whether all policies that look at reviewers are fulfilled; null where there are none.</summary>
    public bool? IsApproved => Of(MinimumReviewers, RequiredReviewers).Where(IsRequired).ToList() is { Count: > 0 } found ? found.TrueForAll(one => one.Text("status") == "approved") : null;

    /// <summary>Whether a policy means that a branch is changed by pull requests alone.</summary>
    /// <param name="configuration">The policy.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="branch">The branch, <c>refs/heads/…</c>.</param>
    public static bool Protects(JsonElement configuration, JsonElement repository, string branch)
    {
        if (!IsInForce(configuration) || configuration.Flag("isBlocking") != true)
            return false;
        var isOfPullRequests = OfPullRequests.Contains(configuration.Text("type", "id"));
        var scopes = configuration.Items("settings", "scope").ToList();
        if (scopes.Count == 0)
            return isOfPullRequests;
        // Others than those of this branch are answered too; and a policy of a whole repository looks at pushes, such as at the size of files.
        return scopes.Any(scope =>
            (scope.Text("repositoryId") is not { Length: > 0 } of || string.Equals(of, repository.Text("id"), StringComparison.OrdinalIgnoreCase))
            && (scope.Text("matchKind")?.ToUpperInvariant(), scope.Text("refName")) switch
            {
                ("DEFAULTBRANCH", _) => repository.Text("defaultBranch") is not { Length: > 0 } main || main == branch,
                (_, null or "") => isOfPullRequests,
                ("PREFIX", { } prefix) => branch.StartsWith(prefix, StringComparison.Ordinal),
                (_, { } name) => branch == name,
            });
    }

    private static bool IsInForce(JsonElement? configuration) => configuration?.Flag("isEnabled") == true && configuration?.Flag("isDeleted") != true;

    private static bool IsRequired(JsonElement evaluation) => evaluation.Flag("configuration", "isBlocking") == true;

    private static bool IsOf(JsonElement evaluation, string type) => string.Equals(evaluation.Text("configuration", "type", "id"), type, StringComparison.OrdinalIgnoreCase);

    // A status is called what it is called where it is set: its policy says no more than the status does.
    private static string NameOf(JsonElement evaluation)
    {
        var settings = evaluation.Member("configuration", "settings") ?? default;
        if (IsOf(evaluation, Status) && settings.Text("statusName") is { Length: > 0 } status)
            return AzureDevOpsForge.StatusName(settings.Text("statusGenre"), status);
        return settings.Text("displayName") is { Length: > 0 } shown ? shown
            : evaluation.Text("context", "buildDefinitionName") is { Length: > 0 } build ? build
            : evaluation.Text("configuration", "type", "displayName") ?? "a policy";
    }

    private IEnumerable<JsonElement> Of(params string[] types) => _evaluations.Where(found => types.Any(type => IsOf(found, type)));

    private CheckState StateOf(JsonElement evaluation) => evaluation.Text("status") switch
    {
        _ when !IsOfHead(evaluation) => CheckState.Pending,
        "approved" => CheckState.Passed,
        "rejected" or "broken" => CheckState.Failed,
        _ => CheckState.Pending,
    };

    // What was built is the merge of the pull request at some time: what is too old, or was built of another head, says nothing.
    private bool IsOfHead(JsonElement evaluation) =>
        evaluation.Flag("context", "isExpired") != true
        && (evaluation.Text("context", "lastMergeSourceCommitId") is { Length: > 0 } built ? built == head.ToString() : evaluation.Flag("context", "buildIsNotCurrent") != true);
}
