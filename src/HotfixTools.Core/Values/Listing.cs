using System.Collections.ObjectModel;

namespace HotfixTools;

/// <summary>
/// What an object that is emitted has several of. A list that PowerShell can index from both ends, and whose text is what is
/// in it: <c>Export-Csv</c> would write the name of the type of any other.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
public sealed class Listing<T> : ReadOnlyCollection<T>
{
    private Listing(IList<T> list)
        : base(list)
    {
    }

    /// <summary>Nothing.</summary>
    public static new Listing<T> Empty { get; } = new([]);

    /// <summary>A list of its own, that nobody changes.</summary>
    /// <param name="items">What it holds; null counts as nothing.</param>
    public static Listing<T> Of(IEnumerable<T>? items) => items switch
    {
        null => Empty,
        Listing<T> listing => listing,
        _ => items.ToArray() is { Length: > 0 } array ? new(array) : Empty,
    };

    /// <summary>The texts of what it holds.</summary>
    public override string ToString() => string.Join("; ", this);
}
