using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Where a remote is: a path, or a URL of one of the protocols that Git speaks.</summary>
public sealed partial record RemoteUrl
{
    private RemoteUrl(string text, RemoteKind kind, string? host)
    {
        Text = text;
        Kind = kind;
        Host = host;
    }

    /// <summary>As it was given. May hold a password: never show it, show <see cref="ToString"/>.</summary>
    public string Text { get; }

    /// <summary>How it is reached.</summary>
    public RemoteKind Kind { get; }

    /// <summary>The host, for what is reached over a network.</summary>
    public string? Host { get; }

    /// <summary>Reads the URL of a remote as Git does.</summary>
    /// <param name="text">A path, <c>file://</c>, <c>http://</c>, <c>https://</c>, <c>ssh://</c> or <c>[user@]host:path</c>.</param>
    /// <exception cref="FormatException">A protocol that is not supported, or text that begins with a dash (an option to the programs that it would be handed to) or has a control character in it.</exception>
    public static RemoteUrl Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text[0] == '-' || text.Any(char.IsControl))
            throw new FormatException($"'{RedactAddress(text)}' is not the URL or path of a repository.");
        if (!text.Contains(':'))
            return new RemoteUrl(text, RemoteKind.Path, null);
        var scheme = Scheme().Match(text);
        if (scheme.Success)
            return OfScheme(text, scheme.Groups[1].Value.ToLowerInvariant());
        if (text.Contains("::") && Helper().IsMatch(text))
            throw Unsupported(text);
        // "host:path" is SSH, except where it is a drive letter or has a slash before the colon, as git-fetch(1) says.
        var scp = Scp().Match(text);
        if (scp.Success && !(OperatingSystem.IsWindows() && scp.Groups["host"].Length == 1))
            return new RemoteUrl(text, RemoteKind.Ssh, CheckedHost(text, scp.Groups["host"].Value));
        return new RemoteUrl(text, RemoteKind.Path, null);
    }

    /// <summary>Whether a text names a remote by a protocol or as <c>[user@]host:path</c>, and not as a path.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsRemote(string text)
    {
        try
        {
            return Parse(text) is { Kind: not RemoteKind.Path } || Scheme().IsMatch(text);
        }
        catch (FormatException)
        {
            return Scheme().IsMatch(text);
        }
    }

    /// <summary>Whether a text names a remote as a path.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsPath(string text)
    {
        try
        {
            return Parse(text) is { Kind: RemoteKind.Path } && !Scheme().IsMatch(text);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The URL without a password or token.</summary>
    public override string ToString() => RedactAddress(Text);

    /// <summary>Text that may hold URLs, such as a server's words, without their passwords and tokens.</summary>
    /// <param name="text">Any text.</param>
    public static string Redact(string? text) => DisplayText.Clean(UrlSecrets.Remove(text ?? string.Empty));

    /// <summary>The text of one address without its password and tokens, whether or not it is one.</summary>
    /// <param name="text">Any text.</param>
    public static string RedactAddress(string text) => DisplayText.Clean(UrlSecrets.RemoveFromAddress(text));

    private static RemoteUrl OfScheme(string text, string scheme)
    {
        // Whoever decodes a line end out of an address would speak another line of a protocol, and ask for another server's password.
        if (Uri.UnescapeDataString(text).Any(char.IsControl))
            throw new FormatException($"'{RedactAddress(text)}' has a line end, or another control character, encoded in it.");
        if (scheme == "file")
            return new RemoteUrl(text, RemoteKind.Path, null);
        var kind = scheme switch
        {
            "http" or "https" => RemoteKind.Http,
            "ssh" or "git+ssh" or "ssh+git" => RemoteKind.Ssh,
            _ => throw Unsupported(text),
        };
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new FormatException($"'{RedactAddress(text)}' is not a URL.");
        return new RemoteUrl(text, kind, CheckedHost(text, uri.Host));
    }

    private static string CheckedHost(string text, string host) =>
        host.StartsWith('-') ? throw new FormatException($"'{RedactAddress(text)}' names a host that begins with a dash.") : host;

    private static FormatException Unsupported(string text) =>
        new($"'{RedactAddress(text)}' is of a protocol that is not supported: use a path, file://, https://, http://, ssh:// or host:path.");

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*)://")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^[A-Za-z0-9+.-]+::")]
    private static partial Regex Helper();

    [GeneratedRegex(@"^(?:[^/@:]+@)?(?<host>\[[^\]/]+\]|[^/:\[\]]+):(?!//)")]
    private static partial Regex Scp();
}
