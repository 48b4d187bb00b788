using System.Reflection;
using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Tests;

/// <summary>A copy of the fixture's assemblies and comments, to change and to build help from.</summary>
internal sealed class FixtureFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("helpbuilder-").FullName;

    public FixtureFolder()
    {
        var built = typeof(FixtureFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "FixtureFolder").Value!;
        Directory.CreateDirectory(Assemblies);
        foreach (var file in Directory.EnumerateFiles(built))
            File.Copy(file, Path.Combine(Assemblies, Path.GetFileName(file)));
    }

    /// <summary>A module is laid out here: the assemblies in bin, the help beside it.</summary>
    public string Root => _root;

    public string Assemblies => Path.Combine(_root, "bin");

    /// <summary>The pages that topics are made from.</summary>
    public string Docs => Directory.CreateDirectory(Path.Combine(_root, "docs")).FullName;

    /// <summary>The pages that are written about the cmdlets.</summary>
    public string Pages => Path.Combine(Docs, "commands");

    public HelpRequest Request => new(Assemblies, Path.Combine(_root, "en-US"), "Fixture") { TopicFolder = Docs, PageFolder = Pages };

    /// <summary>Changes the comments, as an author might.</summary>
    public void EditComments(Action<XDocument> edit, string assembly = "Fixture")
    {
        var file = Path.Combine(Assemblies, assembly + ".xml");
        var comments = XDocument.Load(file, LoadOptions.PreserveWhitespace);
        edit(comments);
        comments.Save(file, SaveOptions.DisableFormatting);
    }

    /// <summary>Writes a page, and returns where it is.</summary>
    public string WritePage(string name, string text)
    {
        var file = Path.Combine(Docs, name);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>What <c>Get-Help</c> would show of a topic.</summary>
    public string ReadTopic(string name) => File.ReadAllText(Path.Combine(Request.OutputFolder, name + ".help.txt"));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
