using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>Local refs are locked for moments by whoever else works in the clone.</summary>
internal static class Patiently
{
    private const int Attempts = 10;

    /// <summary>Does what is only a convenience: waits for locks, and gives up in the end.</summary>
    public static void Try(Action work)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                work();
                return;
            }
            catch (LockedFileException)
            {
                Thread.Sleep(Random.Shared.Next(5, 40));
            }
            catch (LibGit2SharpException)
            {
                return;
            }
        }
    }
}
