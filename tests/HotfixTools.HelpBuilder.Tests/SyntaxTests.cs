namespace HotfixTools.HelpBuilder.Tests;

public sealed class SyntaxTests(FixtureHelp help) : IClassFixture<FixtureHelp>
{
    [Fact]
    public void Each_parameter_set_is_a_line_the_default_first() => Assert.Equal(
        ["Name Note Path", "Heat Quiet Note Path"],
        Lines("Get-Kettle"));

    [Fact]
    public void Line_goes_by_position_then_by_what_must_be_given() => Assert.Equal(
        ["Times Colour Kettle Note Path WhatIf Confirm"],
        Lines("Set-Kettle"));

    [Fact]
    public void Parameter_is_required_where_its_set_requires_it()
    {
        Assert.Equal("true", help.SyntaxParameter("Get-Kettle", 1, "Heat").Attribute("required")!.Value);
        Assert.Equal("false", help.SyntaxParameter("Get-Kettle", 0, "Name").Attribute("required")!.Value);
    }

    private IEnumerable<string> Lines(string command) => help.Command(command).At("syntax").All("syntaxItem")
        .Select(item => string.Join(' ', item.All("parameter").Select(parameter => parameter.At("name").Value)));
}
