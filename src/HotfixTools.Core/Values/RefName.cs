using System.Diagnostics.CodeAnalysis;

namespace HotfixTools;

/// <summary>The full name of a Git reference, such as <c>refs/heads/hotfix</c>.</summary>
public sealed record RefName
{
    /// <summary>How the full name of a branch begins.</summary>
    public const string Branches = "refs/heads/";

    private readonly string _name;

    private RefName(string name) => _name = name;

    /// <summary>Whether this is a branch.</summary>
    public bool IsBranch => _name.StartsWith(Branches, StringComparison.Ordinal);

    /// <summary>Whether this is a tag.</summary>
    public bool IsTag => _name.StartsWith("refs/tags/", StringComparison.Ordinal);

    /// <summary>Reads a full ref name.</summary>
    /// <param name="name">A name that <c>git check-ref-format</c> accepts.</param>
    /// <exception cref="FormatException">The name is none that Git takes.</exception>
    public static RefName Parse(string name) =>
        IsWellFormed(name) ? new RefName(name) : throw new FormatException($"'{DisplayText.Clean(name)}' is not a name that Git takes for a reference.");

    /// <summary>The ref of a branch.</summary>
    /// <param name="branch">The branch.</param>
    public static RefName Of(BranchName branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        return new(Branches + branch);
    }

    /// <summary>Whether a name keeps the rules of <c>git check-ref-format</c> (git-check-ref-format(1)).</summary>
    /// <param name="name">A full or short name.</param>
    public static bool IsWellFormed([NotNullWhen(true)] string? name)
    {
        if (string.IsNullOrEmpty(name) || name == "@" || name.Length > 250 || name[0] is '/' or '-' || name[^1] is '/' or '.')
            return false;
        if (name.Contains("..") || name.Contains("//") || name.Contains("@{"))
            return false;
        if (name.Any(c => c <= ' ' || c == 0x7f || "~^:?*[\\".Contains(c)))
            return false;
        return name.Split('/').All(part => !part.StartsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal));
    }

    /// <summary>The full name.</summary>
    public override string ToString() => _name;
}
