namespace HotfixTools.Git.Tests.Properties;

/// <summary>One commit of a random history, as the numbers that decide what it is.</summary>
/// <param name="Shape">What kind of commit it is.</param>
/// <param name="First">Which commit it follows.</param>
/// <param name="Second">Which other it merges.</param>
/// <param name="Edits">What it changes.</param>
internal sealed record Step(int Shape, int First, int Second, IReadOnlyList<Edit> Edits);
