namespace HotfixTools;

/// <summary>Reads what a report shows of one repository, by one look.</summary>
/// <param name="session">The repository.</param>
public sealed class RepositoryReporter(HotfixSession session)
{
    /// <summary>Reads it.</summary>
    /// <param name="withHistory">Whether past hotfixes are read too: of a remote that was never cloned, all commits are fetched for that.</param>
    /// <exception cref="HotfixException">It cannot be looked at.</exception>
    public RepositoryReport Read(bool withHistory)
    {
        var second = new SecondBranches(session);
        var view = second.Look(Patterns(withHistory));
        var hotfix = new HotfixReader(session).Read(view);
        return new RepositoryReport
        {
            Repository = session.Location,
            Hotfixes = second.Read(view).Prepend(hotfix).OfType<Hotfix>().ToArray(),
            Graph = hotfix is null ? null : Draw(view, hotfix),
            LacksHistory = !withHistory,
            History = withHistory ? new HotfixHistory(session).Read(view).ToArray() : [],
        };
    }

    // The branches of a remote that was never cloned are not worth their fetching: its diagram shows none that are open.
    private string[] Patterns(bool withHistory) =>
    [
        .. session.Remote.Name is null ? [] : HotfixGraphReader.Patterns(session),
        .. withHistory ? HotfixHistory.Patterns(session) : [],
    ];

    private string? Draw(RemoteView view, Hotfix hotfix)
    {
        try
        {
            return SvgGraph.Draw(new HotfixGraphReader(session).Read(view, hotfix));
        }
        catch (HotfixException)
        {
            // Such as of one that nobody knows where it began: the rest is told all the same.
            return null;
        }
    }
}
