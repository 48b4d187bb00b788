namespace HotfixTools;

/// <summary>A commit, or several, on a branch of a picture.</summary>
/// <param name="Column">Where it begins.</param>
/// <param name="Text">What is drawn: <c>x</c>, <c>H</c>, or a break.</param>
internal sealed record LaidMark(int Column, string Text);
