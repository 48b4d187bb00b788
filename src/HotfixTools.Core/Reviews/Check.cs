namespace HotfixTools;

/// <summary>The newest result of one check of one commit.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="State">What it says.</param>
/// <param name="Url">Where it can be looked at; null for nowhere.</param>
public sealed record Check(string Name, CheckState State, string? Url = null);
