namespace HotfixTools.PowerShell.Commands;

/// <summary>Reads branch names that a person typed.</summary>
internal static class Branches
{
    public static BranchName Parse(string name, string parameter) =>
        BranchName.TryParse(name, out var branch) ? branch : throw HotfixErrors.InvalidBranch(name, parameter);
}
