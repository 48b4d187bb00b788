namespace HotfixTools;

/// <summary>Orders names as people count: <c>v1.10</c> comes after <c>v1.9</c>.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    private VersionOrder()
    {
    }

    /// <summary>The only one.</summary>
    public static VersionOrder Comparer { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var one = x.AsSpan();
        var other = y.AsSpan();
        while (one.Length > 0 && other.Length > 0)
        {
            var (length, otherLength) = (Digits(one), Digits(other));
            var isNumber = length > 0 && otherLength > 0;
            if (!isNumber)
                length = otherLength = 1;
            var order = isNumber ? CompareNumbers(one[..length], other[..otherLength]) : one[0].CompareTo(other[0]);
            if (order != 0)
                return order;
            one = one[length..];
            other = other[otherLength..];
        }

        // Two that count alike (v1, v01) are two names all the same.
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(x, y);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    // Of any length: digits of a tag are no number that has to fit.
    private static int CompareNumbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one.TrimStart('0');
        other = other.TrimStart('0');
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);
    }
}
