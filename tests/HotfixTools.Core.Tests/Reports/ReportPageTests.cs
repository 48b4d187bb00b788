using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools.Core.Tests.Reports;

public class ReportPageTests
{
    private static readonly DateTimeOffset MadeAt = new(2026, 11, 28, 4, 12, 0, TimeSpan.FromHours(1));

    [Fact]
    public void The_same_repositories_in_any_order_make_the_same_page_in_any_culture()
    {
        RepositoryReport[] reports = [.. Enumerable.Range(0, 7).Select(i => Busy($"/srv/{i}", (FindingSeverity)(i % 3)))];
        var page = Page(reports);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal(page, Page([.. reports.Reverse()]));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void What_is_worst_comes_first_and_what_could_not_be_checked_is_never_left_out()
    {
        var page = Page(
            Quiet("/srv/quiet"),
            Busy("/srv/warned", FindingSeverity.Warning),
            new RepositoryReport { Repository = "/srv/gone", Failure = HotfixErrors.NotARepository("/srv/gone") },
            Busy("/srv/told", FindingSeverity.Info),
            Busy("/srv/refused", FindingSeverity.Error));

        Assert.Equal(["refused", "gone", "warned", "told", "quiet"], Regex.Matches(page, "rowheader\" scope=\"row\"><(?:b|a[^>]*)><bdi>([^<]*)").Select(match => match.Groups[1].Value));
        Assert.Equal(["Errors", "Could not be checked", "Warnings", "Good to know"], Regex.Matches(page, "<h3>([^<]*) <span class=\"count\">").Select(match => match.Groups[1].Value));
        Assert.Contains("is not in a Git repository", page);
        Assert.Contains("Go to a clone of the repository", page);
        Assert.Contains("<b>5</b> repositories", page);
        Assert.Contains("<b>3</b> in progress", page);
        Assert.Contains("<b>2</b> with findings", page);
        Assert.Contains("<b>1</b> could not be checked", page);
    }

    [Fact]
    public void Its_policy_names_its_very_script_and_styles_and_nothing_else()
    {
        var page = Page(Busy("/srv/a") with { Graph = Svg("<style>.hg-a { fill: red }</style>") }, Busy("/srv/b") with { Graph = Svg("<style>.hg-a { fill: red }</style>") }, Busy("/srv/c") with { Graph = Svg("<style><![CDATA[ .hg-b > text { fill: red } ]]></style>") });

        var policy = Regex.Match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        var styles = Regex.Matches(page, "<style>(.*?)</style>", RegexOptions.Singleline).Select(match => Hash(match.Groups[1].Value)).ToArray();
        var script = Hash(Assert.Single(Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline)).Groups[1].Value);
        Assert.Equal(3, styles.Length);
        Assert.Equal($"default-src 'none'; style-src {string.Join(' ', styles)}; script-src {script}; img-src data:; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain("\r", page);
    }

    [Fact]
    public void It_names_no_other_place_and_has_no_style_or_handler_in_an_attribute()
    {
        var page = Page(Busy("/srv/a", FindingSeverity.Error) with { Graph = Svg("<path d=\"M0 0H1\"/>"), History = [new HotfixRecord { StartedAt = MadeAt, Outcome = HotfixOutcome.Completed, PublishedAt = MadeAt.AddHours(1), EndedAt = MadeAt.AddHours(2) }] });

        Assert.Empty(Regex.Matches(page, "(?:src|href|action|data|poster|srcset)=\"(?!#)[^\"]*\""));
        Assert.Empty(Regex.Matches(page, "<[^>]* (?:style|on[a-z]+)="));
        Assert.DoesNotContain("<link", page);
        Assert.DoesNotContain("@import", page);
        Assert.DoesNotContain("url(", page);
    }

    [Theory]
    [InlineData("https://ci.example.com/runs/7", "href=\"https://ci.example.com/runs/7\" rel=\"noreferrer noopener\"")]
    [InlineData("https://ada:s3cret@ci.example.com/7", "href=\"https://ci.example.com/7\"")]
    [InlineData("https://ci.example.com/?a=\"><script>", "href=\"https://ci.example.com/?a=%22%3E%3Cscript%3E\"")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("vbscript:x", null)]
    [InlineData("/relative", null)]
    [InlineData("//host/x", null)]
    [InlineData("", null)]
    public void Links_lead_to_web_pages_only(string url, string? link)
    {
        var report = Busy("/srv/a");
        var page = Page(report with { Hotfixes = [report.Hotfixes[0] with { PullRequest = new HotfixPullRequest { Number = 41, Title = "Fix", Url = url } }] });

        if (link is null)
            Assert.DoesNotContain("rel=\"noreferrer", page);
        else
            Assert.Contains(link, page);
        Assert.Contains("#41 Fix", page);
        Assert.DoesNotContain("s3cret", page);
    }

    [Fact]
    public void Secrets_of_addresses_do_not_come_into_it()
    {
        var page = Page(Busy("https://ada:s3cret@example.com/shop.git") with { Failure = HotfixErrors.NotARepository("x") }, new RepositoryReport { Repository = "https://t0ken@example.com/mail.git" });

        Assert.DoesNotContain("s3cret", page);
        Assert.DoesNotContain("t0ken", page);
        Assert.Contains("https://example.com/shop.git", page);
    }

    [Fact]
    public void Local_time_is_said_where_it_is_another()
    {
        Assert.Contains("<time datetime=\"2026-11-28T03:12:00Z\">2026-11-28 03:12 UTC</time>, <span class=\"local\">2026-11-28 04:12 +01:00 where it was made</span>", Page(Quiet("/srv/a")));
    }

    [Fact]
    public void Nothing_wrong_is_said_too()
    {
        Assert.Contains("Nothing is wrong.", Page(Quiet("/srv/a")));
        Assert.Contains("No hotfix is in progress.", Page(Quiet("/srv/a")));
        Assert.Contains("No repository was looked at.", Page());
        Assert.DoesNotContain("Nothing is wrong.", Page());
    }

    [Theory]
    [InlineData("Update-Hotfix", true)]
    [InlineData("Publish-Hotfix production", true)]
    [InlineData("Complete-Hotfix -RollIn", true)]
    [InlineData("Stop-Hotfix -Reason 'contaminated'", true)]
    [InlineData("git fetch origin; git switch hotfix", true)]
    [InlineData("git push origin --delete hotfix2", true)]
    [InlineData("Complete-Hotfix, or Stop-Hotfix -Reason <why>", false)]
    [InlineData("Move the fix onto what is live: Update-Hotfix.", false)]
    [InlineData("git fetch; resolve, commit; then Complete-Hotfix", false)]
    [InlineData("Check the address (git remote -v) and the network.", false)]
    public void What_is_a_command_can_be_copied_and_prose_cannot(string wayOut, bool isCommand)
    {
        var report = Busy("/srv/a");
        var page = Page(report with { Hotfixes = [report.Hotfixes[0] with { NextStep = null, Findings = [new HotfixFinding { Id = FindingId.Superseded, Severity = FindingSeverity.Error, Message = "m", WayOut = wayOut }] }] });

        Assert.Equal(isCommand, page.Contains($"<code>{wayOut.Replace("'", "&#39;")}</code><button", StringComparison.Ordinal));
        // With its commands apart or not, it says the same.
        var said = System.Net.WebUtility.HtmlDecode(Regex.Replace(Regex.Match(page, "<span class=\"(?:way|cmd)\">(.*?)</span>").Groups[1].Value.Replace(">Copy<", "><"), "<[^>]*>", string.Empty));
        Assert.Equal(wayOut, said);
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/>")]
    [InlineData("<svg><path d=\"M0 0\"/></svg>")]
    [InlineData("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&x;</text></svg>")]
    [InlineData("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>")]
    [InlineData("plain text")]
    public void A_diagram_that_is_none_is_left_out_with_a_word(string graph)
    {
        var page = Page(Busy("/srv/a") with { Graph = graph });

        Assert.Contains("The diagram could not be read, and is left out.", page);
        Assert.DoesNotContain("M0 0\"", page);
        Assert.DoesNotContain("root:", page);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\">alert</div></foreignObject>")]
    [InlineData("<image href=\"https://alert.example/x.png\"/>")]
    [InlineData("<use href=\"https://alert.example/x.svg#a\"/>")]
    [InlineData("<a href=\"javascript:alert(1)\"><text>alert</text></a>")]
    [InlineData("<rect onclick=\"alert(1)\"/>")]
    [InlineData("<rect style=\"fill:url(https://alert.example)\"/>")]
    [InlineData("<rect fill=\"url(https://alert.example/x.svg#p)\"/>")]
    [InlineData("<rect fill=\"u\\72l(#alert)\" data-alert=\"1\"/>")]
    [InlineData("<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>")]
    [InlineData("<style>@import 'https://alert.example/x.css';</style>")]
    [InlineData("<style>.alert { background: url(https://x) }</style>")]
    [InlineData("<style>.alert { background: u\\72l(x) }</style>")]
    [InlineData("<style>.alert &lt;/style>&lt;script></style>")]
    [InlineData("<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\">alert(1)</h:script>")]
    [InlineData("<?xml-stylesheet href=\"alert.css\"?>")]
    [InlineData("<!-- alert -->")]
    public void Of_a_diagram_only_what_draws_is_left(string active)
    {
        var page = Page(Busy("/srv/a") with { Graph = Svg(active + "<path d=\"M4 2H1\"/>") });

        Assert.Contains("<path d=\"M4 2H1\"></path>", page);
        var drawn = Regex.Match(page, "<svg.*?</svg>", RegexOptions.Singleline).Value;
        Assert.DoesNotContain("alert", drawn.Replace("#alert", string.Empty));
        Assert.DoesNotContain("alert", Regex.Match(page, "<head>.*</head>", RegexOptions.Singleline).Value);
    }

    [Fact]
    public void Two_diagrams_have_no_id_in_common_and_keep_what_refers_to_them()
    {
        var graph = Svg("<defs><marker id=\"tip\"/></defs><path d=\"M0 0\" marker-end=\"url(#tip)\"/><use href=\"#tip\"/><text aria-labelledby=\"tip\">a &amp; b</text>");
        var page = Page(Busy("/srv/a") with { Graph = graph }, Busy("/srv/b") with { Graph = graph });

        foreach (var prefix in new[] { "g1-", "g2-" })
            Assert.Contains($"<marker id=\"{prefix}tip\"></marker></defs><path d=\"M0 0\" marker-end=\"url(#{prefix}tip)\"></path><use href=\"#{prefix}tip\"></use><text aria-labelledby=\"{prefix}tip\">a &amp; b</text>", page);
        Assert.Equal(2, Regex.Matches(page, "<svg viewBox=\"0 0 1 1\" role=\"img\" aria-label=\"Diagram of the hotfix in [ab]\">").Count);
    }

    [Fact]
    public void Months_without_a_hotfix_stand_between_those_with_one()
    {
        HotfixRecord Record(DateTimeOffset started, HotfixOutcome outcome, int hours) => new() { StartedAt = started, Outcome = outcome, PublishedAt = started.AddHours(hours), EndedAt = started.AddHours(2 * hours) };
        var page = Page(Quiet("/srv/a") with
        {
            History =
            [
                Record(new(2026, 9, 3, 0, 0, 0, TimeSpan.Zero), HotfixOutcome.Completed, 1), Record(new(2026, 9, 4, 0, 0, 0, TimeSpan.Zero), HotfixOutcome.Completed, 3),
                Record(new(2026, 9, 5, 0, 0, 0, TimeSpan.Zero), HotfixOutcome.Abandoned, 5), Record(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), HotfixOutcome.Open, 2), new HotfixRecord(),
            ],
        });

        var rows = Regex.Matches(page, "<tr><th scope=\"row\">(\\d{4}-\\d\\d)</th>(.*?)</tr>").Select(match => $"{match.Groups[1]} {Regex.Replace(match.Groups[2].Value, "</td><td>|</?td>", "|")}");
        Assert.Equal(
            ["2026-09 |3|2|1|0|3 h 0 min|5 h 0 min|4 h 0 min|6 h 0 min|", "2026-10 |0|0|0|0|||||", "2026-11 |1|0|0|1|2 h 0 min|2 h 0 min|||"], rows);
        Assert.Contains("<title>2026-09: 2 completed</title>", page);
        Assert.Contains("<title>2026-09: 1 given up</title>", page);
    }

    [Fact]
    public void A_second_hotfix_of_a_repository_is_shown_beside_the_first()
    {
        var report = Busy("/srv/a");
        var page = Page(report with { Hotfixes = [report.Hotfixes[0], report.Hotfixes[0] with { Branch = "hotfix2" }] });

        Assert.Equal(["hotfix", "hotfix2"], Regex.Matches(page, "</h3> <code>([^<]*)</code>").Select(match => match.Groups[1].Value));
        Assert.Single(Regex.Matches(page, "id=\"r1\""));
    }

    [Fact]
    public void It_can_be_ended()
    {
        var page = new ReportPage("Hotfixes", MadeAt, [Quiet("/srv/a")]);
        Assert.Throws<OperationCanceledException>(() => page.WriteTo(new StringWriter(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void One_repository_gives_the_page_its_name()
    {
        Assert.Equal("Hotfixes of shop", ReportPage.TitleOf([Quiet("https://example.com/acme/shop.git")]));
        Assert.Equal("Hotfixes of rates", ReportPage.TitleOf([Quiet("git@example.com:rates.git")]));
        Assert.Equal("Hotfixes", ReportPage.TitleOf([Quiet("/srv/a"), Quiet("/srv/b")]));
    }

    private static string Page(params RepositoryReport[] reports)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        new ReportPage("Hotfixes", MadeAt, reports).WriteTo(text, TestContext.Current.CancellationToken);
        return text.ToString();
    }

    private static RepositoryReport Quiet(string repository) => new() { Repository = repository };

    private static RepositoryReport Busy(string repository, FindingSeverity? severity = null) => new()
    {
        Repository = repository,
        Hotfixes =
        [
            new Hotfix
            {
                Repository = repository, Branch = "hotfix", State = HotfixState.InProgress, Mainline = "main", NextStep = "Test-Hotfix", Age = TimeSpan.FromHours(2),
                Findings = severity is { } bad ? [new HotfixFinding { Id = FindingId.Stale, Severity = bad, Message = "It is so.", WayOut = "Complete-Hotfix" }] : [],
            },
        ],
    };

    private static string Svg(string inside) => $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{inside}</svg>";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
