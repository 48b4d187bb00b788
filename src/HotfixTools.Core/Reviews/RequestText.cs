using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>
/// Title and description of the pull request of a hotfix, in Markdown. What comes from commits and people stands in code
/// spans: there it is text, and neither mentions anybody nor becomes a link or HTML.
/// </summary>
/// <param name="facts">The hotfix.</param>
/// <param name="mainline">Where it is to be merged.</param>
internal sealed partial class RequestText(HotfixFacts facts, BranchName mainline)
{
    private const string Begin = "<!-- hotfix:begin -->";
    private const string End = "<!-- hotfix:end -->";

    // Azure DevOps takes 4000 letters of a description, and cuts off the rest.
    private const int LongestPart = 3500;
    private const int LongestTitle = 200;
    private const int LongestReason = 400;

    /// <summary>The title of a new one.</summary>
    public string Title => Cut($"Hotfix: {Mention().Replace(DisplayText.Clean(facts.Started?.Reason is { Length: > 0 } reason ? reason : facts.Commits[^1].Subject), "@ ")}", LongestTitle);

    /// <summary>The description that a pull request should have: what people wrote around the part of this module stays.</summary>
    /// <param name="present">The description that it has.</param>
    public string Body(string present)
    {
        var text = present.ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = EndAfter(text, begin);
        return begin >= 0 && end > begin ? text[..begin] + Part() + text[(end + End.Length)..] : text.Trim().Length > 0 ? $"{Part()}\n\n{text}" : Part();
    }

    /// <summary>Whether a description says what it should.</summary>
    /// <param name="present">The description that it has.</param>
    public bool IsIn(string present) => Body(present).Trim() == present.ReplaceLineEndings("\n").Trim();

    // The mark stands on a line of its own, which text in a code span cannot; unless somebody wrote on behind it.
    private static int EndAfter(string text, int begin)
    {
        for (var end = begin; end >= 0 && (end = text.IndexOf(End, end + 1, StringComparison.Ordinal)) >= 0;)
        {
            var after = end + End.Length;
            if (text[end - 1] == '\n' && (after == text.Length || text[after] == '\n'))
                return end;
        }

        return text.LastIndexOf(End, StringComparison.Ordinal);
    }

    private string Part()
    {
        var goal = facts.Session.Settings.LastEnvironment;
        var text = new StringBuilder($"{Begin}\n");
        text.Append($"**Deploy before merge.** This is a hotfix of {Code(goal.ToString())}: its head is reviewed, then deployed, and only then merged into {Code(mainline.ToString())}. ");
        text.Append($"Please do not press the merge button before the status {Code(OwnStatus.Published)} is green; {Code("Publish-Hotfix")} deploys it, {Code("Complete-Hotfix")} merges it.\n\n");
        if (facts.Started is { } started)
        {
            if (started.Reason is { Length: > 0 } reason)
                text.Append($"- Why: {Code(Cut(reason, LongestReason))}\n");
            text.Append($"- Started by {Code(started.By.Name)} at {Clock.Text(started.At)}\n");
        }

        if (facts.Base is { } origin)
            text.Append($"- Starts from {Code(origin.Short)}, what was live in {Code(goal.ToString())}\n");
        var isAlone = facts.Purity.Contaminating.Count == 0 && !facts.IsSuperseded;
        text.Append($"\nIt has {HotfixErrors.Count(facts.Commits.Count, "commit")} of its own{(isAlone ? $", and nothing else that {Code(mainline.ToString())} has and {Code(goal.ToString())} has not" : string.Empty)}:\n\n");
        var named = 0;
        foreach (var line in facts.Commits.Select(commit => $"- {Code(commit.Id.Short)} {Code(Cut(DisplayText.Clean(commit.Subject), LongestTitle))} ({Code(DisplayText.Clean(commit.Author.Name))})\n").TakeWhile(line => text.Length + line.Length < LongestPart))
        {
            text.Append(line);
            named++;
        }

        if (named < facts.Commits.Count)
            text.Append($"- and {facts.Commits.Count - named} more\n");
        return text.Append(End).ToString();
    }

    // CommonMark: a code span ends at a run of backticks as long as the one that began it. A comment in it is none, but for
    // those who look for the marks of this module.
    private static string Code(string text)
    {
        var clean = DisplayText.Clean(text).Replace("<!--", "<! --", StringComparison.Ordinal).Replace("-->", "-- >", StringComparison.Ordinal);
        var longest = clean.Split(clean.Where(letter => letter != '`').Distinct().ToArray()).Max(run => run.Length);
        var fence = new string('`', longest + 1);
        return longest == 0 ? $"`{clean}`" : $"{fence} {clean} {fence}";
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    // A title has no code spans; an address of mail is no mention.
    [GeneratedRegex(@"(?<!\w)@(?=\w)")]
    private static partial Regex Mention();
}
