using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Metadata;

namespace HotfixTools.HelpBuilder.Tests;

public sealed class CommentTextTests
{
    private readonly CommentText _text = new(CommandNames.Of([]), new PlainStyle());

    [Theory]
    [InlineData("  a\n   b\t c ", "a b c")]
    [InlineData("<c>a</c>, <b>b</b>", "a, b")]
    [InlineData("a<br/>\n b", "a\nb")]
    [InlineData("a<para>b</para>c", "a|b|c")]
    [InlineData("<see langword=\"false\"/> and <see langword=\"await\"/>", "$false and await")]
    [InlineData("<see href=\"https://x\">X</see> <see href=\"https://y\"/>", "X (https://x) https://y")]
    [InlineData("<see cref=\"M:A.B.C(System.Int32)\"/> <see cref=\"T:A.D`1\"/> <see cref=\"T:A.E\">words</see>", "C D words")]
    [InlineData("<paramref name=\"x\"/>.", "x.")]
    [InlineData("a: <list type=\"number\"><item>b</item><item><description>c  d</description></item></list> e", "a:|1. b\n2. c d|e")]
    [InlineData("", "")]
    public void Markup_becomes_plain_paragraphs(string markup, string expected)
    {
        var element = XElement.Parse($"<summary>{markup}</summary>", LoadOptions.PreserveWhitespace);

        Assert.Equal(expected, string.Join('|', _text.Paragraphs(element)));
    }
}
