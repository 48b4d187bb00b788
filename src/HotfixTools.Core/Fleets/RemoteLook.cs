namespace HotfixTools;

/// <summary>Looks at remotes that were never cloned.</summary>
public static class RemoteLook
{
    /// <summary>Looks at one remote.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="git">The way to Git.</param>
    /// <param name="url">The remote.</param>
    /// <param name="request">How the settings are found.</param>
    /// <param name="access">How to reach it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="read">Reads what is wanted. It may be called again, with more of the history.</param>
    /// <returns>What was read; null where there is no hotfix.</returns>
    /// <exception cref="HotfixException">It cannot be looked at.</exception>
    /// <exception cref="SettingsMovedException">The remote has settings; to be called again with them.</exception>
    public static T? At<T>(IGitService git, string url, SettingsRequest request, RemoteAccess access, TimeProvider time, Func<HotfixSession, T?> read)
        where T : class
    {
        using var session = HotfixSession.OpenUrl(git, url, request, access, time);
        return read(session);
    }
}
