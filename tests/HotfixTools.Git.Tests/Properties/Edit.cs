namespace HotfixTools.Git.Tests.Properties;

/// <summary>One change of a file, as the numbers that decide what it is.</summary>
/// <param name="Kind">What kind of change it is.</param>
/// <param name="File">Which file.</param>
/// <param name="Place">Where: a line, or another name.</param>
/// <param name="Text">What is written.</param>
internal sealed record Edit(int Kind, int File, int Place, int Text);
