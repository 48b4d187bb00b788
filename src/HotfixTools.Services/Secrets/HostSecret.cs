namespace HotfixTools.Services;

/// <summary>A secret and the hosts that it is for. Its text never holds the secret.</summary>
/// <param name="reference">How settings name it.</param>
/// <param name="value">The secret.</param>
/// <param name="hosts">The hosts; null where nobody said.</param>
internal sealed class HostSecret(SecretReference reference, string value, IReadOnlyList<string>? hosts)
{
    /// <summary>The secret, to be sent to an address.</summary>
    /// <param name="address">Where it is to be sent.</param>
    /// <exception cref="HotfixException"><c>SecretNotForHost</c>.</exception>
    public string For(Uri address) => hosts is null || hosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)
        ? value
        : throw HotfixErrors.SecretNotForHost(reference, address.Host, hosts.Count > 0 ? string.Join(", ", hosts) : "a host that the environment does not name");

    /// <summary>How settings name it.</summary>
    public override string ToString() => reference.ToString();
}
