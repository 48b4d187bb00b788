namespace HotfixTools;

/// <summary>What a commit says.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Parents">Its parents, first the line that it is on.</param>
/// <param name="Message">The whole message.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="CommittedAt">When it was committed, in UTC.</param>
/// <param name="AuthoredAt">When it was written, in the author's own time zone.</param>
public sealed record CommitInfo(
    CommitId Id, IReadOnlyList<CommitId> Parents, string Message, GitIdentity Author, DateTimeOffset CommittedAt, DateTimeOffset AuthoredAt)
{
    /// <summary>Whether it has several parents.</summary>
    public bool IsMerge => Parents.Count > 1;


    /// <summary>The first line of the message, safe to show.</summary>
    public string Subject => DisplayText.Clean(Message.Split('\n', 2)[0]);
}
