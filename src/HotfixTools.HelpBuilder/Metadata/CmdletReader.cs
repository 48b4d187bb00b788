using System.Reflection;
using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Model;
using HotfixTools.HelpBuilder.Pages;

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
        var notes = comment.Elements("notes").SelectMany(text.Paragraphs).ToList();
        if (notes.Count == 0)
            errors.Add(type, HelpErrorCode.NotesMissing, $"{verb}-{noun} has no <notes>: say what it writes, and where; or that it writes nothing.");

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
            Notes = notes,
            Examples = _examples.Read(type, comment),
            PageAddress = PageAddress(type, attribute),
            Links = Links(comment),
        };
    }

    // Get-Help -Online opens it, and it is the page that is written about this cmdlet.
    private string PageAddress(Type type, CustomAttributeData attribute)
    {
        var address = attribute.Get("HelpUri", "");
        var page = CommandPages.PathOf(CommandNames.NameOf(type));
        if (!address.StartsWith("https://", StringComparison.Ordinal) || !address.EndsWith("/" + page, StringComparison.Ordinal))
            errors.Add(type, HelpErrorCode.PageAddressMissing, $"The HelpUri of {CommandNames.NameOf(type)} must be an address with https:// that ends with /{page}.");
        return address;
    }

    private static IReadOnlyList<string> ParameterSets(CustomAttributeData attribute, IEnumerable<ParameterHelp> parameters)
    {
        // The default comes first, and counts even where no parameter names it: PowerShell shows it too.
        var byDefault = attribute.Get("DefaultParameterSetName", ParameterSetName.All);
        var named = parameters.SelectMany(parameter => parameter.Bindings.Keys);
        var sets = named.Prepend(byDefault).Where(set => set != ParameterSetName.All).Distinct().ToList();
        return sets.Count > 0 ? sets : [ParameterSetName.All];
    }

    private IReadOnlyList<LinkHelp> Links(XElement comment)
    {
        var links = new List<LinkHelp>();
        foreach (var element in comment.Elements("seealso"))
        {
            var address = element.Attribute("href")?.Value ?? "";
            var words = text.Line(new XElement("text", element.Nodes()));
            links.Add(new LinkHelp(words.Length > 0 ? words : text.Reference(element), address));
        }

        return links;
    }
}
