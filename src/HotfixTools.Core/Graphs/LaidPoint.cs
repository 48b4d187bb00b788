namespace HotfixTools;

/// <summary>A point of the mainline in a picture: X, a change, or a break where some are left out.</summary>
/// <param name="First">The number of the change, 0 for X; of a break, of the first that is left out.</param>
/// <param name="Last">The same; of a break, of the last that is left out.</param>
/// <param name="Text">What is drawn.</param>
/// <param name="Column">Where it begins.</param>
internal sealed record LaidPoint(int First, int Last, string Text, int Column)
{
    /// <summary>What is drawn for what is left out.</summary>
    public const string Break = "...";

    /// <summary>The last column that it takes.</summary>
    public int End => Column + Text.Length - 1;

    /// <summary>Whether it stands for what is left out.</summary>
    public bool IsBreak => Text == Break;
}
