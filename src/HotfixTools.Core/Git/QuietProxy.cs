using System.Net;

namespace HotfixTools;

/// <summary>A proxy whose address is without its password: .NET repeats the address in what it throws.</summary>
/// <param name="proxy">The proxy, with what it wants to know of who asks.</param>
public sealed class QuietProxy(IWebProxy proxy) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) =>
        proxy.GetProxy(destination) is { UserInfo.Length: > 0 } address ? new UriBuilder(address) { UserName = string.Empty, Password = string.Empty }.Uri : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => proxy.IsBypassed(host);
}
