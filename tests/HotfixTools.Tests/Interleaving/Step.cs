namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>A step of a story.</summary>
/// <param name="Act">What somebody does.</param>
/// <param name="Interruption">What happens in the middle of it, where it is a command; null for nothing.</param>
/// <param name="AtOnce">What others do at the very same time.</param>
/// <param name="Again">Who runs it once more, where trouble befell it: 0 nobody, 1 the same person, 2 another.</param>
internal sealed record Step(Act Act, Interruption? Interruption, Act[] AtOnce, int Again)
{
    public override string ToString() => Act
        + (AtOnce.Length > 0 && Act.IsOurs ? " at once with " + string.Join(", ", AtOnce.Select(act => act.ToString())) : string.Empty)
        + (Interruption is not null && Act.IsOurs ? $" [{Interruption}; again {Again}]" : string.Empty);
}
