using System.Xml;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Metadata;
using HotfixTools.HelpBuilder.Model;
using HotfixTools.HelpBuilder.Pages;
using HotfixTools.HelpBuilder.Topics;
using HotfixTools.HelpBuilder.Writing;

namespace HotfixTools.HelpBuilder;

/// <summary>Builds the help of one assembly: of its cmdlets, and the topics around them.</summary>
internal static class HelpBuild
{
    /// <summary>Writes the help, unless something is missing in it. What is right already is left alone.</summary>
    /// <returns>The errors; empty when the help is complete.</returns>
    public static IReadOnlyList<HelpError> Run(HelpRequest request)
    {
        foreach (var file in new[] { request.AssemblyPath, request.DocumentationPath })
            if (!File.Exists(file))
                return [new HelpError(file, 0, HelpErrorCode.CannotBuild, "The file does not exist. Build the cmdlets first, with GenerateDocumentationFile.")];

        try
        {
            return Build(request);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or BadImageFormatException or XmlException)
        {
            // A missing neighbour of the assembly ends here too: a line of the build log, not a stack trace.
            return [new HelpError(request.AssemblyPath, 0, HelpErrorCode.CannotBuild, problem.Message.ReplaceLineEndings(" "))];
        }
    }

    private static IReadOnlyList<HelpError> Build(HelpRequest request)
    {
        using var assembly = CmdletAssembly.Open(request.AssemblyPath);
        using var sources = SourceMap.Open(request.AssemblyPath);
        var errors = new HelpErrors(sources);
        var cmdlets = Read(request, assembly, errors, new PlainStyle());
        if (errors.Found.Count == 0 && cmdlets.Count == 0)
            return [new HelpError(request.AssemblyPath, 0, HelpErrorCode.CannotBuild, "The assembly holds no public cmdlet.")];

        var topics = request.TopicFolder is { } folder ? new AboutTopicReader(errors).Read(folder) : [];
        var files = Topics(topics, cmdlets, errors);
        if (errors.Found.Count > 0)
            return errors.Found;

        HelpFile.WriteIfChanged(request.OutputPath, MamlDocument.Write(cmdlets));
        foreach (var (name, content) in files)
            HelpFile.WriteIfChanged(Path.Combine(request.OutputFolder, name), content);
        HelpFile.RemoveOthers(request.OutputFolder, "about_*.help.txt", files.Keys);

        if (request.PageFolder is { } pages)
            CommandPages.Write(Read(request, assembly, errors, new MarkdownStyle()), pages);
        return [];
    }

    private static List<CmdletHelp> Read(HelpRequest request, CmdletAssembly assembly, HelpErrors errors, ITextStyle style)
    {
        var comments = DocumentationComments.Load(request.AssemblyFolder);
        var text = new CommentText(CommandNames.Of(assembly.CmdletTypes), style);
        var reader = new CmdletReader(comments, text, errors);
        return [.. assembly.CmdletTypes.Select(reader.Read).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }

    private static Dictionary<string, byte[]> Topics(IReadOnlyList<AboutTopic> topics, List<CmdletHelp> cmdlets, HelpErrors errors)
    {
        var files = new Dictionary<string, byte[]>();
        // Without an address of a cmdlet there is none of the project, and that is an error already.
        if (errors.Found.Any(error => error.Code == HelpErrorCode.PageAddressMissing))
            return files;

        foreach (var topic in topics)
        {
            var links = new TopicLinks(topic, topics, cmdlets.Select(cmdlet => cmdlet.Name), CommandPages.ProjectAddress(cmdlets[0]));
            files.Add(topic.Name + ".help.txt", AboutTopicWriter.Write(topic, links, errors));
        }

        return files;
    }
}
