namespace HotfixTools;

/// <summary>
/// A forge: where a repository has its pull requests. Each member is one small question or one small act; what to do with
/// the answers, how often to try and how long to wait is decided by who asks.
/// </summary>
/// <remarks>
/// Every member throws <see cref="HotfixException"/> <c>ForgeFailed</c> where the forge does not answer, or not as it
/// should. After that of an act it is not known whether it was done: who asked reads again what is there.
/// </remarks>
public interface IForge
{
    /// <summary>What kind it is.</summary>
    ForgeKind Kind { get; }

    /// <summary>What people call it: <c>GitHub (acme/shop)</c>.</summary>
    string Name { get; }

    /// <summary>What a person might type instead of having a pull request opened here: <c>gh pr create …</c>.</summary>
    /// <param name="from">The branch.</param>
    /// <param name="into">Where it is to be merged.</param>
    /// <param name="title">The title.</param>
    string CommandToOpen(BranchName from, BranchName into, string title);

    /// <summary>The open pull request of a branch into another, of this repository and not of a fork; null for none.</summary>
    /// <param name="from">The branch.</param>
    /// <param name="into">Where it is to be merged.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<PullRequest?> FindOpen(BranchName from, BranchName into, CancellationToken cancellation);

    /// <summary>A pull request as it is now, whatever became of it.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<PullRequest> Read(int number, CancellationToken cancellation);

    /// <summary>Opens a pull request; where somebody else opened it meanwhile, that one is returned.</summary>
    /// <param name="from">The branch.</param>
    /// <param name="into">Where it is to be merged.</param>
    /// <param name="title">The title.</param>
    /// <param name="body">The description, in Markdown.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<PullRequest> Open(BranchName from, BranchName into, string title, string body, CancellationToken cancellation);

    /// <summary>Changes the title and the description.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="title">The title.</param>
    /// <param name="body">The description, in Markdown.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<PullRequest> Update(int number, string title, string body, CancellationToken cancellation);

    /// <summary>What people and checks say of a commit of a pull request.</summary>
    /// <param name="request">The pull request, as it was just read.</param>
    /// <param name="head">The commit.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<ReviewEvidence> ReadEvidence(PullRequest request, CommitId head, CancellationToken cancellation);

    /// <summary>Whether a branch can be pushed to, as far as who asks may know.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<BranchProtection> ReadProtection(BranchName branch, CancellationToken cancellation);

    /// <summary>Asks once that a pull request is merged, if its head is still the one that is expected. Never passes a rule by force.</summary>
    /// <param name="request">The pull request, as it was just read.</param>
    /// <param name="head">The head that is expected.</param>
    /// <param name="method">How.</param>
    /// <param name="title">The subject of the commit that it makes.</param>
    /// <param name="message">The rest of its message.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<MergeAnswer> Merge(PullRequest request, CommitId head, MergeMethod method, string title, string message, CancellationToken cancellation);

    /// <summary>Sets the status <c>hotfix/published</c> of a commit of a pull request: the merge button that waits.</summary>
    /// <param name="request">The pull request.</param>
    /// <param name="head">The commit.</param>
    /// <param name="isPublished">Whether it is live: success, else pending.</param>
    /// <param name="description">Why, in at most 140 letters.</param>
    /// <param name="cancellation">Ends it.</param>
    Task SetPublished(PullRequest request, CommitId head, bool isPublished, string description, CancellationToken cancellation);

    /// <summary>
    /// Notes a deploy that another system does, where people of the forge look for it: a deployment, or where the forge has
    /// none, a status <c>deploy/&lt;environment&gt;</c> of the commit.
    /// </summary>
    /// <param name="deploy">The deploy.</param>
    /// <param name="state">How far it is.</param>
    /// <param name="known">What an earlier call returned for the same deploy; null for its first.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What the forge calls it, for the next call.</returns>
    Task<string> NoteDeploy(DeployAnnouncement deploy, AnnouncedState state, string? known, CancellationToken cancellation);
}
