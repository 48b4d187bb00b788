using System.Management.Automation.Language;
using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Reads the examples of a cmdlet.</summary>
internal sealed class ExampleReader(CommentText text, HelpErrors errors)
{
    private const int Fewest = 3;

    /// <summary>The examples, in order. Too few of them are an error: an example is what people read first.</summary>
    public IReadOnlyList<ExampleHelp> Read(Type type, XElement comment)
    {
        var examples = comment.Elements("example").Select(element => ReadOne(type, element)).ToList();
        if (examples.Count < Fewest)
            errors.Add(type, HelpErrorCode.ExampleMissing, $"{CommandNames.NameOf(type)} has {examples.Count} <example>: show at least {Fewest}.");

        return examples;
    }

    private ExampleHelp ReadOne(Type type, XElement example)
    {
        var title = text.Line(example.Element("title"));

        // The first block is what to type. Any further one, such as the output, stays among the remarks.
        var element = example.Element("code");
        var code = CodeBlock.Unindent(element?.Value ?? "");
        if (code.Length == 0)
            errors.Add(type, HelpErrorCode.ExampleWithoutCode, $"An example of {CommandNames.NameOf(type)} has no <code>: show what to type.");
        Parse(type, code);

        var remarks = example.Nodes().Where(node => node != element && (node as XElement)?.Name != "title");
        return new ExampleHelp(title.Length > 0 ? title : null, code, text.Paragraphs(remarks));
    }

    private void Parse(Type type, string code)
    {
        Parser.ParseInput(code, out _, out var faults);
        // The others mostly follow from the first.
        if (faults.FirstOrDefault() is { } fault)
            errors.Add(type, HelpErrorCode.ExampleNotParsed, $"The example '{code.ReplaceLineEndings(" ")}' of {CommandNames.NameOf(type)} is not PowerShell: {fault.Message.ReplaceLineEndings(" ")}");
    }
}
