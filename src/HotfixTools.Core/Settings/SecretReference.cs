using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Where a secret is kept. Settings name secrets, and never hold them.</summary>
/// <param name="Store">The kind of place.</param>
/// <param name="Name">Its name there.</param>
public sealed partial record SecretReference(SecretStore Store, string Name)
{
    /// <summary>How references look, for people.</summary>
    public const string Forms = "env:NAME (an environment variable) or vault:NAME (a secret of SecretManagement)";

    private const int LongestName = 256;

    /// <summary>Reads a reference: <c>env:NAME</c> or <c>vault:NAME</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">The reference.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SecretReference? reference)
    {
        reference = (text ?? string.Empty).Split(':', 2) switch
        {
            ["env", var name] when Variable().IsMatch(name) => new SecretReference(SecretStore.Environment, name),
            ["vault", var name] when name.Length is > 0 and <= LongestName && name.Trim() == name && !name.Any(char.IsControl) => new SecretReference(SecretStore.Vault, name),
            _ => null,
        };
        return reference is not null;
    }

    /// <summary>The reference as settings have it; it is no secret.</summary>
    public override string ToString() => $"{(Store == SecretStore.Environment ? "env" : "vault")}:{Name}";

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,127}\z")]
    private static partial Regex Variable();
}
