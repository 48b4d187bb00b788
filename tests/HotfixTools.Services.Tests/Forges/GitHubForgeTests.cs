using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>Pull requests of GitHub: found, read, opened and changed.</summary>
public sealed class GitHubForgeTests : GitHubTests
{
    [Fact]
    public async Task One_that_is_opened_is_found_and_read()
    {
        var opened = await Open("What, and **why**.");
        Assert.Equal((7, PullRequestState.Open, Hotfix, Mainline, Head), (opened.Number, opened.State, opened.From, opened.Into, opened.Head));
        Assert.Equal((Title, "What, and **why**.", ForgeStandIn.Actor, false), (opened.Title, opened.Body, opened.Author, opened.IsDraft));
        Assert.Equal(opened, await Forge.FindOpen(Hotfix, Mainline, Cancellation));
        Assert.Equal(opened, await Forge.Read(7, Cancellation));
        Assert.Equal((true, null, null), (opened.IsMergeable, opened.Waits, opened.MergeCommit));
        Assert.Equal(("https://github.example/acme/shop/pull/7", "PR_kwDOAAAAEc57"), (opened.Url, opened.Handle));
    }

    [Fact]
    public async Task Reading_is_one_call()
    {
        await Open();
        var before = Server.Server.Requests.Count;
        await Forge.Read(7, Cancellation);
        Assert.Equal(before + 1, Server.Server.Requests.Count);
    }

    [Fact]
    public void It_says_who_it_is_and_how_to_do_it_by_hand()
    {
        Assert.Equal((ForgeKind.GitHub, "GitHub (acme/shop)"), (Forge.Kind, Forge.Name));
        Assert.Equal("gh pr create --base master --head hotfix --title 'It''s \u2019\u2019broken\u2019\u2019 now'", Forge.CommandToOpen(Hotfix, Mainline, "It's \u2019broken\u2019\nnow"));
        Assert.Equal("gh pr create --base master --head 'fix;$(rm)''x' --title 'x'", Forge.CommandToOpen(BranchName.Parse("fix;$(rm)'x"), Mainline, "x"));
    }

    [Fact]
    public async Task Where_there_is_none_none_is_found()
    {
        Assert.Null(await Forge.FindOpen(Hotfix, Mainline, Cancellation));
        Assert.Single(Server.Server.Requests);
    }

    [Fact]
    public async Task Those_of_forks_of_other_branches_and_of_other_targets_are_not_it()
    {
        Ada.Git("push", "--quiet", "origin", "master:release", "hotfix:hotfix2");
        Server.OpenBy("mallory", "hotfix", "master", owner: "mallory");
        Server.OpenBy("mallory", "hotfix", "master", owner: "gone");
        Server.OpenBy("ada", "hotfix2", "master");
        Server.OpenBy("ada", "hotfix", "release");
        Assert.Null(await Forge.FindOpen(Hotfix, Mainline, Cancellation));
        Assert.Equal(11, Server.OpenBy("ada", "hotfix", "master").Number);
        Assert.Equal(11, (await Forge.FindOpen(Hotfix, Mainline, Cancellation))?.Number);
    }

    [Fact]
    public async Task A_filter_that_the_server_passes_over_finds_nothing_wrong()
    {
        Ada.Git("push", "--quiet", "origin", "hotfix:hotfix2");
        Server.OpenBy("mallory", "hotfix", "master", owner: "mallory");
        Server.OpenBy("ada", "hotfix2", "master");
        var real = Server.Server.Answer;
        Server.Server.Answer = seen => real(seen with { Query = seen.Query.Replace("acme%3Ahotfix", "hotfix") });
        Assert.Null(await Forge.FindOpen(Hotfix, Mainline, Cancellation));
        Server.OpenBy("bob", "hotfix", "master");
        Assert.Equal("bob", (await Forge.FindOpen(Hotfix, Mainline, Cancellation))?.Author);
    }

    [Fact]
    public async Task It_is_found_on_later_pages_too()
    {
        Server.PageSize = 2;
        Server.OpenBy("ada", "hotfix", "master");
        var real = Server.Server.Answer;
        Server.Server.Answer = seen => real(seen with { Query = seen.Query.Replace("acme%3Ahotfix", "hotfix") });
        for (var i = 0; i < 4; i++)
            Server.OpenBy("mallory", "hotfix", "master", owner: "mallory");
        Assert.Equal(7, (await Forge.FindOpen(Hotfix, Mainline, Cancellation))?.Number);
        Assert.Equal(3, Calls("GET", "/pulls"));
    }

    [Fact]
    public async Task One_that_is_closed_between_two_calls_is_not_open()
    {
        Server.OpenBy("ada", "hotfix", "master").State = "closed";
        const string Listed = """[{"number":7,"state":"open","head":{"ref":"hotfix","repo":{"full_name":"acme/shop"}},"base":{"ref":"master","repo":{"full_name":"acme/shop"}}}]""";
        Server.Break("GET */pulls", WebReply.Json(Listed));
        Assert.Null(await Forge.FindOpen(Hotfix, Mainline, Cancellation));
        Assert.Equal((PullRequestState.Closed, null), ((await Forge.Read(7, Cancellation)).State, (await Forge.Read(7, Cancellation)).MergeCommit));
    }

    [Fact]
    public async Task Names_with_odd_letters_are_asked_for_whole()
    {
        var odd = BranchName.Parse("fix/a&base=x#1+ü%2F");
        Ada.Git("push", "--quiet", "origin", $"hotfix:{odd}");
        Assert.Equal(odd, (await Forge.Open(odd, Mainline, Title, string.Empty, Cancellation)).From);
        Assert.Equal(odd, (await Forge.FindOpen(odd, Mainline, Cancellation))?.From);
        Server.IsClassic = true;
        Server.Protect(odd.ToString());
        Assert.True((await Forge.ReadProtection(odd, Cancellation)).IsProtected);
    }

    [Fact]
    public async Task A_new_commit_is_seen()
    {
        await Open();
        var pushed = Ada.CommitFix("more.txt");
        Assert.Equal(pushed, (await Forge.Read(7, Cancellation)).Head?.ToString());
    }

    [Fact]
    public async Task A_draft_is_one_and_so_is_one_that_merges_by_itself()
    {
        var opened = Server.OpenBy("ada", "hotfix", "master");
        opened.IsDraft = true;
        Assert.True((await Forge.Read(7, Cancellation)).IsDraft);
        (opened.IsDraft, opened.IsAutoMerge) = (false, true);
        Assert.Equal("auto-merge is on", (await Forge.Read(7, Cancellation)).Waits);
        Assert.Equal("auto-merge is on", (await Forge.Read(7, Cancellation)).Waits);
        var merged = await Forge.Read(7, Cancellation);
        Assert.Equal((PullRequestState.Merged, null, Tip("master")), (merged.State, merged.Waits, merged.MergeCommit));
    }

    [Fact]
    public async Task Whether_it_can_be_merged_is_not_known_at_once()
    {
        await Open();
        Server.ComputesMergeability = 1;
        Assert.Null((await Forge.Read(7, Cancellation)).IsMergeable);
        Assert.True((await Forge.Read(7, Cancellation)).IsMergeable);
        Conflict();
        Assert.False((await Forge.Read(7, Cancellation)).IsMergeable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_commit_of_a_merge_is_told_where_there_is_one(bool isNewVersion)
    {
        Server.IsNewVersion = isNewVersion;
        await Open();
        Assert.Null((await Forge.Read(7, Cancellation)).MergeCommit);
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(await Forge.Read(7, Cancellation))).Kind);
        var merged = await Forge.Read(7, Cancellation);
        Assert.Equal((PullRequestState.Merged, isNewVersion ? null : Tip("master")), (merged.State, merged.MergeCommit));
    }

    [Fact]
    public async Task Where_somebody_else_opened_one_that_is_returned()
    {
        Server.OpenBy("bob", "hotfix", "master", "By bob");
        var opened = await Open();
        Assert.Equal((7, "bob", "By bob"), (opened.Number, opened.Author, opened.Title));
        Assert.Single(Server.PullRequests);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_merge_its_words_are_shown()
    {
        Ada.Git("push", "--quiet", "--force", "origin", $"{Live}:refs/heads/hotfix");
        var error = await Fails(() => Open());
        Assert.Contains("Validation Failed: No commits between master and hotfix.", error.Message);
        Assert.Contains("request C0DE:", error.Message);
    }

    [Fact]
    public async Task An_error_without_words_is_named()
    {
        var error = await Fails(() => Forge.Open(Hotfix, BranchName.Parse("main"), Title, string.Empty, Cancellation));
        Assert.Contains("Validation Failed: base is invalid.", error.Message);
    }

    [Fact]
    public async Task Where_the_answer_is_lost_it_is_not_opened_twice_and_found_afterwards()
    {
        Server.Break("POST */pulls", new WebReply(502, "<html>", "text/html"), isDone: true);
        Assert.Contains("status 502", (await Fails(() => Open())).Message);
        Assert.Equal(1, Calls("POST", "/pulls"));
        Assert.Equal(7, (await Forge.FindOpen(Hotfix, Mainline, Cancellation))?.Number);
        Assert.Equal(7, (await Open()).Number);
    }

    [Fact]
    public async Task Title_and_description_are_changed()
    {
        await Open("Before");
        var changed = await Forge.Update(7, "After", "It is live.", Cancellation);
        Assert.Equal(("After", "It is live."), (changed.Title, changed.Body));
        Assert.Equal(("After", "It is live."), (Server.Open.Title, Server.Open.Body));
        Assert.Equal(changed, await Forge.Read(7, Cancellation));
    }

    [Fact]
    public async Task A_repository_that_was_renamed_is_followed_with_all_that_is_sent()
    {
        Server.IsRenamed = true;
        var opened = await Open("Body");
        Assert.Equal("Body", opened.Body);
        Assert.Equal(opened, await Forge.FindOpen(Hotfix, Mainline, Cancellation));
        Assert.Equal("Later", (await Forge.Update(7, Title, "Later", Cancellation)).Body);
        await Forge.SetPublished(opened, Head, true, "It is live", Cancellation);
        Server.Report("build", "success");
        Assert.Equal([OwnStatus.Published, "build"], (await Forge.ReadEvidence(opened, Head, Cancellation)).Checks.Select(check => check.Name));
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
        Assert.Equal((PullRequestState.Merged, 1), ((await Forge.Read(7, Cancellation)).State, Server.PullRequests.Count));
    }

    [Fact]
    public async Task Who_may_see_nothing_and_who_is_nobody_are_told_so()
    {
        Assert.Contains("status 401", (await Fails(() => ForgeOf("ghp_wrong").Read(7, Cancellation))).Message);
        Assert.Contains("status 404", (await Fails(() => ForgeOf(null).Read(7, Cancellation))).Message);
        Server.MayWrite = false;
        Assert.Contains("Resource not accessible by personal access token", (await Fails(() => Open())).Message);
    }

    [Fact]
    public async Task An_answer_of_another_shape_is_none()
    {
        string[] bodies =
        [
            """{"message":"Moved"}""", """{"number":7,"state":"ajar","head":{"ref":"hotfix"},"base":{"ref":"master"}}""", """{"number":7,"state":"open","head":{"ref":"ho..tfix"},"base":{"ref":"master"}}""",
            """{"number":"x","state":"open","head":{"ref":"hotfix"},"base":{"ref":"master"}}""", "[17]", "null",
        ];
        foreach (var body in bodies)
        {
            Server.Break("GET */pulls/7", WebReply.Json(body));
            Assert.Contains("shape that is not known", (await Fails(() => Forge.Read(7, Cancellation))).Message);
        }
    }

    [Fact]
    public async Task A_page_and_half_an_answer_are_none()
    {
        Server.Break("GET */pulls/7", new WebReply(200, "<html>Log in</html>", "text/html"));
        Assert.Contains("HTML page", (await Fails(() => Forge.Read(7, Cancellation))).Message);
        Server.Break("GET */pulls/7", WebReply.Json("{\"number\":7,"));
        Assert.Contains("only a part", (await Fails(() => Forge.Read(7, Cancellation))).Message);
    }

    [Fact]
    public async Task Who_asked_too_often_is_told_when_to_come_back_by_the_clock_of_GitHub()
    {
        Server.OpenBy("ada", "hotfix", "master");
        Server.ClockSkew = TimeSpan.FromHours(3);
        var now = DateTimeOffset.UtcNow + Server.ClockSkew;
        Server.Break("GET */pulls/7", GitHubStandIn.Limited(now.AddMinutes(20), now));
        Assert.Contains("it may be asked again in 20m", (await Fails(() => Forge.Read(7, Cancellation))).Message);
        Assert.Equal(7, (await Forge.Read(7, Cancellation)).Number);
    }

    [Fact]
    public async Task The_status_of_what_is_live_is_set()
    {
        var opened = await Open();
        await Forge.SetPublished(opened, Head, false, "Waits for the deploy", Cancellation);
        Assert.Equal("pending", Server.StatusOf(OwnStatus.Published, Head.ToString()));
        await Forge.SetPublished(opened, Head, true, new string('x', 200), Cancellation);
        Assert.Equal("success", Server.StatusOf(OwnStatus.Published, Head.ToString()));
        Assert.Equal(new string('x', 139) + "…", Server.Checks[^1].Description);
        Server.MayWrite = false;
        await Fails(() => Forge.SetPublished(opened, Head, true, "x", Cancellation));
    }

    [Fact]
    public async Task A_branch_without_rules_can_be_pushed_to()
    {
        Server.KeepsBranches = true;
        Assert.Equal(new BranchProtection(false), await Forge.ReadProtection(Mainline, Cancellation));
        Assert.Equal(new BranchProtection(false), await Forge.ReadProtection(BranchName.Parse("nowhere"), Cancellation));
    }

    [Theory]
    [InlineData(false, true, "a ruleset (pull_request, required_status_checks, merge_queue)")]
    [InlineData(true, true, "a branch protection")]
    [InlineData(true, false, "a branch protection")]
    public async Task A_branch_that_is_protected_is_said_to_be(bool isClassic, bool hasRulesets, string why)
    {
        (Server.IsClassic, Server.HasRulesets) = (isClassic, hasRulesets);
        Server.Protect("master", checks: ["build"], queue: true);
        Assert.Equal(new BranchProtection(true, why), await Forge.ReadProtection(Mainline, Cancellation));
    }

    private void Conflict()
    {
        Ada.Git("switch", "--quiet", "master");
        Ada.Commit("fix.txt", "another", "Fix it otherwise");
        Ada.Git("push", "--quiet", "origin", "master");
    }
}
