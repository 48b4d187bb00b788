using System.Globalization;
using System.Text;

namespace HotfixTools.Testing.Fuzzing;

/// <summary>What may be shown on a terminal.</summary>
public static class Screen
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Fails for text that could move the cursor, hide something or turn its direction.</summary>
    /// <param name="text">The text; null is nothing to show.</param>
    /// <param name="mayHaveLines">Whether line ends are of our own making.</param>
    public static void RequireClean(string? text, bool mayHaveLines = false)
    {
        for (var place = 0; place < (text?.Length ?? 0);)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(place), out var rune, out var length) != System.Buffers.OperationStatus.Done)
                throw new FuzzException($"Half a letter at {place} of: {Hex.Of(Encoding.UTF8.GetBytes(text!))}");
            if (rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner) && !(mayHaveLines && rune.Value is '\n' or '\r') && IsHarmful(rune))
                throw new FuzzException($"U+{rune.Value:X4} at {place} of: {Hex.Of(Encoding.UTF8.GetBytes(text!))}");
            place += length;
        }
    }

    private static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
