using System.Text;
using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Tests;

public sealed class MissingDocumentationTests : IDisposable
{
    private readonly FixtureFolder _folder = new();

    [Fact]
    public void Cmdlet_without_a_summary_fails()
    {
        Remove("T:Fixture.Commands.SetKettleCommand", "summary");

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0001", error.Code);
        Assert.StartsWith("Set-Kettle has no <summary>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_without_a_summary_fails_at_its_line()
    {
        Remove("P:Fixture.Commands.SetKettleCommand.Times", "summary");

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0002", error.Code);
        Assert.EndsWith("SetKettleCommand.cs", error.File, StringComparison.Ordinal);
        Assert.Contains("int Times", File.ReadLines(error.File).ElementAt(error.Line - 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_that_two_cmdlets_inherit_fails_once()
    {
        Remove("P:Fixture.Commands.KettleCommand.Path", "summary");

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("The parameter -Path of KettleCommand has no <summary>: say what it means.", error.Message);
    }

    [Fact]
    public void Inheritdoc_that_finds_nothing_fails()
    {
        Remove("P:Fixture.Commands.KettleCommand.Note", "summary");

        Assert.Equal("HT0002", Assert.Single(HelpBuild.Run(_folder.Request)).Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Cmdlet_with_fewer_than_three_examples_fails(int kept)
    {
        _folder.EditComments(comments => Member(comments, "T:Fixture.Commands.ClearKettleCommand").Elements("example").Skip(kept).Remove());

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0003", error.Code);
        Assert.Equal($"Clear-Kettle has {kept} <example>: show at least 3.", error.Message);
    }

    [Theory]
    [InlineData("Clear-Kettle -First (")]
    [InlineData("Clear-Kettle |")]
    [InlineData("'Clear-Kettle")]
    [InlineData("if (Clear-Kettle)")]
    public void Example_that_is_not_PowerShell_fails(string code)
    {
        _folder.EditComments(comments => Member(comments, "T:Fixture.Commands.ClearKettleCommand").Elements("example").Last().Element("code")!.Value = code);

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0009", error.Code);
        Assert.StartsWith($"The example '{code}' of Clear-Kettle is not PowerShell: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cmdlet_without_notes_fails()
    {
        Remove("T:Fixture.Commands.ClearKettleCommand", "notes");

        Assert.Equal("HT0007", Assert.Single(HelpBuild.Run(_folder.Request)).Code);
    }

    [Theory]
    [InlineData("input", "Nothing says what a String that is piped to Get-Kettle means: add an <input cref>.")]
    [InlineData("output", "Nothing says what Get-Kettle emits as System.Boolean: add an <output cref>.")]
    public void Type_that_nothing_describes_fails(string element, string message)
    {
        Remove("T:Fixture.Commands.GetKettleCommand", element);

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0008", error.Code);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Value_of_an_enumeration_without_a_summary_fails()
    {
        _folder.EditComments(comments => Member(comments, "F:Fixture.Types.Heat.Warm").Elements().Remove(), "Fixture.Types");

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0013", error.Code);
        Assert.Equal("Heat.Warm, which -Heat takes, has no <summary>: say what it means.", error.Message);
    }

    [Theory]
    [InlineData("kettle/docs/commands/Clear-Kettle.md", "kettle/docs/commands/Clean-Kettle.md")]
    [InlineData("https://example.org/kettle/docs/commands/Clear", "nttps://example.org/kettle/docs/commands/Clear")]
    public void Cmdlet_whose_page_is_another_fails(string address, string other)
    {
        // An attribute is in the metadata alone, as text of UTF-8.
        var assembly = File.ReadAllBytes(_folder.Request.AssemblyPath);
        Encoding.UTF8.GetBytes(other).CopyTo(assembly.AsSpan(assembly.AsSpan().IndexOf(Encoding.UTF8.GetBytes(address))));
        File.WriteAllBytes(_folder.Request.AssemblyPath, assembly);

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0010", error.Code);
        Assert.Equal("The HelpUri of Clear-Kettle must be an address with https:// that ends with /docs/commands/Clear-Kettle.md.", error.Message);
    }

    [Fact]
    public void Example_without_code_fails()
    {
        _folder.EditComments(comments => Member(comments, "T:Fixture.Commands.ClearKettleCommand").Elements("example").First().ReplaceNodes("Words only."));

        Assert.Equal("HT0004", Assert.Single(HelpBuild.Run(_folder.Request)).Code);
    }

    [Fact]
    public void Output_that_is_not_declared_fails()
    {
        _folder.EditComments(comments => Member(comments, "T:Fixture.Commands.SetKettleCommand").Add(new XElement("output", new XAttribute("cref", "T:System.Int32"))));

        Assert.Equal("HT0005", Assert.Single(HelpBuild.Run(_folder.Request)).Code);
    }

    [Fact]
    public void All_that_is_missing_is_reported_at_once()
    {
        Remove("T:Fixture.Commands.SetKettleCommand", "summary");
        Remove("T:Fixture.Commands.SetKettleCommand", "example");
        Remove("P:Fixture.Commands.SetKettleCommand.Times", "summary");

        Assert.Equal(["HT0001", "HT0002", "HT0003"], HelpBuild.Run(_folder.Request).Select(error => error.Code));
    }

    [Fact]
    public void Nothing_is_written_when_something_is_missing()
    {
        Remove("T:Fixture.Commands.SetKettleCommand", "summary");

        HelpBuild.Run(_folder.Request);

        Assert.False(Directory.Exists(_folder.Request.OutputFolder));
        Assert.False(Directory.Exists(_folder.Pages));
    }

    [Fact]
    public void Missing_documentation_file_fails()
    {
        File.Delete(_folder.Request.DocumentationPath);

        Assert.Equal("HT0006", Assert.Single(HelpBuild.Run(_folder.Request)).Code);
    }

    [Fact]
    public void Missing_neighbour_of_the_assembly_fails_without_a_stack_trace()
    {
        File.Delete(Path.Combine(_folder.Assemblies, "Fixture.Types.dll"));

        var error = Assert.Single(HelpBuild.Run(_folder.Request));
        Assert.Equal("HT0006", error.Code);
        Assert.Contains("Fixture.Types", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Assembly_without_cmdlets_fails() =>
        Assert.Equal("HT0006", Assert.Single(HelpBuild.Run(_folder.Request with { AssemblyName = "Fixture.Types" })).Code);

    [Fact]
    public void Error_reads_as_MSBuild_expects()
    {
        Assert.Equal("a.cs(3): error HT0001: Why.", new HelpError("a.cs", 3, "HT0001", "Why.").ToString());
        Assert.Equal("a.dll: error HT0006: Why.", new HelpError("a.dll", 0, "HT0006", "Why.").ToString());
    }

    public void Dispose() => _folder.Dispose();

    private void Remove(string member, string element) =>
        _folder.EditComments(comments => Member(comments, member).Elements(element).Remove());

    private static XElement Member(XDocument comments, string id) =>
        comments.Descendants("member").Single(member => member.Attribute("name")!.Value == id);
}
