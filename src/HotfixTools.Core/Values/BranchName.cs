using System.Diagnostics.CodeAnalysis;

namespace HotfixTools;

/// <summary>The short name of a branch, such as <c>hotfix</c> or <c>feature/login</c>.</summary>
public sealed record BranchName
{
    private readonly string _name;

    private BranchName(string name) => _name = name;

    /// <summary>Reads a branch name.</summary>
    /// <param name="name">A short name that <c>git check-ref-format --branch</c> accepts, of letters that can be seen.</param>
    /// <exception cref="FormatException">The name is none that Git takes.</exception>
    public static BranchName Parse(string name) =>
        TryParse(name, out var branch) ? branch : throw new FormatException($"'{DisplayText.Clean(name)}' is not a name that Git takes for a branch.");

    /// <summary>Reads a branch name; false where Git would not take it.</summary>
    /// <param name="name">The name to read.</param>
    /// <param name="branch">The branch, where it is one; else null.</param>
    public static bool TryParse([NotNullWhen(true)] string? name, [NotNullWhen(true)] out BranchName? branch)
    {
        branch = null;
        // Git would take names that hide text or turn its direction; on a screen they could pass for another branch.
        if (!RefName.IsWellFormed(name) || name == "HEAD" || DisplayText.Clean(name) != name)
            return false;
        branch = new BranchName(name);
        return true;
    }

    /// <summary>The short name.</summary>
    public override string ToString() => _name;
}
