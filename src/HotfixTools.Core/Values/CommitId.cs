using System.Diagnostics.CodeAnalysis;

namespace HotfixTools;

/// <summary>The full name of a Git commit: 40 hexadecimal digits, in lower case.</summary>
public sealed record CommitId : IComparable<CommitId>
{
    /// <summary>How many digits a commit id has.</summary>
    public const int Length = 40;

    private const int ShortLength = 8;

    private static readonly string Zeros = new('0', Length);

    private readonly string _digits;

    private CommitId(string digits) => _digits = digits;

    /// <summary>Forty zeros: in an update of a ref, "does not exist".</summary>
    public static CommitId Zero { get; } = new(Zeros);

    /// <summary>Whether this stands for "does not exist".</summary>
    public bool IsZero => _digits == Zeros;

    /// <summary>The first digits, for people. Not for programs: it may name several commits.</summary>
    public string Short => _digits[..ShortLength];

    /// <summary>Reads a full commit id.</summary>
    /// <param name="text">Exactly 40 hexadecimal digits, in either case.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is anything else.</exception>
    public static CommitId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{DisplayText.Clean(text)}' is not a commit id: 40 hexadecimal digits.");

    /// <summary>Reads a full commit id; false where <paramref name="text"/> is not exactly one.</summary>
    /// <param name="text">The text to read.</param>
    /// <param name="id">The commit id, where it is one; else null.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CommitId? id)
    {
        id = text is { Length: Length } && text.All(char.IsAsciiHexDigit) ? new CommitId(text.ToLowerInvariant()) : null;
        return id is not null;
    }

    /// <inheritdoc/>
    // The compiler's own asks for the types first, and this is asked for each commit of a history.
    public bool Equals(CommitId? other) => _digits == other?._digits;

    /// <inheritdoc/>
    public override int GetHashCode() => _digits.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(CommitId? other) => string.CompareOrdinal(_digits, other?._digits);

    /// <summary>The 40 digits.</summary>
    public override string ToString() => _digits;
}
