namespace HotfixTools;

/// <summary>How a remote is reached.</summary>
public enum RemoteKind
{
    /// <summary>A folder of this machine, by path or <c>file://</c>.</summary>
    Path,

    /// <summary>Smart HTTP, with or without TLS.</summary>
    Http,

    /// <summary>SSH, by URL or <c>host:path</c>.</summary>
    Ssh,
}
