using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Names of environments that a person typed, which may have wildcards: no environment has such letters.</summary>
internal static class EnvironmentPatterns
{
    /// <summary>Whether a name stands for those that match it.</summary>
    /// <param name="name">The name.</param>
    public static bool IsPattern(string? name) => name is not null && WildcardPattern.ContainsWildcardCharacters(name);

    /// <summary>The environments that match, of those that are configured or have a ledger.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="pattern">The name with the wildcards.</param>
    /// <exception cref="HotfixException"><c>InvalidEnvironment</c>: none matches.</exception>
    public static IReadOnlyList<EnvironmentName> Match(HotfixSession session, string pattern)
    {
        var ledgers = session.Look(session.Settings.DeployNamespace + "*").Ledgers.Select(ledger => ledger.Environment);
        EnvironmentName[] known = [.. session.Settings.Environments.Concat(ledgers.OrderBy(environment => environment.ToString(), StringComparer.Ordinal)).Distinct()];
        EnvironmentName[] matching = [.. known.Where(environment => IsMatch(pattern, environment))];
        return matching.Length > 0 ? matching : throw HotfixErrors.NoEnvironmentMatches(pattern, known);
    }

    private static bool IsMatch(string pattern, EnvironmentName environment)
    {
        try
        {
            return new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(environment.ToString());
        }
        catch (WildcardPatternException)
        {
            return false;
        }
    }
}
