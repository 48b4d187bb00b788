namespace HotfixTools;

/// <summary>
/// Looks at remotes that were never cloned. The refs alone tell whether there may be a hotfix; only then the few commits that
/// tell of it are fetched, into a repository that is kept for the next look.
/// </summary>
public static class RemoteLook
{
    // The settings may say that another branch is the mainline, whose settings are in force then.
    private const int MostBeginnings = 3;

    /// <summary>Looks at one remote. Can be called from many threads at once.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="git">The way to Git.</param>
    /// <param name="url">The remote.</param>
    /// <param name="request">How the settings are found.</param>
    /// <param name="access">How to reach it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="read">Reads what is wanted. It may be called again, with more of the history or other settings.</param>
    /// <param name="withHistory">Whether one without a hotfix is looked into all the same, where its journal tells of past ones.</param>
    /// <returns>What was read; null where there is no hotfix.</returns>
    /// <exception cref="HotfixException">It cannot be looked at.</exception>
    /// <exception cref="SettingsMovedException">The remote changes its settings again and again; to be called again with them.</exception>
    /// <exception cref="SettingsException">The settings at the remote cannot be used.</exception>
    public static T? At<T>(IGitService git, string url, SettingsRequest request, RemoteAccess access, TimeProvider time, Func<HotfixSession, T?> read, bool withHistory = false)
        where T : class
    {
        var address = HotfixSession.AddressOf(url);
        if (address.Kind == RemoteKind.Path && !url.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            address = HotfixSession.AddressOf(Path.GetFullPath(url));
        var cache = new RemoteCache(RemoteCacheFolder.Find(), time);
        // First of all, and always: what is kept is for those alone whom the remote lets in now.
        var listed = git.List(address, access);
        var asked = ListedRemote.NamedBy(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new ListedRemote(git, address, listed, cache, request, asked, access, time).Look(read, withHistory);
            }
            catch (SettingsMovedException moved) when (attempt < MostBeginnings)
            {
                request = request with { Known = moved.Found };
            }
            finally
            {
                cache.Clean();
            }
        }
    }
}
