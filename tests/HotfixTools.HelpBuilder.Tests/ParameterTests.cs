using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Tests;

public sealed class ParameterTests(FixtureHelp help) : IClassFixture<FixtureHelp>
{
    [Fact]
    public void Inherited_parameter_is_documented_where_it_is_declared()
    {
        var path = help.Parameter("Get-Kettle", "Path");

        Assert.Equal(["The kitchens to look in. The current one when left out."], path.At("description").Paragraphs());
        Assert.Equal("the current location", path.At("defaultValue").Value);
        Assert.Equal(("false", "named", "True (ByPropertyName)", "PSPath, FullName", "true", "true"), Attributes(path));
        Assert.Equal("string[]", path.At("parameterValue").Value);
        Assert.Equal("System.String[]", path.At("type", "name").Value);
    }

    [Fact]
    public void Inheritdoc_takes_the_comment_of_the_overridden_property() =>
        Assert.Equal(["Where each cmdlet says its own."], help.Parameter("Get-Kettle", "Note").At("description").Paragraphs());

    [Fact]
    public void Comment_of_an_override_goes_before_the_inherited_one() =>
        Assert.Equal(["Says why.", "Accepted values: 3 or more characters."], help.Parameter("Set-Kettle", "Note").At("description").Paragraphs());

    [Fact]
    public void Value_and_property_name_of_the_pipeline_are_both_told() =>
        Assert.Equal(("false", "0", "True (ByValue, ByPropertyName)", "none", "true", "true"), Attributes(help.Parameter("Get-Kettle", "Name")));

    [Fact]
    public void Only_parameters_that_PowerShell_shows_are_listed() => Assert.Equal(
        ["Heat", "Name", "Note", "Path", "Quiet"],
        help.Command("Get-Kettle").At("parameters").All("parameter").Select(parameter => parameter.At("name").Value));

    [Fact]
    public void Enumeration_is_explained_value_by_value()
    {
        var heat = help.Parameter("Get-Kettle", "Heat");

        Assert.Equal(["How hot they must be.", "Accepted values:\n- Warm: For green tea.\n- Boiling: For black tea."], heat.At("description").Paragraphs());
        Assert.Equal("Heat", heat.At("parameterValue").Value);
        Assert.Equal(["Warm", "Boiling"], help.SyntaxParameter("Get-Kettle", 1, "Heat").At("parameterValueGroup").Elements().Select(value => value.Value));
    }

    [Fact]
    public void Validated_set_is_listed()
    {
        var colour = help.Parameter("Set-Kettle", "Colour");

        Assert.Equal(["Its new colour.", "Accepted values: Red, Blue."], colour.At("description").Paragraphs());
        Assert.Equal("Red", colour.At("defaultValue").Value);
        Assert.Equal(["Red", "Blue"], help.SyntaxParameter("Set-Kettle", 0, "Colour").At("parameterValueGroup").Elements().Select(value => value.Value));
    }

    [Fact]
    public void Limits_are_told() => Assert.Equal(["How often.", "Accepted values: 1 to 9."], help.Parameter("Set-Kettle", "Times").At("description").Paragraphs());

    [Fact]
    public void Switch_takes_no_value_in_the_syntax()
    {
        Assert.Empty(help.SyntaxParameter("Get-Kettle", 1, "Quiet").All("parameterValue"));

        var quiet = help.Parameter("Get-Kettle", "Quiet");
        Assert.Equal("SwitchParameter", quiet.At("parameterValue").Value);
        Assert.Equal("False", quiet.At("defaultValue").Value);
    }

    [Fact]
    public void Parameters_of_the_engine_come_with_what_asks_for_them()
    {
        Assert.Equal("wi", help.Parameter("Set-Kettle", "WhatIf").Attribute("aliases")!.Value);
        Assert.Equal("cf", help.Parameter("Set-Kettle", "Confirm").Attribute("aliases")!.Value);
        Assert.Equal("ulong", help.Parameter("Clear-Kettle", "First").At("parameterValue").Value);
    }

    private static (string Required, string Position, string Pipeline, string Aliases, string Globbing, string Many) Attributes(XElement parameter) => (
        parameter.Attribute("required")!.Value,
        parameter.Attribute("position")!.Value,
        parameter.Attribute("pipelineInput")!.Value,
        parameter.Attribute("aliases")!.Value,
        parameter.Attribute("globbing")!.Value,
        parameter.Attribute("variableLength")!.Value);
}
