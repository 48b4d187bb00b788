namespace HotfixTools;

/// <summary>What a forge says of the head of a hotfix, before it is judged.</summary>
/// <param name="Forge">What people call the forge.</param>
/// <param name="Request">The open pull request; null for none.</param>
/// <param name="Evidence">What people and checks say of the head; null where there is no pull request.</param>
/// <param name="Failure">Why it could not be asked; null where it could.</param>
internal sealed record ReviewFacts(string Forge, PullRequest? Request, ReviewEvidence? Evidence, HotfixException? Failure = null)
{
    /// <summary>What the status that waits for the deploy says of the head; null for nothing.</summary>
    public CheckState? Published => Evidence?.Checks.LastOrDefault(check => check.Name == OwnStatus.Published)?.State;
}
