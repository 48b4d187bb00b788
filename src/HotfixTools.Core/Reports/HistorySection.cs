namespace HotfixTools;

/// <summary>Hotfixes of the past, as charts and as a table.</summary>
internal static class HistorySection
{
    /// <summary>Writes the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="records">The hotfixes of all repositories.</param>
    /// <param name="unread">Of how many repositories the past was not looked at.</param>
    public static void Write(HtmlWriter page, IReadOnlyList<HotfixRecord> records, int unread)
    {
        page.Write($"<section aria-labelledby=\"history\">\n<h2 id=\"history\">History</h2>\n");
        if (unread > 0)
            page.Write($"<p>Without {ReportWords.Count(unread, "repository", "repositories")} whose past was not looked at.</p>\n");
        var months = HistoryMonths.Of(records);
        if (months.Count == 0)
        {
            page.Write($"<p>No hotfix of the past is known.</p>\n</section>\n");
            return;
        }

        var (first, last) = (ReportWords.Month(months[0].Month!.Value), ReportWords.Month(months[^1].Month!.Value));
        var (count, completed, abandoned, open) = (months.Sum(month => month.Count), months.Sum(month => month.Completed), months.Sum(month => month.Abandoned), months.Sum(month => month.Open));
        page.Write($"<div class=\"charts\">\n<figure><figcaption><h3>Hotfixes a month</h3><ul class=\"legend\"><li class=\"completed\">completed</li><li class=\"abandoned\">given up</li><li class=\"open\">open</li></ul></figcaption>\n");
        HistoryChart.Bars(page, months, $"Hotfixes started from {first} to {last}: {count}; {completed} completed, {abandoned} given up, {open} open. The table below has each month.");
        page.Write($"</figure>\n");
        Times(page, months, "Time to publish", month => month.MedianTimeToPublish, month => month.Percentile90TimeToPublish, $"Time from start to live, from {first} to {last}. The table below has each month.");
        Times(page, months, "Time to complete", month => month.MedianTimeToComplete, month => month.Percentile90TimeToComplete, $"Time from start to merged back, from {first} to {last}. The table below has each month.");
        page.Write($"</div>\n");
        WriteTable(page, months);
        page.Write($"</section>\n");
    }

    /// <summary>How a hotfix ended, for people.</summary>
    /// <param name="kind">The word that style sheets know.</param>
    public static string Outcome(string kind) => kind == "abandoned" ? "given up" : kind;

    private static void Times(HtmlWriter page, IReadOnlyList<HotfixMeasure> months, string title, Func<HotfixMeasure, TimeSpan?> median, Func<HotfixMeasure, TimeSpan?> percentile, string name)
    {
        if (months.All(month => median(month) is null))
            return;
        page.Write($"<figure><figcaption><h3>{title}</h3><ul class=\"legend\"><li class=\"median\">median</li><li class=\"percentile\">nine of ten within</li></ul></figcaption>\n");
        HistoryChart.Times(page, months, median, percentile, name);
        page.Write($"</figure>\n");
    }

    private static void WriteTable(HtmlWriter page, IReadOnlyList<HotfixMeasure> months)
    {
        page.Write($"""
            <details class="numbers"><summary>As a table</summary>
            <div class="scroll" tabindex="0" role="group" aria-label="History as a table"><table>
            <caption>Hotfixes by the month in which they were started (UTC)</caption>
            <thead><tr><th scope="col">Month</th><th scope="col">Hotfixes</th><th scope="col">Completed</th><th scope="col">Given up</th><th scope="col">Open</th><th scope="col">Time to publish, median</th><th scope="col">Nine of ten</th><th scope="col">Time to complete, median</th><th scope="col">Nine of ten</th></tr></thead>
            <tbody>

            """);
        foreach (var month in months)
        {
            page.Write($"<tr><th scope=\"row\">{ReportWords.Month(month.Month!.Value)}</th><td>{month.Count}</td><td>{month.Completed}</td><td>{month.Abandoned}</td><td>{month.Open}</td>");
            foreach (var span in new[] { month.MedianTimeToPublish, month.Percentile90TimeToPublish, month.MedianTimeToComplete, month.Percentile90TimeToComplete })
                page.Write($"<td>{ShortText.Duration(span)}</td>");
            page.Write($"</tr>\n");
        }

        page.Write($"</tbody>\n</table></div></details>\n");
    }
}
