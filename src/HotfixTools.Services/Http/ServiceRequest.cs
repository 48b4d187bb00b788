namespace HotfixTools.Services;

/// <summary>What is asked of a web service.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Address">Where.</param>
internal sealed record ServiceRequest(HttpMethod Method, Uri Address)
{
    /// <summary>The most that is read of an answer where nothing is said.</summary>
    public const int DefaultLimit = 8 * 1024 * 1024;

    /// <summary>Header fields, without those that say who asks.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Who asks; sent to the scheme, host and port of the address alone. Null: nobody in particular.</summary>
    public ServiceCredential? Credential { get; init; }

    /// <summary>Whether whoever has the address is let in: then nothing of it but the server is ever shown.</summary>
    public bool IsAddressSecret { get; init; }

    /// <summary>JSON to send; null for nothing.</summary>
    public byte[]? Body { get; init; }

    /// <summary>How long it may take, in all tries together.</summary>
    public TimeSpan Timeout { get; init; } = DeploySourceSettings.DefaultTimeout;

    /// <summary>
    /// Whether it may be sent again after it may have arrived. Not what opens, starts or merges: who asked has to look first
    /// whether that was done.
    /// </summary>
    public bool MayRepeat { get; init; } = true;

    /// <summary>The statuses that are an answer too, beside those of success.</summary>
    public IReadOnlyCollection<int> Accepted { get; init; } = [];

    /// <summary>Whether a redirection is followed. What changes something is sent on as it is, to the same server alone.</summary>
    public bool FollowsRedirects { get; init; } = true;

    /// <summary>The most that is read of an answer, in bytes.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>What of it must not be shown.</summary>
    public HiddenWords Hidden() => new([.. Credential is { } credential ? [credential.Secret, credential.Clear] : Array.Empty<string>(), .. IsAddressSecret ? HiddenWords.PartsOf(Address) : []]);
}
