using System.Text;

namespace HotfixTools.Services;

/// <summary>A header field that says who asks. Its text never holds the secret.</summary>
/// <param name="Header">The name of the field.</param>
/// <param name="Prefix">What comes before the secret: <c>Bearer </c>.</param>
/// <param name="Secret">The secret.</param>
internal sealed record ServiceCredential(string Header, string Prefix, string Secret)
{
    /// <summary>The secret as people have it, where it is sent in another form.</summary>
    public string Clear { get; private init; } = Secret;

    /// <summary>A token as most services take it.</summary>
    public static ServiceCredential Bearer(string token) => new("Authorization", "Bearer ", token);

    /// <summary>A token as a password without a user.</summary>
    public static ServiceCredential Password(string token) => new("Authorization", "Basic ", Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + token))) { Clear = token };

    /// <summary>The field alone.</summary>
    public override string ToString() => Header;
}
