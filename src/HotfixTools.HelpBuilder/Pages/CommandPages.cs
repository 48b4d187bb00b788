using System.Text;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Pages;

/// <summary>The pages about the cmdlets, for the web.</summary>
internal static class CommandPages
{
    /// <summary>Where the pages are in the project.</summary>
    public const string Folder = "docs/commands/";

    private const string Index = "README.md";

    /// <summary>Where the page of a cmdlet is in the project.</summary>
    /// <param name="cmdlet">Its name.</param>
    public static string PathOf(string cmdlet) => $"{Folder}{cmdlet}.md";

    /// <summary>Where the files of the project are on the web, by the address of one of the pages.</summary>
    /// <param name="cmdlet">The cmdlet that it is about.</param>
    public static string ProjectAddress(CmdletHelp cmdlet) => cmdlet.PageAddress[..^PathOf(cmdlet.Name).Length];

    /// <summary>Writes a page for each cmdlet and one that lists them, and removes those of cmdlets that are gone.</summary>
    /// <param name="cmdlets">The cmdlets, whose texts are Markdown.</param>
    /// <param name="folder">Where the pages go.</param>
    public static void Write(IReadOnlyList<CmdletHelp> cmdlets, string folder)
    {
        var pages = cmdlets.ToDictionary(cmdlet => cmdlet.Name + ".md", CommandPage.Write);
        pages.Add(Index, List(cmdlets));
        foreach (var (name, text) in pages)
            HelpFile.WriteIfChanged(Path.Combine(folder, name), new UTF8Encoding(false).GetBytes(text));

        HelpFile.RemoveOthers(folder, "*.md", pages.Keys);
    }

    private static string List(IEnumerable<CmdletHelp> cmdlets)
    {
        var text = new StringBuilder("# Commands\n\n");
        text.Append("Each page says what `Get-Help <command> -Full` says, and is written from the same source.\n\n");
        text.Append("| command | does |\n|---|---|\n");
        foreach (var cmdlet in cmdlets)
            text.Append($"| [{cmdlet.Name}]({cmdlet.Name}.md) | {CommandPage.Cell(cmdlet.Synopsis)} |\n");

        return text.ToString();
    }
}
