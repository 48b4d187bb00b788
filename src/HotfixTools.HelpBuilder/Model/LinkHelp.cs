namespace HotfixTools.HelpBuilder.Model;

/// <summary>A related link: another command, a page, or both a text and its address.</summary>
/// <param name="Text">What to show.</param>
/// <param name="Uri">Where it leads; empty for a command.</param>
internal sealed record LinkHelp(string Text, string Uri);
