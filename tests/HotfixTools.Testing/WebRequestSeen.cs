namespace HotfixTools.Testing;

/// <summary>A request that a stand-in got.</summary>
/// <param name="Method">The method, such as <c>GET</c>.</param>
/// <param name="Path">The path, as it was sent.</param>
/// <param name="Query">The query with its question mark; empty for none.</param>
/// <param name="Headers">The header fields, by name in any case.</param>
/// <param name="Body">The body as text.</param>
public sealed record WebRequestSeen(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A header field; null where it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The path and the query.</summary>
    public override string ToString() => $"{Method} {Path}{Query}";
}
