using System.Xml;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Metadata;
using HotfixTools.HelpBuilder.Model;
using HotfixTools.HelpBuilder.Writing;

namespace HotfixTools.HelpBuilder;

/// <summary>Builds the help file of one assembly.</summary>
internal static class HelpBuild
{
    /// <summary>Writes the help file, unless something is undocumented or the file is right already.</summary>
    /// <returns>The errors; empty when the help file is complete.</returns>
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
        var cmdlets = Read(request, assembly, errors);

        if (errors.Found.Count > 0)
            return errors.Found;
        if (cmdlets.Count == 0)
            return [new HelpError(request.AssemblyPath, 0, HelpErrorCode.CannotBuild, "The assembly holds no public cmdlet.")];

        HelpFile.WriteIfChanged(request.OutputPath, MamlDocument.Write(cmdlets));
        return [];
    }

    private static List<CmdletHelp> Read(HelpRequest request, CmdletAssembly assembly, HelpErrors errors)
    {
        var comments = DocumentationComments.Load(request.AssemblyFolder);
        var text = new CommentText(CommandNames.Of(assembly.CmdletTypes));
        var reader = new CmdletReader(comments, text, errors);
        return [.. assembly.CmdletTypes.Select(reader.Read).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
    }
}
