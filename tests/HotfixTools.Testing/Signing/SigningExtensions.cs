namespace HotfixTools.Testing.Signing;

/// <summary>Signing in clones, and git as the judge of it.</summary>
public static class SigningExtensions
{
    /// <summary>Demands signatures in a clone.</summary>
    public static void SignIn(this ISigning signing, Workplace clone)
    {
        foreach (var (name, value) in signing.Settings)
            clone.Git("config", name, value);
        clone.Git("config", "commit.gpgsign", "true");
    }

    /// <summary>Why git does not accept the signatures of commits; empty where it does.</summary>
    public static string Complaint(this ISigning signing, string repository, params string[] commits)
    {
        var settings = signing.Settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        List<string> complaints = [];
        foreach (var commit in commits)
        {
            var (exitCode, _, error) = GitProcess.Try(repository, [.. settings, "verify-commit", commit]);
            if (exitCode != 0)
                complaints.Add($"{commit} {GitProcess.Run(repository, "log", "-1", "--format=%cn: %s", commit)}: {exitCode} {error}");
        }

        return string.Join('\n', complaints);
    }
}
