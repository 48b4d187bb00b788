namespace HotfixTools;

/// <summary>The hosts that the secrets of a settings file go to: what one host may know is never told to another.</summary>
internal sealed class SecretHosts
{
    private readonly List<Use> _uses = [];

    /// <summary>Notes that a secret goes to a host.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="host">The host.</param>
    /// <param name="offset">The byte where the secret is named.</param>
    /// <param name="key">The key under which it is named.</param>
    public void Add(SecretReference secret, string host, int offset, string key) => _uses.Add(new Use(secret, host, offset, key));

    /// <summary>Notes a fault wherever a secret goes to another host than where it is named first.</summary>
    /// <param name="file">The file.</param>
    public void Check(SettingsFile file)
    {
        // Vaults, and the environment of Windows, do not tell upper from lower case.
        foreach (var uses in _uses.OrderBy(use => use.Offset).GroupBy(use => use.Secret.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            var first = uses.First();
            foreach (var use in uses.Where(use => !string.Equals(use.Host, first.Host, StringComparison.OrdinalIgnoreCase)))
            {
                file.Fault(
                    use.Offset,
                    $"'{use.Key}' would send {ClearSecrets.Quoted(uses.Key)} to {DisplayText.Clean(use.Host)}, and '{first.Key}' sends it to {DisplayText.Clean(first.Host)}",
                    "Use a secret of its own for each host: what one may know is not told to another.");
            }
        }
    }

    private sealed record Use(SecretReference Secret, string Host, int Offset, string Key);
}
