using System.Reflection;
using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Puts together what the metadata and the comments say about a cmdlet.</summary>
internal sealed class CmdletReader(DocumentationComments comments, CommentText text, HelpErrors errors)
{
    private readonly ParameterReader _parameters = new(comments, text, errors);
    private readonly ExampleReader _examples = new(text, errors);
    private readonly PipelineReader _pipeline = new(comments, text, errors);

    /// <summary>Reads one cmdlet, and notes what is missing.</summary>
    public CmdletHelp Read(Type type)
    {
        var (verb, noun) = CommandNames.CmdletName(type);
        var attribute = type.Attribute(PowerShellAttribute.Cmdlet)!;
        var comment = comments.Of(type);
        var synopsis = text.Line(comment.Element("summary"));
        if (synopsis.Length == 0)
            errors.Add(type, HelpErrorCode.CmdletUndocumented, $"{verb}-{noun} has no <summary>: say what it does.");

        var written = ParameterProperties.Of(type)
            .Where(ParameterReader.IsShown)
            .Select(property => (Property: property, Help: _parameters.Read(property)))
            .ToList();
        var parameters = written.Select(parameter => parameter.Help).Concat(EngineParameters.Of(attribute)).ToList();
        var description = text.Paragraphs(comment.Element("remarks"));

        return new CmdletHelp
        {
            Verb = verb,
            Noun = noun,
            Synopsis = synopsis,
            // A cmdlet that needs no more words than its synopsis still has a description to read.
            Description = description.Count > 0 ? description : [synopsis],
            ParameterSets = ParameterSets(attribute, parameters),
            Parameters = parameters,
            Inputs = _pipeline.Inputs(type, comment, written),
            Outputs = _pipeline.Outputs(type, comment),
            Notes = [.. comment.Elements("notes").SelectMany(notes => text.Paragraphs(notes))],
            Examples = _examples.Read(type, comment),
            Links = Links(attribute, comment),
        };
    }

    private static IReadOnlyList<string> ParameterSets(CustomAttributeData attribute, IEnumerable<ParameterHelp> parameters)
    {
        // The default comes first, and counts even where no parameter names it: PowerShell shows it too.
        var byDefault = attribute.Get("DefaultParameterSetName", ParameterSetName.All);
        var named = parameters.SelectMany(parameter => parameter.Bindings.Keys);
        var sets = named.Prepend(byDefault).Where(set => set != ParameterSetName.All).Distinct().ToList();
        return sets.Count > 0 ? sets : [ParameterSetName.All];
    }

    private IReadOnlyList<LinkHelp> Links(CustomAttributeData attribute, XElement comment)
    {
        var links = new List<LinkHelp>();

        // Get-Help -Online opens the first link, so the page on the web goes there.
        if (attribute.Get("HelpUri", "") is { Length: > 0 } page)
            links.Add(new LinkHelp("Online Version:", page));

        foreach (var element in comment.Elements("seealso"))
        {
            var address = element.Attribute("href")?.Value ?? "";
            var words = text.Line(new XElement("text", element.Nodes()));
            links.Add(new LinkHelp(words.Length > 0 ? words : text.Reference(element), address));
        }

        return links;
    }
}
