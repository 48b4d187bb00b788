using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Tests;

/// <summary>The help of the fixture, built once, and short ways into it.</summary>
public sealed class FixtureHelp
{
    private readonly XDocument _document;

    public FixtureHelp()
    {
        using var folder = new FixtureFolder();
        Assert.Empty(HelpBuild.Run(folder.Request));
        _document = XDocument.Load(folder.Request.OutputPath);
    }

    public XElement Root => _document.Root!;

    public IEnumerable<XElement> Commands => Root.Elements().Where(element => element.Name.LocalName == "command");

    public XElement Command(string name) => Commands.Single(command => command.At("details", "name").Value == name);

    public XElement Parameter(string command, string name) =>
        Command(command).At("parameters").All("parameter").Single(parameter => parameter.At("name").Value == name);

    public XElement SyntaxParameter(string command, int syntax, string name) =>
        Command(command).At("syntax").All("syntaxItem").ElementAt(syntax).All("parameter").Single(parameter => parameter.At("name").Value == name);
}
