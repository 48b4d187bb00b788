namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>A ref of the remote that was written.</summary>
/// <param name="Ref">The ref.</param>
/// <param name="Old">Where it was; null: nowhere.</param>
/// <param name="New">Where it is; null: nowhere.</param>
internal sealed record RefChange(string Ref, string? Old, string? New)
{
    public override string ToString() => $"{Ref} {Old?[..8] ?? "-"} -> {New?[..8] ?? "-"}";
}
