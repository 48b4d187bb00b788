using System.Diagnostics.CodeAnalysis;

namespace HotfixTools;

/// <summary>
/// The name of a place that is deployed to, such as <c>production</c>. It becomes part of a ref name and of file
/// names on servers that fold case, so it is kept in lower case.
/// </summary>
public sealed record EnvironmentName
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 64;

    private readonly string _name;

    private EnvironmentName(string name) => _name = name;

    /// <summary>What is asked for where nobody says otherwise.</summary>
    public static EnvironmentName Production { get; } = new("production");

    /// <summary>Reads the name of an environment.</summary>
    /// <param name="name">1 to 64 ASCII letters, digits, <c>-</c>, <c>_</c> or <c>.</c>, beginning with a letter or digit; no device of Windows, such as <c>con</c>.</param>
    /// <exception cref="HotfixException"><c>InvalidEnvironment</c>: anything else.</exception>
    public static EnvironmentName Parse(string? name) =>
        TryParse(name, out var environment) ? environment : throw HotfixErrors.InvalidEnvironment(name);

    /// <summary>Reads the name of an environment; false where it is none.</summary>
    /// <param name="name">The name to read.</param>
    /// <param name="environment">The environment, where it is one; else null.</param>
    public static bool TryParse([NotNullWhen(true)] string? name, [NotNullWhen(true)] out EnvironmentName? environment)
    {
        environment = null;
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || !char.IsAsciiLetterOrDigit(name[0]))
            return false;
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            return false;
        // The last two are Git's own limits on the parts of a ref name.
        if (name.Contains("..") || name.EndsWith('.') || name.EndsWith(".lock", StringComparison.OrdinalIgnoreCase))
            return false;
        if (IsDevice(name))
            return false;
        environment = new EnvironmentName(name.ToLowerInvariant());
        return true;
    }

    /// <summary>The name.</summary>
    public override string ToString() => _name;

    // Windows takes these for devices, whatever follows a dot: a clone there could not fetch the ledger of one.
    private static bool IsDevice(string name)
    {
        var first = name.Split('.')[0].ToLowerInvariant();
        return first is "con" or "prn" or "aux" or "nul" or ['c', 'o', 'm', >= '1' and <= '9'] or ['l', 'p', 't', >= '1' and <= '9'];
    }
}
