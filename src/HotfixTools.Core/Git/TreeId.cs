namespace HotfixTools;

/// <summary>The id of a tree.</summary>
/// <param name="Value">40 hexadecimal digits.</param>
public readonly record struct TreeId(string Value);
