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

    public HelpRequest Request => new(Assemblies, Path.Combine(_root, "en-US"), "Fixture");

    /// <summary>Changes the comments, as an author might.</summary>
    public void EditComments(Action<XDocument> edit)
    {
        var comments = XDocument.Load(Request.DocumentationPath, LoadOptions.PreserveWhitespace);
        edit(comments);
        comments.Save(Request.DocumentationPath, SaveOptions.DisableFormatting);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
