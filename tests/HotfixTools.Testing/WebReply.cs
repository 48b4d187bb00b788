namespace HotfixTools.Testing;

/// <summary>What a stand-in answers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="MediaType">What the body is.</param>
public sealed record WebReply(int Status, string Body = "", string MediaType = "text/plain; charset=utf-8")
{
    /// <summary>Header fields beside.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it takes before the first byte.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How many bytes of the body are sent before the connection is cut; null: all, and it is not cut.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether the body is sent compressed.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>JSON.</summary>
    public static WebReply Json(string body, int status = 200) => new(status, body, "application/json; charset=utf-8");

    /// <summary>Sends on to another address.</summary>
    public static WebReply MovedTo(string address, int status = 302) => new(status) { Headers = new Dictionary<string, string> { ["Location"] = address } };
}
