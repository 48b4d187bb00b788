namespace HotfixTools;

/// <summary>A user name and a password or token. Its text never holds the password.</summary>
public sealed class RemoteCredential
{
    /// <summary>Makes one.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="password">The password or token.</param>
    public RemoteCredential(string userName, string password)
    {
        UserName = userName;
        Password = password;
    }

    /// <summary>The user.</summary>
    public string UserName { get; }

    /// <summary>The password or token.</summary>
    public string Password { get; }

    /// <summary>The user alone.</summary>
    public override string ToString() => UserName;
}
