using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests;

/// <summary>The pages of the project: their links lead somewhere, and the commands that they name are there, with those parameters.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Paths.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Paths.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Paths.Root, file).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_a_file_and_a_title(string page)
    {
        var file = Path.Combine(Paths.Root, page);
        foreach (var target in Link().Matches(Prose(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            var parts = target.Split('#');
            var found = parts[0].Length == 0 ? file : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0]));
            Assert.True(File.Exists(found) || Directory.Exists(found), $"{page}: {target}");
            if (parts.Length > 1)
                Assert.Contains(parts[1], Anchors(File.ReadAllText(found)));
        }
    }

    [Fact]
    public void Every_command_that_a_page_names_is_there_with_those_parameters()
    {
        using var shell = new ModuleSession();
        var commands = shell.Run("Get-Command -Module HotfixTools").NoErrors().Output.Select(command => (CommandInfo)command.BaseObject)
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
        var (faults, named) = (new List<string>(), 0);
        foreach (var page in Pages.Select(row => row.Data))
        {
            foreach (var code in Code(File.ReadAllText(Path.Combine(Paths.Root, page))))
            {
                foreach (var call in Calls(code))
                {
                    if (!commands.TryGetValue(call.GetCommandName(), out var command))
                    {
                        faults.Add($"{page}: there is no {call.GetCommandName()}");
                        continue;
                    }

                    named++;
                    faults.AddRange(call.CommandElements.OfType<CommandParameterAst>().Where(parameter => !IsThere(command, parameter.ParameterName))
                        .Select(parameter => $"{page}: {command.Name} has no -{parameter.ParameterName}"));
                }
            }
        }

        Assert.Empty(faults);
        Assert.True(named > 200, $"only {named} commands were found in the pages");
    }

    private static bool IsThere(CommandInfo command, string parameter)
    {
        try
        {
            return command.ResolveParameter(parameter) is not null;
        }
        catch (ParameterBindingException)
        {
            return false;
        }
    }

    // What does not parse as a whole, such as YAML around a command, still has the commands in it.
    private static IEnumerable<CommandAst> Calls(string code) =>
        Parser.ParseInput(Placeholder().Replace(code, "x").Replace('…', ' ').Replace("...", " ", StringComparison.Ordinal), out _, out _)
            .FindAll(ast => ast is CommandAst call && call.GetCommandName() is { } name && Ours().IsMatch(name), true).Cast<CommandAst>();

    // Fenced and indented blocks, a prompt taken off, and what stands in backquotes.
    private static IEnumerable<string> Code(string text)
    {
        var (lines, isFenced) = (new StringBuilder(), false);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isFenced = !isFenced;
            else if (isFenced || line.StartsWith("    ", StringComparison.Ordinal))
                yield return Prompt().Replace(line.Trim(), "");
            else
                lines.Append(line).Append('\n');
        }

        foreach (Match match in Inline().Matches(lines.ToString()))
            yield return match.Groups[1].Value;
    }

    private static string Prose(string text) => Inline().Replace(Fence().Replace(text.ReplaceLineEndings("\n"), ""), "");

    // As forges make them of titles.
    private static IEnumerable<string> Anchors(string text) =>
        Title().Matches(Fence().Replace(text.ReplaceLineEndings("\n"), ""))
            .Select(match => NotInAnchor().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex(@"^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex("<[^<>|]+>")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(PS[^>]*> |- run: |run: |- pwsh: |pwsh: )")]
    private static partial Regex Prompt();

    [GeneratedRegex(@"^[A-Za-z]+-(Hotfix|Deploy|LastDeploy)[A-Za-z]*$")]
    private static partial Regex Ours();
}
