namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>A page in Markdown.</summary>
/// <param name="File">The file.</param>
/// <param name="Comment">What the comment on its first line says; null where there is none.</param>
/// <param name="Blocks">Its parts, in order.</param>
internal sealed record MarkdownPage(string File, string? Comment, IReadOnlyList<MarkdownBlock> Blocks);
