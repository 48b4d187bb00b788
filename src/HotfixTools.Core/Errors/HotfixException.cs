namespace HotfixTools;

/// <summary>
/// An error that a person can act on. Only <see cref="HotfixErrors"/> makes them; whatever it is told, no password of an
/// address gets out.
/// </summary>
public sealed class HotfixException : Exception
{
    internal HotfixException(string id, ErrorKind kind, string message, string wayOut, object? target, Exception? inner = null)
        : base(UrlSecrets.Remove(message), ShownException.Of(inner))
    {
        Id = id;
        Kind = kind;
        WayOut = UrlSecrets.Remove(wayOut);
        Target = target is string text ? UrlSecrets.Remove(text) : target;
    }

    /// <summary>The stable id, such as <c>HotfixInProgress</c>.</summary>
    public string Id { get; }

    /// <summary>What kind of trouble it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>What to do next.</summary>
    public string WayOut { get; }

    /// <summary>The offending thing.</summary>
    public object? Target { get; }
}
