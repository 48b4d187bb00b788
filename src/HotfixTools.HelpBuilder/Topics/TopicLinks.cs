using System.Text.RegularExpressions;
using HotfixTools.HelpBuilder.Markdown;
using HotfixTools.HelpBuilder.Pages;

namespace HotfixTools.HelpBuilder.Topics;

/// <summary>What the links of a page read as in the help: topics by name, other pages by their path in the project.</summary>
internal sealed partial class TopicLinks : ILinkText
{
    private readonly string _page;
    private readonly string _root;
    private readonly string _address;
    private readonly Dictionary<string, string> _topics;
    private readonly HashSet<string> _commandPages;
    private readonly Lazy<HashSet<string>> _anchors;

    /// <param name="topic">The topic whose page it is.</param>
    /// <param name="all">All topics there are.</param>
    /// <param name="cmdlets">The cmdlets there are, by name: each has a page, written or to be written.</param>
    /// <param name="address">Where the files of the project are on the web.</param>
    public TopicLinks(AboutTopic topic, IEnumerable<AboutTopic> all, IEnumerable<string> cmdlets, string address)
    {
        _page = Path.GetFullPath(topic.Page);
        _root = Path.GetDirectoryName(Path.GetDirectoryName(_page)!)!;
        _address = address;
        _commandPages = [.. cmdlets.Select(CommandPages.PathOf)];
        _topics = all.ToDictionary(one => Path.GetFullPath(one.Page), one => one.Name);
        _anchors = new(() => [.. topic.Body.Concat(topic.SeeAlso).OfType<MarkdownHeading>().Select(heading => Anchor(heading.Text)).Append("see-also")]);
    }

    /// <summary>Where the page itself, and those that it names by path, can be read.</summary>
    public string OnTheWeb => $"This page is {PathOf(_page)} of the project. Pages of that kind are below {_address}";

    /// <inheritdoc/>
    public string Text(string words, string target, int line)
    {
        if (target.Contains("://", StringComparison.Ordinal))
            return words == target ? words : $"{words} ({target})";
        if (target.StartsWith('#'))
            return _anchors.Value.Contains(target[1..]) ? words : throw new MarkdownException(line, $"The page has no heading for {target}.");

        var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(_page)!, target.Split('#')[0]));
        var path = PathOf(file);
        // A cmdlet has help of its own, by its name.
        if (_commandPages.Contains(path))
            return Beside(words, Path.GetFileNameWithoutExtension(file));
        // The page of a cmdlet that is gone may be there still.
        if ((!File.Exists(file) && !Directory.Exists(file)) || path.StartsWith(CommandPages.Folder, StringComparison.Ordinal))
            throw new MarkdownException(line, $"The link leads nowhere: there is no {target}.");

        return Beside(words, _topics.GetValueOrDefault(file) ?? path);
    }

    private static string Beside(string words, string name) => words == name ? words : $"{words} ({name})";

    private string PathOf(string file) => Path.GetRelativePath(_root, file).Replace('\\', '/');

    // As the web page names it: small letters, words joined by dashes, all marks left out.
    private static string Anchor(string heading) => Marks().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Marks();
}
