using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Sessions on real clones.</summary>
internal static class Sessions
{
    public static HotfixSession Open(Workplace clone, HotfixSettings? settings = null, TimeProvider? time = null) => HotfixSession.Open(
        new GitService(), clone.Folder, settings ?? HotfixSettings.Default, new RemoteAccess(new NoCredentials(), CancellationToken.None), time ?? TimeProvider.System);
}
