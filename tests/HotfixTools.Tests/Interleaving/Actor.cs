namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>Somebody of the team.</summary>
/// <param name="Name">Who.</param>
/// <param name="Place">Their clone.</param>
/// <param name="Shell">Their prompt.</param>
internal sealed record Actor(string Name, Workplace Place, ModuleSession Shell)
{
    /// <summary>Whether trouble befell a command of theirs that notes in the clone what it left undone; a next one may settle it first.</summary>
    public bool MayOwe => Directory.Exists(Notes) && Directory.EnumerateFiles(Notes).Select(Path.GetFileName).Any(name => name is not null && !name.StartsWith("fetched-", StringComparison.Ordinal) && !name.StartsWith("verified-", StringComparison.Ordinal));

    private string Notes => Path.Combine(Place.Folder, ".git", "hotfixtools");
}
