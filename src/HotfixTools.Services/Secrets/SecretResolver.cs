namespace HotfixTools.Services;

/// <summary>
/// Finds secrets, each for its own host alone: whoever can change the settings must not be able to have a secret sent to a
/// server of their own.
/// </summary>
/// <param name="vault">The value of a secret of a vault and the host that its metadata name; throws <c>SecretNotFound</c>.</param>
/// <param name="isForeign">
/// Whether the settings are those of a remote that was never cloned, and that nobody here has chosen to trust: then what is
/// bound to no host goes to none, or a look at a list of remotes would hand out whatever the environment holds.
/// </param>
internal sealed class SecretResolver(Func<SecretReference, (string Value, string? Host)> vault, bool isForeign = false)
{
    /// <summary>The secret that settings name.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="address">Where it is to be sent.</param>
    /// <exception cref="HotfixException"><c>SecretNotFound</c>, <c>SecretNotForHost</c>.</exception>
    public string Find(SecretReference reference, Uri address) => Find(reference).For(address);

    /// <summary>The secret that settings name, for its own hosts.</summary>
    /// <param name="reference">The reference.</param>
    /// <exception cref="HotfixException"><c>SecretNotFound</c>.</exception>
    public HostSecret Find(SecretReference reference)
    {
        var (value, host) = reference.Store == SecretStore.Vault ? vault(reference) : (CustomarySecrets.Variable(reference.Name), CustomarySecrets.Variable(reference.Name + "_HOST"));
        if (string.IsNullOrEmpty(value))
            throw HotfixErrors.SecretNotFound(reference, "the environment variable is not set");
        if (!CustomarySecrets.IsSendable(value))
            throw HotfixErrors.SecretNotFound(reference, "it has line ends, or other characters that cannot be sent, in it");
        return new HostSecret(reference, value, HostsOf(reference, host));
    }

    private string[]? HostsOf(SecretReference reference, string? host) =>
        host is not null ? [host] : (reference.Store == SecretStore.Environment ? CustomarySecrets.HostsOf(reference.Name) : null) ?? (isForeign ? [] : null);

    /// <summary>The text that settings hold, or the secret that they name in its place.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="HotfixException"><c>SecretNotFound</c>.</exception>
    public string Find(SecretText text)
    {
        if (text.Reference is not { } reference)
            return text.Literal!;
        var value = reference.Store == SecretStore.Vault ? vault(reference).Value : CustomarySecrets.Variable(reference.Name);
        return string.IsNullOrWhiteSpace(value) ? throw HotfixErrors.SecretNotFound(reference, "the environment variable is not set") : value.Trim();
    }
}
