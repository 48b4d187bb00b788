using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>The transports that libgit2 is to use instead of its own.</summary>
internal static class Transports
{
    private static readonly Lazy<object> Registered = new(() =>
    {
        GlobalSettings.RegisterSmartSubtransport<ProcessSubtransport>(ProcessSubtransport.Scheme);
        foreach (var scheme in new[] { "http", "https" })
            GlobalSettings.RegisterSmartSubtransport<HttpSubtransport>(scheme);
        return new object();
    });

    /// <summary>Tells libgit2 of them, once, before it turns to a remote: a look that finds nothing new never has it do so.</summary>
    public static void Register() => _ = Registered.Value;
}
