namespace HotfixTools.Services;

/// <summary>
/// A user name and a password or token from the environment. Where <c>HOTFIX_HOST</c> is set, it is for that host alone.
/// </summary>
public sealed class EnvironmentCredential : ICredentialSource
{
    // What servers take as the user where the token is all that counts; any name will do at most.
    private const string TokenUser = "x-access-token";

    /// <inheritdoc/>
    public RemoteCredential? Find(RemoteUrl url, string? userName)
    {
        if (Variable("HOTFIX_HOST") is { } host && !string.Equals(host, url.Host, StringComparison.OrdinalIgnoreCase))
            return null;
        var user = Variable("HOTFIX_USERNAME") ?? userName;
        if (Variable("HOTFIX_PASSWORD") is { } password)
            return user is null ? null : new RemoteCredential(user, password);
        return Variable("HOTFIX_TOKEN") is { } token ? new RemoteCredential(user ?? TokenUser, token) : null;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
