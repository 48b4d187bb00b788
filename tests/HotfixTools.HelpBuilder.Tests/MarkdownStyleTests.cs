using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Metadata;

namespace HotfixTools.HelpBuilder.Tests;

public sealed class MarkdownStyleTests
{
    private readonly CommentText _text = new(CommandNames.Of([]), new MarkdownStyle());

    [Theory]
    [InlineData("a *b* [c] &lt;d&gt; `e` \\", "a \\*b\\* \\[c\\] \\<d> \\`e\\` \\\\")]
    [InlineData("snake_case and _private_", "snake_case and \\_private\\_")]
    [InlineData("<c>refs/deploys/&lt;environment&gt;</c>", "`refs/deploys/<environment>`")]
    [InlineData("<c>a `b` c</c>", "``a `b` c``")]
    [InlineData("<c></c>", "")]
    [InlineData("<code>\n  a\n    b\n</code>", "```\na\n  b\n```")]
    [InlineData("<see langword=\"true\"/>", "`$true`")]
    [InlineData("<see href=\"https://x\">X</see> <see href=\"https://y\"/>", "[X](https://x) <https://y>")]
    [InlineData("<see cref=\"P:A.B\"/>", "`B`")]
    public void Text_reads_on_the_web_as_it_was_meant(string markup, string expected)
    {
        var element = XElement.Parse($"<summary>{markup}</summary>", LoadOptions.PreserveWhitespace);

        Assert.Equal(expected, string.Join('|', _text.Paragraphs(element)));
    }
}
