namespace HotfixTools;

/// <summary>
/// The environments that the settings or the ledgers name. One that nobody ever deployed to, and that is called nearly like
/// one of them, is a slip of the pen: whoever deploys there does not deploy where it burns.
/// </summary>
/// <param name="session">The repository.</param>
public sealed class KnownEnvironments(HotfixSession session)
{
    private const int ShortPart = 2;

    private static readonly char[] Marks = ['-', '_', '.'];

    private HotfixSettings Settings => session.Settings;

    /// <summary>Whether the settings, or the parameters over them, say which environments there are.</summary>
    public bool AreListed => session.Configuration.Lines.ContainsKey("environments") || !Settings.Environments.SequenceEqual(HotfixSettings.Default.Environments);

    /// <summary>Asks whether another environment was meant: <c>Did you mean 'production'? </c>; empty where it is known, or none is near. The remote is asked for its ledgers.</summary>
    /// <param name="environment">The environment.</param>
    public string Meant(EnvironmentName environment)
    {
        if (IsNamed(environment))
            return string.Empty;
        IReadOnlyCollection<string> refs;
        try
        {
            refs = [.. session.Listed.Refs.Keys];
        }
        catch (HotfixException)
        {
            // It is for a better word; what is wrong with the remote, others say.
            refs = [];
        }

        if (IsDeployedTo(environment, refs))
            return string.Empty;
        var known = refs.Where(name => name.StartsWith(Settings.DeployNamespace, StringComparison.Ordinal)).Select(name => name[Settings.DeployNamespace.Length..])
            .Concat(AreListed ? Settings.Environments.Select(name => name.ToString()) : []);
        return SettingsSection.Meant(environment.ToString(), known.Distinct().Where(name => !IsSister(name, environment.ToString())));
    }

    /// <summary>Notes an environment that is likely none.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="severity">How bad that is.</param>
    /// <param name="findings">Takes what is found.</param>
    internal void Judge(EnvironmentName environment, FindingSeverity severity, FindingList findings)
    {
        if (Meant(environment) is { Length: > 0 } meant)
        {
            findings.Add(
                FindingId.UnknownEnvironment, severity, $"'{environment}' is no environment that is known here: nothing was ever deployed to it.",
                $"{meant}If it is new, say so: name it in \"environments\" of .hotfix.json, or pass -EnvironmentOrder {TypedCommands.Quoted(environment.ToString())}", environment);
        }
    }

    private bool IsNamed(EnvironmentName environment) => Settings.Environments.Contains(environment) || Settings.Configured.Any(configured => configured.Name == environment);

    private bool IsDeployedTo(EnvironmentName environment, IReadOnlyCollection<string> refs) =>
        refs.Contains(Settings.LedgerOf(environment).ToString())
        || Settings.SourcesOf(environment).OfType<TagSourceSettings>().Any(tags =>
            new TagSource(tags).Pattern(environment).Split('*', 2) is var ends && refs.Any(name => name.StartsWith(ends[0], StringComparison.Ordinal) && name.EndsWith(ends[^1], StringComparison.Ordinal)));

    // eu-west-1 and eu-west-2, prod-eu and prod-us, production and production-eu: called alike on purpose.
    private static bool IsSister(string one, string other)
    {
        var (parts, others) = (one.Split(Marks), other.Split(Marks));
        return parts.Length != others.Length
            || parts.Zip(others).Where(pair => pair.First != pair.Second).All(pair =>
                pair.First.TrimEnd("0123456789".ToCharArray()) == pair.Second.TrimEnd("0123456789".ToCharArray())
                || (parts.Length > 1 && pair.First.Length <= ShortPart && pair.Second.Length <= ShortPart));
    }
}
