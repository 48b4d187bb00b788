using System.Text.RegularExpressions;
using HotfixTools.HelpBuilder.Markdown;

namespace HotfixTools.HelpBuilder.Topics;

/// <summary>Finds the topics among the pages of a folder: those whose first line is a comment that names one.</summary>
/// <param name="errors">Told what keeps a page from being a topic.</param>
internal sealed partial class AboutTopicReader(HelpErrors errors)
{
    /// <summary>The topics, by name.</summary>
    /// <param name="folder">Where the pages are; folders below it are not looked into.</param>
    public IReadOnlyList<AboutTopic> Read(string folder)
    {
        var topics = new SortedDictionary<string, AboutTopic>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            if (MarkdownReader.CommentOf(file) is not { } comment || ReadPage(file, comment) is not { } topic)
                continue;
            if (!topics.TryAdd(topic.Name, topic))
                errors.Add(file, 1, HelpErrorCode.TopicIncomplete, $"{topic.Name} is the name of {Path.GetFileName(topics[topic.Name].Page)} already.");
        }

        return [.. topics.Values];
    }

    private AboutTopic? ReadPage(string file, string comment)
    {
        if (Name().Match(comment) is not { Success: true } match)
        {
            errors.Add(file, 1, HelpErrorCode.TopicIncomplete, "The comment on the first line must name the topic and the words it is found by: <!-- about_Name: word, word -->.");
            return null;
        }

        try
        {
            var page = MarkdownReader.Read(file, File.ReadAllText(file));
            return Take(match.Groups[1].Value, [.. match.Groups[2].Value.Split(',').Select(word => word.Trim()).Where(word => word.Length > 0)], page);
        }
        catch (MarkdownException problem)
        {
            errors.Add(file, problem.Line, HelpErrorCode.PageNotPlain, problem.Message);
            return null;
        }
    }

    private AboutTopic? Take(string name, IReadOnlyList<string> keywords, MarkdownPage page)
    {
        if (page.Blocks is not [MarkdownHeading { Level: 1 }, MarkdownParagraph summary, ..])
            return Incomplete(page, 2, "The page must begin with its title (# …) and one short paragraph: it is what Get-Help lists.");

        var rest = page.Blocks.Skip(2).ToList();
        if (rest.OfType<MarkdownHeading>().FirstOrDefault(heading => heading.Level == 1) is { } second)
            return Incomplete(page, second.Line, "A page has one title: write ## here.");

        var last = rest.FindIndex(block => block is MarkdownHeading { Text: "See also" });
        if (last < 0 || rest.Skip(last + 1).Any(block => block is MarkdownHeading) || last == rest.Count - 1)
            return Incomplete(page, rest.Count > 0 ? rest[^1].Line : 2, "The page must end with '## See also', and what to read next.");

        return last == 0
            ? Incomplete(page, summary.Line, "The page says nothing beside its summary.")
            : new AboutTopic(name, keywords, page.File, summary, rest[..last], rest[(last + 1)..]);
    }

    private AboutTopic? Incomplete(MarkdownPage page, int line, string why)
    {
        errors.Add(page.File, line, HelpErrorCode.TopicIncomplete, why);
        return null;
    }

    [GeneratedRegex(@"^(about_\w+): *(\S.*)$")]
    private static partial Regex Name();
}
