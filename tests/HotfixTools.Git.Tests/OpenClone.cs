using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>A clone and its remote, as a command opens them.</summary>
internal sealed class OpenClone : IDisposable
{
    public OpenClone(string folder, ICredentialSource? credentials = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        Repository = new GitService().Open(folder);
        Remote = Repository.OpenRemote("origin", new RemoteAccess(credentials ?? new NoCredentials(), cancellation, progress));
    }

    public OpenClone(Workplace clone)
        : this(clone.Folder)
    {
    }

    public IGitRepository Repository { get; }

    public IGitRemote Remote { get; }

    /// <summary>A push of one ref.</summary>
    public RefOutcome Push(string reference, string? expected, string? commit) => PushAll((reference, expected, commit)).Outcomes[0];

    /// <summary>A push of several refs; null stands for "does not exist".</summary>
    public PushReport PushAll(params (string Ref, string? Expected, string? New)[] updates) =>
        Remote.CompareAndSwapPush([.. updates.Select(update => new RefUpdate(RefName.Parse(update.Ref), Id(update.Expected), Id(update.New)))]);

    public void Dispose() => Repository.Dispose();

    private static CommitId Id(string? commit) => commit is null ? CommitId.Zero : CommitId.Parse(commit);
}
