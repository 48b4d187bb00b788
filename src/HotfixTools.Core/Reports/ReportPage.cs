using System.Globalization;

namespace HotfixTools;

/// <summary>
/// The report: one HTML page that needs nothing but itself. Findings come first, then every repository, each hotfix, and the
/// history. The same repositories at the same time make the same page, letter by letter.
/// </summary>
public sealed class ReportPage
{
    private static readonly string Script = PageResource.Read("page.js");
    private static readonly string Style = PageResource.Read("page.css");

    private readonly string _title;
    private readonly DateTimeOffset _madeAt;
    private readonly IReadOnlyList<RepositoryEntry> _entries;

    /// <summary>Makes a page.</summary>
    /// <param name="title">What the page is called.</param>
    /// <param name="madeAt">When it is made; its offset says which time is local.</param>
    /// <param name="repositories">The repositories, in any order.</param>
    public ReportPage(string title, DateTimeOffset madeAt, IEnumerable<RepositoryReport> repositories)
    {
        _title = title;
        _madeAt = madeAt;
        _entries = RepositoryEntry.Of(repositories);
    }

    /// <summary>What a page is called where nobody says.</summary>
    /// <param name="repositories">The repositories.</param>
    public static string TitleOf(IEnumerable<RepositoryReport> repositories)
    {
        var entries = RepositoryEntry.Of(repositories.Select(repository => new RepositoryReport { Repository = repository.Repository }));
        return entries.Count == 1 ? $"Hotfixes of {entries[0].ShortName}" : "Hotfixes";
    }

    /// <summary>Writes the page.</summary>
    /// <param name="output">Where it goes; UTF-8, as the page says of itself.</param>
    /// <param name="cancellation">Ends it before it is whole.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void WriteTo(TextWriter output, CancellationToken cancellation = default)
    {
        var page = new HtmlWriter(output);
        WriteHead(page);
        WriteHeader(page);
        page.Write($"<main id=\"main\">\n");
        FindingsSection.Write(page, _entries, cancellation);
        RepositoryTable.Write(page, _entries, cancellation);
        HotfixSections.Write(page, _entries, cancellation);
        if (HasHistory)
            HistorySection.Write(page, [.. _entries.SelectMany(entry => entry.Report.History)], _entries.Count(entry => IsUnread(entry.Report)));
        page.Write($"</main>\n</body>\n</html>\n");
    }

    private bool HasHistory => _entries.Count == 0 || _entries.Any(entry => !IsUnread(entry.Report));

    private static bool IsUnread(RepositoryReport report) => report.LacksHistory || report.Failure is not null;

    // The hashes make this very script and these very styles run, and nothing else, whatever got in between.
    private void WriteHead(HtmlWriter page)
    {
        var styles = _entries.SelectMany(entry => entry.Graph?.Styles ?? []).Distinct(StringComparer.Ordinal).Append(Style).ToArray();
        page.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src
            """);
        page.WriteMarkup(" " + string.Join(' ', styles.Select(PageResource.Hash)));
        page.WriteMarkup("; script-src " + PageResource.Hash(Script) + "; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        page.Write($"""
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="HotfixTools">
            <title>{_title}</title>

            """);
        foreach (var style in styles)
            page.WriteMarkup($"<style>{style}</style>\n");
        page.WriteMarkup($"<script>{Script}</script>\n</head>\n");
    }

    private void WriteHeader(HtmlWriter page)
    {
        page.Write($"""
            <body>
            <a class="skip" href="#main">Skip to the findings</a>
            <header class="top">
            <h1><bdi>{_title}</bdi></h1>
            <p class="made">Made
            """);
        page.WriteMarkup(" ");
        page.Time(_madeAt);
        if (_madeAt.Offset != TimeSpan.Zero)
            page.Write($", <span class=\"local\">{_madeAt.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)} where it was made</span>");
        page.Write($"</p>\n<ul class=\"figures\">\n");
        var failed = _entries.Count(entry => entry.Report.Failure is not null);
        Figure(page, _entries.Count, _entries.Count == 1 ? "repository" : "repositories", string.Empty);
        Figure(page, _entries.Count(entry => entry.Hotfix is not null), "in progress", "busy");
        Figure(page, _entries.Count(entry => entry.Findings.Any(finding => finding.Severity > FindingSeverity.Info)), "with findings", _entries.Any(entry => entry.Findings.Any(finding => finding.Severity == FindingSeverity.Error)) ? "error" : "warning");
        Figure(page, failed, "could not be checked", "unchecked");
        page.Write($"</ul>\n<nav aria-label=\"On this page\"><a href=\"#findings\">Findings</a> <a href=\"#repositories\">Repositories</a> <a href=\"#hotfixes\">Hotfixes</a>");
        if (HasHistory)
            page.Write($" <a href=\"#history\">History</a>");
        page.Write($"</nav>\n</header>\n");
    }

    private static void Figure(HtmlWriter page, int number, string what, string kind) =>
        page.Write($"<li class=\"{(number == 0 ? "none" : kind)}\"><b>{ReportWords.Number(number)}</b> {what}</li>\n");
}
