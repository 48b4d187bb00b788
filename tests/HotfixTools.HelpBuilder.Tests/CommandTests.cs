namespace HotfixTools.HelpBuilder.Tests;

public sealed class CommandTests(FixtureHelp help) : IClassFixture<FixtureHelp>
{
    [Fact]
    public void File_holds_the_cmdlets_by_name_in_the_namespace_Get_Help_asks_for()
    {
        Assert.Equal("{http://msh}helpItems", help.Root.Name.ToString());
        Assert.Equal("maml", help.Root.Attribute("schema")!.Value);
        Assert.Equal(["Clear-Kettle", "Get-Kettle", "Set-Kettle"], help.Commands.Select(command => command.At("details", "name").Value));
    }

    [Fact]
    public void Synopsis_is_the_summary_in_one_line_with_cmdlets_named_as_typed() =>
        Assert.Equal(["Gets kettles & says how hot they are, see Set-Kettle."], help.Command("Get-Kettle").At("details", "description").Paragraphs());

    [Fact]
    public void Description_is_the_remarks() => Assert.Equal(
        ["Looks in -Path with Where-Object, and returns $null for none.", "It tells:", "- the name;\n- heat: how hot it is."],
        help.Command("Get-Kettle").At("description").Paragraphs());

    [Fact]
    public void Description_without_remarks_is_the_synopsis() =>
        Assert.Equal(["Heats a kettle."], help.Command("Set-Kettle").At("description").Paragraphs());

    [Fact]
    public void Notes_are_kept_apart() =>
        Assert.Equal(["Kettles are slow.", "Watched ones more so."], help.Command("Get-Kettle").At("alertSet", "alert").Paragraphs());

    [Fact]
    public void Example_keeps_the_lines_and_indentation_of_its_code()
    {
        var example = help.Command("Get-Kettle").At("examples").All("example").First();

        Assert.Equal("-------- Example 1: Everything --------", example.At("title").Value);
        Assert.Equal("Get-Kettle |\n    Format-Table", example.At("code").Value);
        Assert.Equal(["Shows all kettles.", "Name\n----\n  Old", ""], example.At("remarks").Paragraphs());
    }

    [Fact]
    public void Example_without_a_title_is_numbered_and_may_have_bare_text()
    {
        var example = help.Command("Get-Kettle").At("examples").All("example").ElementAt(1);

        Assert.Equal("-------- Example 2 --------", example.At("title").Value);
        Assert.Equal(["The ones that begin with o.", ""], example.At("remarks").Paragraphs());
    }

    [Fact]
    public void Links_begin_with_the_page_that_Online_opens() => Assert.Equal(
        [("Online Version:", "https://example.org/kettle/docs/commands/Get-Kettle.md"), ("Set-Kettle", ""), ("All about tea", "https://example.org/tea")],
        help.Command("Get-Kettle").At("relatedLinks").All("navigationLink").Select(link => (link.At("linkText").Value, link.At("uri").Value)));
}
