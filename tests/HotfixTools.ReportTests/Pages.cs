using System.Globalization;
using System.Text;

namespace HotfixTools.ReportTests;

/// <summary>Reports made by hand: every kind of repository that there can be, and names that mean harm.</summary>
public static class Pages
{
    /// <summary>When all of them are made.</summary>
    public static readonly DateTimeOffset MadeAt = new(2026, 11, 28, 3, 12, 0, TimeSpan.Zero);

    /// <summary>What a branch, a person, a commit or a server may be called by somebody who means harm.</summary>
    public static readonly string[] HostileNames =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg onload=alert(1)>",
        "</script><script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "</noscript><script>alert(1)</script>",
        "]]><script>alert(1)</script>",
        "<!--<script>alert(1)</script>",
        "javascript:alert(1)",
        "${alert(1)} {{constructor.constructor('alert(1)')()}} `alert(1)`",
        "&lt;b&gt; &amp; &#60;i&#62;",
        "\u202Egnp.exe \u2066isolated",
        "\u05D0\u05D1\u05D2 \u0627\u0644\u0639\u0631\u0628\u064A\u0629",
        "fire \U0001F525 \u70ED\u4FEE\u590D",
        "esc\u001B[2J nul\0 line\u2028end",
        new string('x', 300),
    ];

    /// <summary>The page of a fleet in which everything happens.</summary>
    public static string Fleet() => Of("Hotfixes of the shop", FleetReports());

    /// <summary>The page of one repository with one hotfix.</summary>
    public static string Single() => Of("Hotfix report: checkout", [Busy("https://git.example.com/shop/checkout.git", 0) with { History = History(3) }]);

    /// <summary>The page of repositories without a hotfix.</summary>
    public static string Quiet() => Of("All quiet", [new RepositoryReport { Repository = "/srv/git/a" }, new RepositoryReport { Repository = "/srv/git/b" }]);

    /// <summary>The page of a fleet that has hostile names wherever text goes.</summary>
    public static string Hostile() => Of(HostileNames[5], HostileNames.Select(Hostile));

    /// <summary>The same of a fleet so large that it is read piece by piece.</summary>
    public static string HostileFleet() => Of(HostileNames[5], from round in Enumerable.Range(0, 7) from name in HostileNames.SkipLast(1) select Hostile(name) with { Repository = $"{name} {round}" });

    /// <summary>The worst case: every repository has a hotfix, a diagram of four kilobytes, and three findings.</summary>
    /// <param name="count">How many repositories.</param>
    public static string Large(int count) => Of("A large fleet", Enumerable.Range(0, count).Select(i => Busy($"https://git.example.com/team{i % 40}/service-{i}.git", i, graph: LargeGraph(i), findings: 3) with { History = i % 10 == 0 ? History(i) : [] }));

    /// <summary>The page of some repositories.</summary>
    public static string Of(string title, IEnumerable<RepositoryReport> reports, DateTimeOffset? madeAt = null)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        new ReportPage(title, madeAt ?? MadeAt, reports).WriteTo(text, CancellationToken.None);
        return text.ToString();
    }

    /// <summary>The repositories of the fleet.</summary>
    public static IReadOnlyList<RepositoryReport> FleetReports() =>
    [
        Quiet("https://git.example.com/shop/search.git"),
        Busy("https://git.example.com/shop/checkout.git", 0) with { History = History(1) },
        Busy("https://git.example.com/shop/orders.git", 1, HotfixState.InReview) with { Graph = "<svg>no" },
        Busy("https://git.example.com/shop/stock.git", 2, HotfixState.Published, findings: 1) with { History = History(2) },
        Busy("https://git.example.com/shop/mail.git", 5, HotfixState.Started, findings: 0),
        new RepositoryReport { Repository = "https://git.example.com/shop/payments.git", Failure = HotfixErrors.RemoteUnreachable(RemoteUrl.Parse("https://bob:s3cret@git.example.com/shop/payments.git"), "connection refused", null) },
        Quiet("/srv/git/tools.git") with { History = History(4) },
        Busy("git@git.example.com:shop/rates.git", 3, HotfixState.Approved),
    ];

    /// <summary>A repository with a hotfix.</summary>
    public static RepositoryReport Busy(string repository, int number, HotfixState state = HotfixState.InProgress, string? graph = null, int findings = 2)
    {
        var head = Id(number + 100);
        var started = MadeAt.AddHours(-1 - (number * 7 % 200));
        HotfixFinding[] all =
        [
            new() { Id = FindingId.Superseded, Severity = FindingSeverity.Error, Message = $"{Id(number + 7)[..8]} was deployed to production by Ben Example <ben@example.com> at 2026-11-27 23:40 UTC; publishing the hotfix would roll it back.", WayOut = "Move the fix onto what is live: Update-Hotfix. Or ship it with the regular release: Complete-Hotfix -RollIn.", Repository = repository },
            new() { Id = FindingId.MergeBackConflict, Severity = FindingSeverity.Warning, Message = "Merging back into main would conflict in src/orders.cs, src/cart.cs.", WayOut = "git fetch origin; git switch main; git merge --ff-only origin/main; git merge origin/hotfix; resolve, commit, git push origin main; then Complete-Hotfix", Repository = repository },
            new() { Id = FindingId.Picked, Severity = FindingSeverity.Info, Message = $"{head[..8]} is a copy of {Id(number + 3)[..8]} of main.", WayOut = string.Empty, Repository = repository },
        ];
        return new RepositoryReport
        {
            Repository = repository,
            Graph = graph ?? Graph(number),
            Hotfixes =
            [
                new Hotfix
                {
                    Id = $"20261127-{number:x8}", Repository = repository, Branch = "hotfix", State = state, Base = Id(number), Head = head, Mainline = "main", BehindMainline = 5,
                    BaseDeploy = new Deploy { Environment = "production", Commit = Id(number), DeployedAt = started.AddDays(-2), DeployedBy = "Ben Example <ben@example.com>" },
                    Reason = "Orders fail since 14:00", StartedBy = number % 2 == 0 ? "Ada Example <ada@example.com>" : "Cleo Example <cleo@example.com>", StartedAt = started, Age = MadeAt - started, LastActivityAt = started.AddMinutes(20),
                    Commits = [new HotfixCommit { Commit = head, Subject = "Count at least one", Author = "Ada Example <ada@example.com>", Date = started.AddMinutes(20) }],
                    Published = state == HotfixState.Published ? [new Deploy { Environment = "staging", Commit = Id(number + 50), DeployedAt = started.AddMinutes(30), DeployedBy = "Ada Example <ada@example.com>" }, new Deploy { Environment = "production", Commit = head, DeployedAt = started.AddMinutes(50), Url = "https://ci.example.com/runs/7" }] : [],
                    PullRequest = state >= HotfixState.InReview ? new HotfixPullRequest { Number = 41, Title = "Hotfix: Orders fail", Url = "https://git.example.com/shop/pull/41", Forge = "GitHub (shop/web)", Head = head, ApprovedBy = state == HotfixState.Approved ? ["ben", "cleo"] : [], PendingChecks = ["build"] } : null,
                    Findings = findings == 1 ? [all[2]] : all[..findings],
                    NextStep = state switch { HotfixState.Published => "Complete-Hotfix", HotfixState.Started => "git fetch origin; git switch hotfix", HotfixState.Approved => "Publish-Hotfix production", _ => "Update-Hotfix" },
                },
            ],
        };
    }

    /// <summary>Past hotfixes of two years.</summary>
    public static IReadOnlyList<HotfixRecord> History(int seed) =>
        [.. Enumerable.Range(0, 26 + seed).Select(i =>
        {
            var started = MadeAt.AddDays(-(i * 23) - seed);
            var outcome = i == 0 ? HotfixOutcome.Open : (i + seed) % 6 == 0 ? HotfixOutcome.Abandoned : HotfixOutcome.Completed;
            return new HotfixRecord
            {
                Outcome = outcome, StartedAt = started, PublishedAt = outcome == HotfixOutcome.Completed ? started.AddMinutes(40 + (i * seed * 13 % 400)) : null,
                EndedAt = outcome == HotfixOutcome.Open ? null : started.AddMinutes(90 + (i * seed * 31 % 900)), StartedBy = "Ada Example <ada@example.com>", Branch = "hotfix",
            };
        })];

    private static RepositoryReport Quiet(string repository) => new() { Repository = repository };

    private static string Id(int number) => Convert.ToHexString(System.Security.Cryptography.SHA1.HashData(BitConverter.GetBytes(number))).ToLowerInvariant();

    private static RepositoryReport Hostile(string name)
    {
        var busy = Busy(name, 1, HotfixState.Approved);
        var hotfix = busy.Hotfixes[0];
        return busy with
        {
            Graph = HostileGraph(name),
            History = [new HotfixRecord { StartedAt = MadeAt.AddDays(-1), Branch = name, StartedBy = name, Reason = name, Repository = name }],
            Hotfixes =
            [
                hotfix with
                {
                    Branch = name, Mainline = name, Reason = name, StartedBy = name, NextStep = name, Repository = name,
                    BaseDeploy = hotfix.BaseDeploy! with { Environment = name, DeployedBy = name },
                    Commits = [new HotfixCommit { Commit = name, Subject = name, Author = name, Date = MadeAt }],
                    Published = [new Deploy { Environment = name, Commit = name, DeployedBy = name, Url = name }],
                    PullRequest = hotfix.PullRequest! with { Title = name, Url = name, Forge = name, ApprovedBy = [name], FailingChecks = [name], PendingChecks = [name] },
                    Findings = [new HotfixFinding { Id = FindingId.Superseded, Severity = FindingSeverity.Error, Message = name, WayOut = name }, new HotfixFinding { Id = FindingId.Stale, Severity = FindingSeverity.Warning, Message = name, WayOut = "Update-Hotfix " + name }],
                },
            ],
        };
    }

    private static string Xml(string text) => System.Security.SecurityElement.Escape(new string([.. text.Where(letter => letter >= ' ' && !char.IsSurrogate(letter))]));

    // What draws is to stay, and nothing else.
    private static string HostileGraph(string name) => $$"""
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" viewBox="0 0 200 40" width="200" height="40" onload="alert(1)" style="position:fixed">
        <style>.hg-line { stroke: currentColor } @import url(https://example.com/x.css);</style>
        <style>.hg-dot { fill: currentColor }</style>
        <script>alert(1)</script><script href="https://example.com/x.js"/>
        <foreignObject width="10" height="10"><h:img src="https://example.com/x.png" onerror="alert(1)"/></foreignObject>
        <image href="https://example.com/x.png" width="10" height="10"/><use href="https://example.com/x.svg#a"/><use xlink:href="#dot"/>
        <a href="javascript:alert(1)"><text x="1" y="1">link</text></a>
        <animate attributeName="href" values="javascript:alert(1)"/><set attributeName="onload" to="alert(1)"/>
        <defs><circle id="dot" r="4"/></defs>
        <rect width="9" height="9" fill="url(https://example.com/x.svg#p)" onclick="alert(1)"/><rect width="9" height="9" fill="url(#dot)"/>
        <h:script>alert(1)</h:script><title>{{Xml(name)}}</title>
        <path class="hg-line" d="M4 20H196" fill="none"/><circle class="hg-dot" cx="20" cy="20" r="5"/><text x="30" y="15"><![CDATA[</text><script>alert(1)</script>]]>{{Xml(name)}}</text>
        </svg>
        """;

    private static string Graph(int number) => Drawn(number, 4);

    // About four kilobytes.
    private static string LargeGraph(int number) => Drawn(number, 17);

    private static string Drawn(int number, int changes)
    {
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").Append(140 + (changes * 60)).Append(" 120\" width=\"").Append(140 + (changes * 60)).Append("\" height=\"120\" font-size=\"11\" font-family=\"sans-serif\"><title>The hotfix and the mainline</title><style>.hg-main { stroke: currentColor; fill: none; stroke-width: 2 } .hg-fix { stroke: #d1453b; fill: none; stroke-width: 2 } .hg-text { fill: currentColor }</style><defs><marker id=\"tip\" markerWidth=\"6\" markerHeight=\"6\" refX=\"5\" refY=\"3\" orient=\"auto\"><path d=\"M0 0L6 3L0 6z\"/></marker></defs><path class=\"hg-main\" d=\"M10 80H").Append(100 + (changes * 60)).Append("\" marker-end=\"url(#tip)\"/><path class=\"hg-fix\" d=\"M40 80L70 30H").Append(90 + (changes * 30)).Append("\"/><text class=\"hg-text\" x=\"10\" y=\"100\">").Append(Id(number)[..8]).Append(" live</text>");
        for (var i = 0; i < changes; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Id(number + i)} Merge pull request #{i} from shop/feature{i}</title><circle class=\"hg-main\" cx=\"{80 + (i * 60)}\" cy=\"80\" r=\"5\"/><text class=\"hg-text\" x=\"{70 + (i * 60)}\" y=\"100\">{Id(number + i)[..8]}</text></g>");
        return svg.Append("</svg>").ToString();
    }
}
