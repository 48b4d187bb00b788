using HotfixTools.HelpBuilder.Documentation;

namespace HotfixTools.HelpBuilder.Tests;

public sealed class CodeBlockTests
{
    [Theory]
    [InlineData("one", "one")]
    [InlineData("\n    one\n      two\n", "one\n  two")]
    [InlineData("\r\n    one\r\n\r\n    two\r\n    ", "one\n\ntwo")]
    [InlineData("one |\n      two", "one |\ntwo")]
    [InlineData(" \n \n", "")]
    public void Indentation_of_the_comment_goes_and_that_of_the_code_stays(string code, string expected) =>
        Assert.Equal(expected, CodeBlock.Unindent(code));
}
