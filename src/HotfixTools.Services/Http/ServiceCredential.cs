namespace HotfixTools.Services;

/// <summary>A header field that says who asks. Its text never holds the secret.</summary>
/// <param name="Header">The name of the field.</param>
/// <param name="Prefix">What comes before the secret: <c>Bearer </c>.</param>
/// <param name="Secret">The secret.</param>
internal sealed record ServiceCredential(string Header, string Prefix, string Secret)
{
    /// <summary>A token as most services take it.</summary>
    public static ServiceCredential Bearer(string token) => new("Authorization", "Bearer ", token);

    /// <summary>The field alone.</summary>
    public override string ToString() => Header;
}
