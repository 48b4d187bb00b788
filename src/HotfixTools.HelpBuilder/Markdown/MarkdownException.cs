namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>Something that cannot be made plain text.</summary>
/// <param name="line">Where it stands.</param>
/// <param name="message">What it is, and what to write instead.</param>
internal sealed class MarkdownException(int line, string message) : Exception(message)
{
    /// <summary>The line where it stands.</summary>
    public int Line { get; } = line;
}
