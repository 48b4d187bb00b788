using System.Text;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Pages;

/// <summary>The page about one cmdlet.</summary>
internal static class CommandPage
{
    private const int SyntaxWidth = 100;

    /// <summary>The text of the page.</summary>
    /// <param name="cmdlet">The cmdlet, whose texts are Markdown.</param>
    public static string Write(CmdletHelp cmdlet)
    {
        var page = new StringBuilder();
        page.Append($"# {cmdlet.Name}\n\n{cmdlet.Synopsis}\n\n");
        page.Append("## Syntax\n\n");
        foreach (var set in cmdlet.ParameterSets)
            Fence(page, "powershell", Syntax(cmdlet, set));

        Section(page, "Description", cmdlet.Description);
        page.Append("## Examples\n\n");
        for (var index = 0; index < cmdlet.Examples.Count; index++)
            Example(page, cmdlet.Examples[index], index + 1);

        page.Append("## Parameters\n\n");
        foreach (var parameter in cmdlet.ParametersByName)
            Parameter(page, parameter, cmdlet.Binding(parameter));
        page.Append("The [common parameters](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_commonparameters) are there as well.\n\n");

        Types(page, "Inputs", cmdlet.Inputs);
        Types(page, "Outputs", cmdlet.Outputs);
        Section(page, "Notes", cmdlet.Notes);
        page.Append("## Related links\n\n");
        foreach (var link in cmdlet.Links)
            page.Append(link.Uri.Length > 0 ? $"- [{link.Text}]({link.Uri})\n" : $"- {link.Text}\n");
        page.Append("- [All commands](README.md)\n");
        return page.ToString();
    }

    /// <summary>Text as a cell of a table.</summary>
    /// <param name="text">The text, in Markdown.</param>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');

    private static void Example(StringBuilder page, ExampleHelp example, int number)
    {
        page.Append(example.Title is null ? $"### Example {number}\n\n" : $"### Example {number}: {example.Title}\n\n");
        Fence(page, "powershell", example.Code);
        Paragraphs(page, example.Remarks);
    }

    private static void Parameter(StringBuilder page, ParameterHelp parameter, ParameterBinding binding)
    {
        page.Append($"### -{parameter.Name}\n\n");
        Paragraphs(page, parameter.Description);
        page.Append("| | |\n|---|---|\n");
        Row("type", Code(parameter.Type.Name));
        Row("default", parameter.DefaultValue is "None" or "False" ? "none" : parameter.DefaultValue);
        Row("required", binding.Required ? "yes" : "no");
        Row("position", binding.Position is { } position ? position.ToString(System.Globalization.CultureInfo.InvariantCulture) : "named");
        Row("from the pipeline", binding switch
        {
            { ByValue: true, ByPropertyName: true } => "by value, by property name",
            { ByValue: true } => "by value",
            { ByPropertyName: true } => "by property name",
            _ => "no",
        });
        Row("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases.Select(Code)) : "none");
        Row("wildcards", parameter.Wildcards ? "yes" : "no");
        page.Append('\n');

        void Row(string name, string value) => page.Append($"| {name} | {Cell(value)} |\n");
    }

    private static void Types(StringBuilder page, string title, IEnumerable<TypeHelp> types)
    {
        page.Append($"## {title}\n\n");
        foreach (var type in types)
        {
            page.Append(type.Name == "None" ? "### None\n\n" : $"### {Code(type.Name)}\n\n");
            Paragraphs(page, type.Description);
        }
    }

    private static void Section(StringBuilder page, string title, IEnumerable<string> paragraphs)
    {
        page.Append($"## {title}\n\n");
        Paragraphs(page, paragraphs);
    }

    private static void Paragraphs(StringBuilder page, IEnumerable<string> paragraphs)
    {
        foreach (var paragraph in paragraphs)
            // A list right below words is taken for a part of them by some.
            page.Append(paragraph.Replace(":\n- ", ":\n\n- ", StringComparison.Ordinal)).Append("\n\n");
    }

    private static void Fence(StringBuilder page, string language, string code) =>
        page.Append($"```{language}\n{code}\n```\n\n");

    // As Get-Command -Syntax has it, in lines that need no scrolling.
    private static string Syntax(CmdletHelp cmdlet, string set)
    {
        var text = new StringBuilder(cmdlet.Name);
        var column = cmdlet.Name.Length;
        foreach (var part in cmdlet.InSyntax(set).Select(item => Part(item.Parameter, item.Binding)).Append("[<CommonParameters>]"))
        {
            if (column + 1 + part.Length > SyntaxWidth)
            {
                text.Append("\n   ");
                column = 3;
            }

            text.Append(' ').Append(part);
            column += 1 + part.Length;
        }

        return text.ToString();
    }

    private static string Part(ParameterHelp parameter, ParameterBinding binding)
    {
        var name = binding.Position is null ? $"-{parameter.Name}" : $"[-{parameter.Name}]";
        var text = parameter.Type.IsSwitch
            ? name
            : $"{name} {(parameter.ValuesInSyntax.Count > 0 ? $"{{{string.Join(" | ", parameter.ValuesInSyntax)}}}" : $"<{parameter.Type.Name}>")}";
        return binding.Required ? text : $"[{text}]";
    }

    private static string Code(string text) => $"`{text}`";
}
