using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>An address that the configuration gives a remote; it may give several.</summary>
/// <param name="Remote">The name of the remote.</param>
/// <param name="Url">The address, as it stands there.</param>
/// <param name="IsForPush">Whether it is for pushes alone (<c>pushurl</c>).</param>
internal sealed record RemoteAddress(string Remote, string Url, bool IsForPush)
{
    private const string Section = "remote.";
    private const string ForPush = ".pushurl";

    /// <summary>All of them, in the order in which git reads them.</summary>
    /// <param name="configuration">The configuration.</param>
    public static IEnumerable<RemoteAddress> Read(Configuration configuration)
    {
        foreach (var entry in configuration.Find(@"^remote\..*\.(push)?url$"))
        {
            var name = entry.Key[Section.Length..entry.Key.LastIndexOf('.')];
            // Our own remote, which only this process has, is nobody's business.
            if (name != ProcessSubtransport.RemoteName)
                yield return new RemoteAddress(name, entry.Value ?? string.Empty, entry.Key.EndsWith(ForPush, StringComparison.Ordinal));
        }
    }
}
