namespace HotfixTools;

/// <summary>What is wrong, across all repositories, worst first.</summary>
internal static class FindingsSection
{
    // So many are read; more are a number.
    private const int ShownAtOnce = 20;

    /// <summary>Writes the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="entries">The repositories, in the order of the page.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Write(HtmlWriter page, IReadOnlyList<RepositoryEntry> entries, CancellationToken cancellation)
    {
        page.Write($"<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n");
        var failed = entries.Where(entry => entry.Report.Failure is not null).ToArray();
        if (entries.Count == 0)
            page.Write($"<p>No repository was looked at.</p>\n");
        else if (failed.Length == 0 && entries.All(entry => entry.Findings.Count == 0))
            page.Write($"<p class=\"well\">Nothing is wrong.</p>\n");
        Group(page, "error", "Errors", Of(entries, FindingSeverity.Error), cancellation);
        Group(page, ReportWords.Unchecked, "Could not be checked", [.. failed.Select(entry => new Item(entry, entry.Report.Failure!.Id, entry.Report.Failure.Message, entry.Report.Failure.WayOut))], cancellation);
        Group(page, "warning", "Warnings", Of(entries, FindingSeverity.Warning), cancellation);
        Group(page, "info", "Good to know", Of(entries, FindingSeverity.Info), cancellation);
        page.Write($"</section>\n");
    }

    private static Item[] Of(IReadOnlyList<RepositoryEntry> entries, FindingSeverity severity) =>
        [.. from entry in entries
            from finding in entry.Findings
            where finding.Severity == severity
            select new Item(entry, finding.Id.ToString(), finding.Message, finding.WayOut)];

    private static void Group(HtmlWriter page, string kind, string title, Item[] items, CancellationToken cancellation)
    {
        if (items.Length == 0)
            return;
        page.Write($"<div class=\"group {kind}\" data-kind=\"{kind}\">\n<h3>{title} <span class=\"count\">{ReportWords.Number(items.Length)}</span></h3>\n");
        List(page, kind, items.Take(ShownAtOnce), cancellation);
        if (items.Length > ShownAtOnce)
        {
            page.Write($"<details class=\"more\"><summary>{ReportWords.Number(items.Length - ShownAtOnce)} more</summary>\n");
            List(page, kind, items.Skip(ShownAtOnce), cancellation);
            page.Write($"</details>\n");
        }

        page.Write($"</div>\n");
    }

    private static void List(HtmlWriter page, string kind, IEnumerable<Item> items, CancellationToken cancellation)
    {
        page.Write($"<ul class=\"findings\">\n");
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            page.Write($"<li data-r=\"{item.Entry.Number}\" data-kind=\"{kind}\"><p class=\"what\"><a class=\"repo\" href=\"#{(item.Entry.Hotfix is null ? "t" : "r")}{item.Entry.Number}\"><bdi>{item.Entry.ShortName}</bdi></a> <b>{item.Id}</b> <bdi>{item.Message}</bdi></p>");
            page.WayOut(item.WayOut, $"{item.Id} in {item.Entry.ShortName}");
            page.Write($"</li>\n");
        }

        page.Write($"</ul>\n");
    }

    private sealed record Item(RepositoryEntry Entry, string Id, string Message, string WayOut);
}
