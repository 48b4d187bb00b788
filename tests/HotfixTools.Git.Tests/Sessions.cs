using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Sessions on real clones.</summary>
internal static class Sessions
{
    public static HotfixSession Open(Workplace clone, HotfixSettings? settings = null, TimeProvider? time = null) => HotfixSession.Open(
        new GitService(), clone.Folder, settings is null ? SettingsRequest.Plain : SettingsRequest.Fixed(settings), new RemoteAccess(new NoCredentials(), CancellationToken.None), time ?? TimeProvider.System);
}
