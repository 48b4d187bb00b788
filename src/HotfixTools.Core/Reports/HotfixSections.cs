namespace HotfixTools;

/// <summary>All that is known of each hotfix in progress.</summary>
internal static class HotfixSections
{
    // So few are looked at anyway.
    private const int OpenAtOnce = 3;

    // So many take a browser longer than a reader waits. Where scripts run, what is in "noscript" is one text to it, which
    // the script turns into elements when it is opened; where none run, it is read at once.
    private const int ReadAtOnce = 100;

    /// <summary>Writes the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="entries">The repositories, in the order of the page.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Write(HtmlWriter page, IReadOnlyList<RepositoryEntry> entries, CancellationToken cancellation)
    {
        page.Write($"<section aria-labelledby=\"hotfixes\">\n<h2 id=\"hotfixes\">Hotfixes in progress</h2>\n");
        var busy = entries.Where(entry => entry.Hotfix is not null).ToArray();
        if (busy.Length == 0)
            page.Write($"<p class=\"well\">No hotfix is in progress.</p>\n");
        foreach (var entry in busy)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < entry.Report.Hotfixes.Count; i++)
                WriteHotfix(page, entry, i, busy.Length);
        }

        page.Write($"</section>\n");
    }

    private static void WriteHotfix(HtmlWriter page, RepositoryEntry entry, int place, int all)
    {
        var hotfix = entry.Report.Hotfixes[place];
        page.Write($"<details class=\"fix\" data-r=\"{entry.Number}\"");
        if (all <= OpenAtOnce)
            page.Write($" open");
        page.Write($"><summary><h3><bdi>{entry.ShortName}</bdi></h3> <code>{hotfix.Branch}</code> <span class=\"state {hotfix.State.ToString()}\">{ReportWords.State(hotfix.State.ToString())}</span></summary><div class=\"body\"");
        // Inside, where a browser opens what it is led to.
        if (place == 0)
            page.Write($" id=\"{entry.Anchor}\"");
        page.Write($">");
        if (all > ReadAtOnce)
            page.Write($"<noscript>");
        if (hotfix.NextStep is { Length: > 0 } step)
        {
            page.Write($"<p class=\"next\"><b>Next step</b> ");
            page.Command(step, $"the next step of {entry.ShortName}");
            page.Write($"</p>");
        }

        WriteFindings(page, hotfix, entry);
        if (place == 0)
            WriteGraph(page, entry);
        WriteFacts(page, hotfix, entry);
        WriteCommits(page, hotfix);
        if (all > ReadAtOnce)
            page.Write($"</noscript>");
        page.Write($"</div></details>\n");
    }

    private static void WriteFindings(HtmlWriter page, Hotfix hotfix, RepositoryEntry entry)
    {
        if (hotfix.Findings.Count == 0)
            return;
        page.Write($"<h4>Findings</h4><ul class=\"findings\">");
        foreach (var finding in hotfix.Findings.OrderByDescending(finding => finding.Severity))
        {
            page.Write($"<li class=\"{ReportWords.Kind(finding.Severity)}\"><p class=\"what\"><b>{finding.Severity.ToString()}: {finding.Id.ToString()}</b> <bdi>{finding.Message}</bdi></p>");
            page.WayOut(finding.WayOut, $"{finding.Id} in {entry.ShortName}");
            page.Write($"</li>");
        }

        page.Write($"</ul>");
    }

    private static void WriteGraph(HtmlWriter page, RepositoryEntry entry)
    {
        if (entry.Graph is { } graph)
        {
            page.Write($"<div class=\"graph\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram of {entry.ShortName}\">");
            page.WriteMarkup(graph.Markup);
            page.Write($"</div>");
        }
        else if (entry.Report.Graph is not null)
        {
            page.Write($"<p class=\"lost\">The diagram could not be read, and is left out.</p>");
        }
    }

    private static void WriteFacts(HtmlWriter page, Hotfix hotfix, RepositoryEntry entry)
    {
        page.Write($"<dl><div><dt>Repository</dt><dd><bdi>{entry.Name}</bdi></dd></div><div><dt>Started</dt><dd>");
        page.Time(hotfix.StartedAt);
        if (hotfix.StartedBy is not null)
            page.Write($" by <bdi>{hotfix.StartedBy}</bdi>");
        page.Write($"</dd></div>");
        if (hotfix.Reason is not null)
            page.Write($"<div><dt>Reason</dt><dd><bdi>{hotfix.Reason}</bdi></dd></div>");
        if (hotfix.LastActivityAt is { } activity)
        {
            page.Write($"<div><dt>Last activity</dt><dd>");
            page.Time(activity);
            page.Write($"</dd></div>");
        }

        WriteBase(page, hotfix);
        page.Write($"<div><dt>Mainline</dt><dd><bdi>{hotfix.Mainline}</bdi>, {ReportWords.Count(hotfix.BehindMainline, "commit")} ahead</dd></div><div><dt>Published</dt><dd>");
        if (hotfix.Published.Count == 0)
            page.Write($"nowhere yet");
        foreach (var deploy in hotfix.Published)
            WriteDeploy(page, deploy, hotfix);
        page.Write($"</dd></div>");
        if (hotfix.PullRequest is { } request)
            WriteRequest(page, request);
        page.Write($"</dl>");
    }

    private static void WriteBase(HtmlWriter page, Hotfix hotfix)
    {
        if (hotfix.Base is null)
            return;
        page.Write($"<div><dt>Base</dt><dd><code>{ShortText.Commit(hotfix.Base)}</code>");
        if (hotfix.BaseDeploy is { } deploy)
        {
            page.Write($", live in <bdi>{deploy.Environment}</bdi> since ");
            page.Time(deploy.DeployedAt);
            if (deploy.DeployedBy is not null)
                page.Write($", by <bdi>{ShortText.Person(deploy.DeployedBy)}</bdi>");
        }

        page.Write($"</dd></div>");
    }

    private static void WriteDeploy(HtmlWriter page, Deploy deploy, Hotfix hotfix)
    {
        page.Write($"<p><bdi>{deploy.Environment}</bdi>: <code>{ShortText.Commit(deploy.Commit)}</code>");
        if (deploy.Commit != hotfix.Head)
            page.Write($" (not the head)");
        page.Write($", ");
        page.Time(deploy.DeployedAt);
        if (deploy.DeployedBy is not null)
            page.Write($" by <bdi>{ShortText.Person(deploy.DeployedBy)}</bdi>");
        if (deploy.Url is not null)
        {
            page.Write($", ");
            page.Link(deploy.Url);
        }

        page.Write($"</p>");
    }

    private static void WriteRequest(HtmlWriter page, HotfixPullRequest request)
    {
        page.Write($"<div><dt>Pull request</dt><dd>");
        page.Link(request.Url, $"#{request.Number} {request.Title}");
        page.Write($"<p><bdi>{request.Forge}</bdi>");
        if (request.IsDraft)
            page.Write($", draft");
        if (request.ApprovedBy.Count == 0)
            page.Write($"; not approved");
        else
            page.Write($"; approved by <bdi>{string.Join(", ", request.ApprovedBy)}</bdi>");
        if (request.FailingChecks.Count > 0)
            page.Write($"; <span class=\"error\">failing:</span> <bdi>{string.Join(", ", request.FailingChecks)}</bdi>");
        if (request.PendingChecks.Count > 0)
            page.Write($"; <span class=\"warning\">pending:</span> <bdi>{string.Join(", ", request.PendingChecks)}</bdi>");
        page.Write($"</p></dd></div>");
    }

    private static void WriteCommits(HtmlWriter page, Hotfix hotfix)
    {
        page.Write($"<h4>Commits</h4>");
        if (hotfix.Commits.Count == 0)
        {
            page.Write($"<p>none yet</p>");
            return;
        }

        page.Write($"<ol class=\"commits\">");
        foreach (var commit in hotfix.Commits)
        {
            page.Write($"<li><code>{ShortText.Commit(commit.Commit)}</code> <bdi>{commit.Subject}</bdi> <small><bdi>{ShortText.Person(commit.Author)}</bdi>, ");
            page.Time(commit.Date);
            page.Write($"</small></li>");
        }

        page.Write($"</ol>");
    }
}
