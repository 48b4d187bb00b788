using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Tests;

public sealed class PipelineTests(FixtureHelp help) : IClassFixture<FixtureHelp>
{
    [Fact]
    public void Inputs_tell_what_a_piped_item_is_bound_to() => Assert.Equal(
        [("System.String", "The name of a kettle. The object is bound to -Name. Any object with one of these properties is taken too: Name for -Name; Path or PSPath or FullName for -Path.")],
        Entries("Get-Kettle", "inputTypes", "inputType"));

    [Fact]
    public void Input_comment_may_name_a_parameter_that_is_called_like_its_type() => Assert.Equal(
        ("Fixture.Types.Kettle", "The kettle to heat. The object is bound to -Kettle."),
        Entries("Set-Kettle", "inputTypes", "inputType").First());

    [Fact]
    public void Outputs_are_described_by_their_type_or_by_the_cmdlet() => Assert.Equal(
        [("Fixture.Types.Kettle", "A kettle, as it stands."), ("System.Boolean", "True when the kettle boils; with -Quiet.")],
        Entries("Get-Kettle", "returnValues", "returnValue"));

    [Fact]
    public void Nothing_in_or_out_is_said()
    {
        Assert.Equal([("None", "Nothing can be piped to this cmdlet.")], Entries("Clear-Kettle", "inputTypes", "inputType"));
        Assert.Equal([("None", "This cmdlet emits nothing.")], Entries("Clear-Kettle", "returnValues", "returnValue"));
    }

    private IEnumerable<(string Type, string Description)> Entries(string command, string list, string entry) =>
        help.Command(command).At(list).All(entry).Select(element => (Type(element), string.Join(' ', element.At("description").Paragraphs())));

    private static string Type(XElement entry) => entry.At("type", "name").Value;
}
