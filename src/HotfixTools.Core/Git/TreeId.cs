namespace HotfixTools;

/// <summary>The id of a tree.</summary>
/// <param name="Value">40 hexadecimal digits.</param>
public sealed record TreeId(string Value)
{
    /// <summary>The 40 digits.</summary>
    public string Value { get; } = Value ?? throw new ArgumentNullException(nameof(Value));

    /// <summary>The 40 digits.</summary>
    public override string ToString() => Value;
}
