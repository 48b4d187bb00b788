using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// A partial clone lacks contents of files until somebody needs them. git fetches them then; the library does not, so git
/// is asked to look at what is needed.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="location">The repository, for people.</param>
/// <param name="remotes">The names of its remotes.</param>
internal sealed class PartialClone(Repository repository, string location, IReadOnlyList<string> remotes)
{
    /// <summary>Whether it is one.</summary>
    public bool IsPartial =>
        repository.Config.Get<string>("extensions.partialclone") is not null
        || remotes.Any(remote => repository.Config.Get<string>($"remote.{remote}.promisor") is not null);

    /// <summary>Reads something; what is lacking is fetched.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="one">A commit that is read.</param>
    /// <param name="other">Another that it is compared with; null for none but its parents.</param>
    /// <param name="path">The one file that is read; null for what differs between the two.</param>
    /// <exception cref="HotfixException"><c>ObjectMissing</c>: and git could not fetch it.</exception>
    public T Read<T>(Func<T> read, CommitId one, CommitId? other = null, string? path = null)
    {
        try
        {
            return read();
        }
        catch (NotFoundException error)
        {
            return AfterFetch(read, error, path is not null
                ? ["cat-file", "-t", $"{one}:{path}"]
                : ["diff-tree", "-r", "--root", "--no-renames", "--shortstat", .. other is { } from ? [$"{from}", $"{one}"] : (string[])["-m", $"{one}"]]);
        }
    }

    /// <summary>
    /// Does something of which the library alone knows what it needs, and says so of one object at a time: each is fetched, and
    /// it is tried again.
    /// </summary>
    /// <param name="work">Does it; told whether something was lacking before.</param>
    /// <exception cref="HotfixException"><c>ObjectMissing</c>: and git could not fetch it.</exception>
    public void Do(Action<bool> work)
    {
        NotFoundException? before = null;
        while (true)
        {
            try
            {
                work(before is not null);
                return;
            }
            catch (NotFoundException missing)
            {
                var words = IsPartial && missing.Message != before?.Message ? Look(["cat-file", "-t", IdIn(missing.Message)]) : missing.Message;
                if (words is not null)
                    throw HotfixErrors.ObjectMissing(location, IsPartial, words, missing);
                before = missing;
            }
        }
    }

    private T AfterFetch<T>(Func<T> read, NotFoundException missing, string[] looking)
    {
        var words = IsPartial ? Look(looking) : null;
        try
        {
            return read();
        }
        catch (NotFoundException)
        {
            throw HotfixErrors.ObjectMissing(location, IsPartial, words ?? missing.Message, missing);
        }
    }

    // "object not found - no match for id (4ad57f…)"
    private static string IdIn(string words) => words[(words.LastIndexOf('(') + 1)..].TrimEnd('.', ')');

    // What git could not do; null where it could.
    private string? Look(string[] looking)
    {
        if (!GitProgram.IsInstalled())
            return "the program git, which fetches it, was not found";
        var answer = GitProgram.Run(GitProgram.OnObjects(repository.Info.Path, looking));
        return answer.ExitCode == 0 ? null : answer.Words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "git says nothing";
    }
}
