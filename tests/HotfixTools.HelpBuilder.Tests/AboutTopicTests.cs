namespace HotfixTools.HelpBuilder.Tests;

public sealed class AboutTopicTests : IDisposable
{
    private const string Page = """
        <!-- about_Kettles: kettle, tea,  water -->
        # Kettles

        What is good to know of `Set-Kettle`.

        A kettle **boils** *water*; see [Set-Kettle](commands/Set-Kettle.md), [the other page](tea.md), [a third](more/milk.md#cold) and [the web](https://example.org/tea), or <https://example.org/milk>, or [below](#the-heat-of-it).
        This line goes on, with 3 \* 4 < 13 and snake_case … and `a | b`.

        ## The heat of `it`

        - One, which is so long that it does not fit into one line of the terminal and goes on in another.
        - Two.

        1. First.
        2. Second, and `git config --global user.name name` and `git config --global user.name name`.

            Set-Kettle -Times 2

              Get-Kettle

        ### Small

        ```powershell
        # not a heading

        | not | a table |
        ```

        | name | means |
        |---|:-:|
        | `a` | short |
        | b\|c | `x \| y` |

        | name | kind of it | means |
        |---|---|---|
        | `long` | text | something that takes so many words that no column of a terminal has room for all of them |
        | `empty` | | nothing |

        ## See also

        - [about_Tea](tea.md)

        """;

    private const string Tea = """
        <!-- about_Tea: tea -->
        # Tea

        Hot, with milk.

        Leaves.

        ## See also

        [Kettles](kettles.md)
        """;

    private readonly FixtureFolder _folder = new();

    public AboutTopicTests()
    {
        _folder.WritePage("kettles.md", Page);
        _folder.WritePage("tea.md", Tea);
        Directory.CreateDirectory(Path.Combine(_folder.Docs, "more"));
        _folder.WritePage("more/milk.md", "Milk.");
        _folder.WritePage("plain.md", "# A page\n\n<p>that is no topic</p>\n");
    }

    [Fact]
    public void Page_becomes_plain_text()
    {
        Assert.Empty(HelpBuild.Run(_folder.Request));

        Assert.Equal("""
            TOPIC
                about_Kettles

            SHORT DESCRIPTION
                What is good to know of Set-Kettle.

            LONG DESCRIPTION
                A kettle boils water; see Set-Kettle, the other page (about_Tea), a third
                (docs/more/milk.md) and the web (https://example.org/tea), or
                https://example.org/milk, or below. This line goes on, with 3 * 4 < 13 and
                snake_case ... and a | b.

              The heat of it
              ==============

                - One, which is so long that it does not fit into one line of the terminal
                  and goes on in another.
                - Two.

                1. First.
                2. Second, and git config --global user.name name and
                   git config --global user.name name.

                    Set-Kettle -Times 2

                      Get-Kettle

                Small
                -----

                    # not a heading

                    | not | a table |

                name  means
                ----  -----
                a     short
                b|c   x | y

                long
                    Kind of it: text
                    Means:      something that takes so many words that no column of a
                                terminal has room for all of them

                empty
                    Means:      nothing

            SEE ALSO
                - about_Tea

                This page is docs/kettles.md of the project. Pages of that kind are below
                https://example.org/kettle/

            KEYWORDS
                kettle, tea, water

            """, _folder.ReadTopic("about_Kettles"), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Every_topic_has_a_file_and_no_other_page_has()
    {
        HelpBuild.Run(_folder.Request);

        Assert.Equal(["Fixture.dll-Help.xml", "about_Kettles.help.txt", "about_Tea.help.txt"], Directory.EnumerateFiles(_folder.Request.OutputFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Topic_whose_page_is_gone_goes()
    {
        HelpBuild.Run(_folder.Request);
        _folder.WritePage("kettles.md", Page.Replace("(tea.md)", "(plain.md)", StringComparison.Ordinal));
        File.Delete(Path.Combine(_folder.Docs, "tea.md"));

        Assert.Empty(HelpBuild.Run(_folder.Request));
        Assert.Equal(["Fixture.dll-Help.xml", "about_Kettles.help.txt"], Directory.EnumerateFiles(_folder.Request.OutputFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_is_UTF_8_without_a_mark_and_lines_end_as_on_every_system()
    {
        _folder.WritePage("tea.md", Tea.Replace("Leaves", "Thé, чай", StringComparison.Ordinal).ReplaceLineEndings("\r\n"));
        Assert.Empty(HelpBuild.Run(_folder.Request));

        var bytes = File.ReadAllBytes(Path.Combine(_folder.Request.OutputFolder, "about_Tea.help.txt"));
        Assert.Equal((byte)'T', bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Contains("    Thé, чай.\n", _folder.ReadTopic("about_Tea"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<b>bold</b>", "HTML")]
    [InlineData("a <b>bold</b>", "HTML")]
    [InlineData("a <!-- comment --> b", "HTML")]
    [InlineData("<!-- comment -->", "HTML")]
    [InlineData("![picture](tea.png)", "picture")]
    [InlineData("> quoted", "quotation")]
    [InlineData("---", "line across")]
    [InlineData("Title\n=====", "line across")]
    [InlineData("* item", "begin with '- '")]
    [InlineData("- item\n  - deeper", "list inside a list")]
    [InlineData("[words]: https://example.org", "defined elsewhere")]
    [InlineData("[words][one]", "[words](address)")]
    [InlineData("[words](one two)", "[words](address)")]
    [InlineData("[words](nowhere.md)", "leads nowhere")]
    [InlineData("[words](#nowhere)", "no heading")]
    [InlineData("[Boil-Kettle](commands/Boil-Kettle.md)", "leads nowhere")]
    [InlineData("a `b", "does not end")]
    [InlineData("a *b", "does not end")]
    [InlineData("refs/* and refs/ b", "does not end")]
    [InlineData("a _b_", "written with *")]
    [InlineData("a ~~b~~", "struck out")]
    [InlineData("a &amp; b", "entity")]
    [InlineData("a  \nb", "line break")]
    [InlineData("a\\\nb", "line break")]
    [InlineData("```\ncode", "does not end")]
    [InlineData("~~~\ncode\n~~~", "```")]
    [InlineData("##### deep", "one to four #")]
    [InlineData("| a | b |", "|---|---|")]
    [InlineData("| a | b |\n|---|---|", "no rows")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "3 cells")]
    [InlineData("| a | b |\n|---|---|\n| | 2 |", "first cell")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2", "end with a bar")]
    [InlineData("| a |\n|---|\n| 1 |", "one column")]
    [InlineData("\ta tab", "tab")]
    [InlineData("a smile \ud83d\ude00", "U+D83D")]
    [InlineData("a \u202e b", "U+202E")]
    [InlineData("a \u200b b", "U+200B")]
    [InlineData("```\n\u2500\u2500\n```", "U+2500")]
    [InlineData("    0123456789012345678901234567890123456789012345678901234567890123456789012", "has 73 letters, and 71 fit")]
    public void What_cannot_be_shown_fails_at_its_line(string markdown, string why)
    {
        var file = _folder.WritePage("tea.md", Tea.Replace("Leaves.", "Leaves.\n\n" + markdown + "\n", StringComparison.Ordinal));

        var errors = HelpBuild.Run(_folder.Request);
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Equal((file, "HT0011"), (error.File, error.Code)));
        Assert.Contains(why, errors[0].Message, StringComparison.Ordinal);
        Assert.InRange(errors[0].Line, 8, 8 + markdown.Count(character => character == '\n'));
        Assert.False(Directory.Exists(_folder.Request.OutputFolder));
    }

    [Theory]
    [InlineData("<!-- about_Tea -->", 1, "The comment on the first line")]
    [InlineData("<!-- tea: tea -->", 1, "The comment on the first line")]
    [InlineData("<!-- about_Tea: tea -->\n\nNo title.\n\n## See also\n\nx", 2, "must begin with its title")]
    [InlineData("<!-- about_Tea: tea -->\n# Tea\n\n## Nothing\n\n## See also\n\nx", 2, "must begin with its title")]
    [InlineData("<!-- about_Tea: tea -->\n# Tea\n\nHot.\n\nLeaves.", 6, "must end with '## See also'")]
    [InlineData("<!-- about_Tea: tea -->\n# Tea\n\nHot.\n\nLeaves.\n\n## See also", 8, "must end with '## See also'")]
    [InlineData("<!-- about_Tea: tea -->\n# Tea\n\nHot.\n\nLeaves.\n\n## See also\n\nx\n\n## More\n\ny", 14, "must end with '## See also'")]
    [InlineData("<!-- about_Tea: tea -->\n# Tea\n\nHot.\n\n# Milk\n\n## See also\n\nx", 6, "one title")]
    [InlineData("<!-- about_Tea: tea -->\n# Tea\n\nHot.\n\n## See also\n\nx", 4, "says nothing")]
    [InlineData("<!-- about_Kettles: tea -->\n# Tea\n\nHot.\n\nLeaves.\n\n## See also\n\nx", 1, "about_Kettles is the name of kettles.md already.")]
    public void Topic_that_lacks_a_part_fails(string page, int line, string why)
    {
        var file = _folder.WritePage("tea.md", page);

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal((file, line, "HT0012"), (error.File, error.Line, error.Code));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_must_fit_the_one_line_that_lists_of_topics_have()
    {
        _folder.WritePage("tea.md", Tea.Replace("Hot, with milk.", new string('a', 60) + " " + new string('b', 15), StringComparison.Ordinal));

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal((4, "HT0011"), (error.Line, error.Code));
        Assert.Contains("one line of 75 letters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_cannot_be_shown_is_reported_at_once()
    {
        _folder.WritePage("tea.md", Tea.Replace("Leaves.", "a `b\n\na _b_\n\n[c](d.md)", StringComparison.Ordinal));

        Assert.Equal([6, 8, 10], HelpBuild.Run(_folder.Request).Select(error => error.Line));
    }

    public void Dispose() => _folder.Dispose();
}
