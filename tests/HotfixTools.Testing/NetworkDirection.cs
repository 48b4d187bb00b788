namespace HotfixTools.Testing;

/// <summary>Which way bytes go.</summary>
public enum NetworkDirection
{
    /// <summary>Requests.</summary>
    ToServer,

    /// <summary>Answers.</summary>
    ToClient,
}
