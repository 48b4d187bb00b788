using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary>git-flow (AVH), as it is set up where nobody says otherwise.</summary>
internal static class GitFlow
{
    /// <summary>Whether it is here.</summary>
    public static bool IsInstalled { get; } = Programs.Has("git", "flow", "version");

    /// <summary>Sets it up in a clone.</summary>
    /// <param name="desk">The clone.</param>
    public static void Begin(Desk desk)
    {
        desk.Git("switch", "--quiet", "master");
        Programs.Run(desk.Clone, "git", "flow", "init", "-d");
        desk.Git("push", "--quiet", "origin", "develop");
    }
}
