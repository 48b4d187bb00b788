namespace HotfixTools.Services;

/// <summary>The classic protection of a branch of GitHub, as far as who may read the repository is shown it.</summary>
/// <param name="IsProtected">Whether there is one.</param>
/// <param name="Checks">The names of the checks that it wants.</param>
internal sealed record GitHubProtection(bool IsProtected, IReadOnlyList<string> Checks)
{
    /// <summary>Asks for it; a branch that is not there, or not shown, has none.</summary>
    /// <param name="api">The repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<GitHubProtection> Read(GitHubApi api, BranchName branch, CancellationToken cancellation)
    {
        if (await api.Find($"branches/{Uri.EscapeDataString(branch.ToString())}", cancellation).ConfigureAwait(false) is not { } found)
            return new GitHubProtection(false, []);
        var wanted = found.Member("protection", "required_status_checks");
        return new GitHubProtection(
            found.Flag("protected") ?? false,
            wanted is not { } checks || checks.Text("enforcement_level") == "off"
                ? []
                : [.. checks.Items("contexts").Select(context => context.GetString()).Concat(checks.Items("checks").Select(check => check.Text("context"))).OfType<string>().Distinct()]);
    }
}
