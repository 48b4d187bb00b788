using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Reads the examples of a cmdlet.</summary>
internal sealed class ExampleReader(CommentText text, HelpErrors errors)
{
    /// <summary>The examples, in order. A cmdlet without any is an error: an example is what people read first.</summary>
    public IReadOnlyList<ExampleHelp> Read(Type type, XElement comment)
    {
        var examples = comment.Elements("example").Select(element => ReadOne(type, element)).ToList();
        if (examples.Count == 0)
            errors.Add(type, HelpErrorCode.ExampleMissing, $"{Name(type)} has no <example>: show at least one.");

        return examples;
    }

    private ExampleHelp ReadOne(Type type, XElement example)
    {
        var title = text.Line(example.Element("title"));

        // The first block is what to type. Any further one, such as the output, stays among the remarks.
        var code = example.Element("code");
        if (code is null || string.IsNullOrWhiteSpace(code.Value))
            errors.Add(type, HelpErrorCode.ExampleWithoutCode, $"An example of {Name(type)} has no <code>: show what to type.");

        var remarks = example.Nodes().Where(node => node != code && (node as XElement)?.Name != "title");
        return new ExampleHelp(
            title.Length > 0 ? title : null,
            CodeBlock.Unindent(code?.Value ?? ""),
            text.Paragraphs(remarks));
    }

    private static string Name(Type type)
    {
        var (verb, noun) = CommandNames.CmdletName(type);
        return $"{verb}-{noun}";
    }
}
