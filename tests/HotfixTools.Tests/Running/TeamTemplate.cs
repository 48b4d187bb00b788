namespace HotfixTools.ModuleTests.Running;

/// <summary>A team at work with a deploy in its ledger, made once by git and copied for each test: starting git two dozen times takes longer than most tests.</summary>
internal static class TeamTemplate
{
    private static readonly Lazy<(Team Team, Workplace Ada, string Live)> Made = new(Make);

    /// <summary>A new team of that shape.</summary>
    public static Team Copy(out Workplace ada, out string live)
    {
        var (template, hers, commit) = Made.Value;
        live = commit;
        return Copy(template, hers, out ada);
    }

    /// <summary>A new team that has what another has, whose clone knows the new remote.</summary>
    public static Team Copy(Team other, Workplace hers, out Workplace ada)
    {
        var team = new Team(other.Mainline);
        Directory.Delete(team.Remote, recursive: true);
        Copy(other.Remote, team.Remote);
        ada = new Workplace(Path.Combine(team.Root, Path.GetFileName(hers.Folder)));
        Copy(hers.Folder, ada.Folder);
        var configuration = Path.Combine(ada.Folder, ".git", "config");
        File.WriteAllText(configuration, File.ReadAllText(configuration).Replace(other.Remote, team.Remote));
        return team;
    }

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(file => !file.EndsWith(".sample", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }

    private static (Team Team, Workplace Ada, string Live) Make()
    {
        var team = Team.AtWork(out var ada, out var live);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => team.Dispose();
        using var shell = new ModuleSession(ada.Folder);
        shell.Run($"Register-Deploy production {live} -DeployedBy 'Ben <ben@example.com>'").Single();
        return (team, ada, live);
    }
}
