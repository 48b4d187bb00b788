namespace HotfixTools;

/// <summary>Text that settings hold as it is, or that is a secret and kept elsewhere.</summary>
/// <param name="Literal">The text; null where it is kept elsewhere.</param>
/// <param name="Reference">Where it is kept; null where it is here.</param>
public sealed record SecretText(string? Literal, SecretReference? Reference)
{
    /// <summary>What settings say; never the secret itself.</summary>
    public override string ToString() => Reference?.ToString() ?? RemoteUrl.Redact(Literal);
}
