namespace HotfixTools;

/// <summary>Every repository in one line, with the next step.</summary>
internal static class RepositoryTable
{
    // The script sorts a column of numbers by data-k, and a column of texts by what stands there.
    private static readonly (string Title, bool IsNumber)[] Columns =
        [("Repository", false), ("State", true), ("Findings", true), ("Age", true), ("Started by", false), ("Head", false), ("Next step", false)];

    /// <summary>Writes the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="entries">The repositories, in the order of the page.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Write(HtmlWriter page, IReadOnlyList<RepositoryEntry> entries, CancellationToken cancellation)
    {
        page.Write($"<section aria-labelledby=\"repositories\">\n<h2 id=\"repositories\">Repositories</h2>\n");
        WriteFilter(page, entries);
        // The roles, because a style that makes the rows a grid takes them from a table in some browsers.
        page.Write($"<table role=\"table\" id=\"fleet\">\n<caption>Every repository, what is worst first</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (var (title, isNumber) in Columns)
        {
            page.Write($"<th role=\"columnheader\" scope=\"col\"");
            if (title == "Findings")
                page.Write($" aria-sort=\"descending\"");
            if (isNumber)
                page.Write($" data-number");
            page.Write($">{title}</th>");
        }

        page.Write($"</tr></thead>\n<tbody role=\"rowgroup\">\n");
        foreach (var entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            WriteRow(page, entry);
        }

        page.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteFilter(HtmlWriter page, IReadOnlyList<RepositoryEntry> entries)
    {
        page.Write($"<search class=\"tools\">\n<label for=\"words\">Filter</label> <input id=\"words\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"repository, person, commit, finding\">\n");
        Chips(page, "Findings", "kind", new[] { ("error", "Errors"), (ReportWords.Unchecked, "Not checked"), ("warning", "Warnings"), ("info", "Good to know") }.Where(kind => entries.Any(entry => entry.Kinds.Split(' ').Contains(kind.Item1))));
        Chips(page, "State", "state", entries.Where(entry => entry.State != ReportWords.Unchecked).OrderByDescending(StateRank).Select(entry => entry.State).Distinct().Select(state => (state, ReportWords.State(state))));
        page.Write($"<p id=\"shown\" role=\"status\">{ReportWords.Number(entries.Count)} of {ReportWords.Count(entries.Count, "repository", "repositories")} shown</p>\n</search>\n");
    }

    private static void Chips(HtmlWriter page, string title, string kind, IEnumerable<(string Value, string Text)> chips)
    {
        page.Write($"<div role=\"group\" aria-label=\"{title}\" class=\"chips\">");
        foreach (var (value, text) in chips)
            page.Write($"<button type=\"button\" class=\"chip {value}\" data-{kind}=\"{value}\" aria-pressed=\"false\">{text}</button>");
        page.Write($"</div>\n");
    }

    private static void WriteRow(HtmlWriter page, RepositoryEntry entry)
    {
        var hotfix = entry.Hotfix;
        page.Write($"<tr role=\"row\" id=\"t{entry.Number}\" data-r=\"{entry.Number}\" data-kind=\"{entry.Kinds}\" data-state=\"{entry.State}\"><th role=\"rowheader\" scope=\"row\">");
        if (hotfix is null)
            page.Write($"<b><bdi>{entry.ShortName}</bdi></b>");
        else
            page.Write($"<a href=\"#{entry.Anchor}\"><bdi>{entry.ShortName}</bdi></a>");
        page.Write($"<small><bdi>{entry.Name}</bdi></small></th><td role=\"cell\" data-k=\"{StateRank(entry)}\"><span class=\"state {entry.State}\">{ReportWords.State(entry.State)}</span></td><td role=\"cell\" data-k=\"{Weight(entry)}\">");
        if (entry.Report.Failure is { } failure)
            page.Write($"<span class=\"unchecked\">{failure.Id}</span> <span class=\"why\"><bdi>{failure.Message}</bdi></span> ");
        foreach (var group in entry.Findings.GroupBy(finding => finding.Severity))
            page.Write($"<span class=\"{ReportWords.Kind(group.Key)}\">{Tally(group.Key, group.Count())}</span> ");
        page.Write($"</td><td role=\"cell\" data-k=\"{(hotfix?.Age is { } age ? age.TotalSeconds : -1)}\">{ShortText.Duration(hotfix?.Age)}</td><td role=\"cell\">");
        if (hotfix?.StartedBy is not null)
            page.Name(ShortText.Person(hotfix.StartedBy));
        page.Write($"</td><td role=\"cell\">");
        if (hotfix?.Head is not null)
            page.Write($"<code>{ShortText.Commit(hotfix.Head)}</code>");
        page.Write($"</td><td role=\"cell\">");
        if (entry.Report.Failure is { } error)
            page.WayOut(error.WayOut, $"{error.Id} in {entry.ShortName}");
        else if (hotfix?.NextStep is { Length: > 0 } step)
            page.Command(step, $"the next step of {entry.ShortName}");
        page.Write($"</td></tr>\n");
    }

    private static string Tally(FindingSeverity severity, int count) => severity switch
    {
        FindingSeverity.Error => ReportWords.Count(count, "error"),
        FindingSeverity.Warning => ReportWords.Count(count, "warning"),
        _ => $"{count} good to know",
    };

    private static int StateRank(RepositoryEntry entry) => entry.Report.Failure is not null ? 100 : entry.Hotfix is { } hotfix ? (int)hotfix.State + 1 : 0;

    // By what is worst, then by how many there are of it.
    private static double Weight(RepositoryEntry entry) =>
        (entry.Rank * 1e9) + (entry.Hotfix is null ? 0 : 1) + entry.Findings.Sum(finding => finding.Severity switch { FindingSeverity.Error => 1e6, FindingSeverity.Warning => 1e3, _ => 1.0 });
}
