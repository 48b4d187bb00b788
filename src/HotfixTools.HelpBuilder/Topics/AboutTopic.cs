using HotfixTools.HelpBuilder.Markdown;

namespace HotfixTools.HelpBuilder.Topics;

/// <summary>A topic of the help that is about no single cmdlet.</summary>
/// <param name="Name">What is asked for: <c>about_HotfixTools</c>.</param>
/// <param name="Keywords">Words that it can be found by.</param>
/// <param name="Page">The page that it is made from, whose name in messages is its path.</param>
/// <param name="Summary">What it is about, in one line.</param>
/// <param name="Body">What it says.</param>
/// <param name="SeeAlso">Where to read on.</param>
internal sealed record AboutTopic(
    string Name,
    IReadOnlyList<string> Keywords,
    string Page,
    MarkdownParagraph Summary,
    IReadOnlyList<MarkdownBlock> Body,
    IReadOnlyList<MarkdownBlock> SeeAlso);
