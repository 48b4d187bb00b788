namespace HotfixTools.HelpBuilder.Model;

/// <summary>A type that goes in or comes out.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">What it means here, in paragraphs.</param>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description);
