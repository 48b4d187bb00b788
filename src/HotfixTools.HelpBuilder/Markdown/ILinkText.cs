namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>Says what a link reads as where nothing can be clicked.</summary>
internal interface ILinkText
{
    /// <summary>What it reads as.</summary>
    /// <param name="words">The words of the link, without markup.</param>
    /// <param name="target">Where it leads, as it is written.</param>
    /// <param name="line">Where it stands.</param>
    /// <exception cref="MarkdownException">It leads nowhere.</exception>
    string Text(string words, string target, int line);
}
