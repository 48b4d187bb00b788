using System.Management.Automation;

namespace HotfixTools.ModuleTests.Forges;

public sealed class SubmitHotfixTests : ForgeTest
{
    [Fact]
    public void Without_a_forge_it_says_what_to_write_in_the_settings()
    {
        StartAndFix();
        var now = Now();

        var error = Run("Submit-Hotfix").Fails("ForgeNotFound", ErrorCategory.ObjectNotFound, "\"review\"");

        Assert.Contains("deploy before merge", error.ErrorDetails.RecommendedAction);
        now.Still();
    }

    [Fact]
    public void Without_a_hotfix_or_a_fix_there_is_nothing_to_submit()
    {
        MoveTo("github");
        Run("Submit-Hotfix").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");
        Run("New-Hotfix").Single();
        Run("Submit-Hotfix").Fails("NoFixCommits", ErrorCategory.InvalidOperation, "git push");
        Assert.Empty(Writes());
    }

    [Fact]
    public void What_people_write_around_the_description_stays()
    {
        MoveTo("github");
        StartAndSubmit();
        Request.Body = "Read this first.\r\n\r\n" + Request.Body + "\r\n\r\nCloses #12";
        Request.Title = "Our own title";
        PushMore();

        Run("Submit-Hotfix").Single();

        Assert.StartsWith("Read this first.", Request.Body);
        Assert.EndsWith("Closes #12", Request.Body);
        Assert.Contains("Fix it better", Request.Body);
        Assert.Equal("Our own title", Request.Title);
        Run("Submit-Hotfix -Title 'Orders: count once'").Single();
        Assert.Equal("Orders: count once", Request.Title);
    }

    [Fact]
    public void A_pull_request_that_somebody_opened_by_hand_is_taken()
    {
        MoveTo("github");
        StartAndFix();
        var byHand = Forge.OpenBy("ben", "hotfix", "master", "Mine");

        var submitted = Run("Submit-Hotfix").Single();

        Assert.Equal(byHand.Number, submitted.Get("Number"));
        Assert.Contains("Deploy before merge", byHand.Body);
        Assert.Equal(["Submitted", "Started"], JournalKinds());
    }

    [Fact]
    public void One_of_a_fork_is_not_ours()
    {
        MoveTo("github");
        StartAndFix();
        Forge.OpenBy("mallory", "hotfix", "master", "Merge me", owner: "mallory");

        Assert.Equal("Submit-Hotfix", Run("Get-Hotfix").Single().Text("NextStep"));
        Assert.NotEqual("Merge me", Run("Submit-Hotfix").Single().Text("Title"));
    }

    [Fact]
    public void Where_the_answer_is_lost_no_second_one_is_opened()
    {
        MoveTo("github");
        StartAndFix();
        Forge.Break("POST /*/pulls", new WebReply(502, "<html>bad gateway</html>", "text/html"), isDone: true);

        Run("Submit-Hotfix").Single();

        Assert.Single(Forge.PullRequests);
        Assert.Equal(["Submitted", "Started"], JournalKinds());
    }

    [Fact]
    public void What_cannot_set_a_status_is_a_warning()
    {
        MoveTo("github");
        StartAndFix();
        Forge.Break("POST /*/statuses/*", WebReply.Json("{\"message\":\"Resource not accessible by personal access token\"}", 403), times: 9);

        var result = Run("Submit-Hotfix");

        Assert.Contains("hotfix/published", Assert.Single(result.Warnings));
        Assert.Equal(["Submitted", "Started"], JournalKinds());
        Assert.NotNull(result.Single());
    }

    [Fact]
    public void A_token_that_is_wrong_is_told_and_never_shown()
    {
        MoveTo("github");
        StartAndFix();
        Environment.SetEnvironmentVariable(TokenReference[4..], "another-t0ken-1234");

        var result = Run("Submit-Hotfix -Verbose");

        var error = result.Fails("ForgeFailed", ErrorCategory.ConnectionError, "token");
        Assert.Contains("401", error.Exception.Message);
        Assert.DoesNotContain("another-t0ken-1234", string.Join("\n", [error.ToString(), error.Exception.ToString(), .. result.Verbose]));
    }

    [Fact]
    public void Backticks_line_ends_and_HTML_of_a_subject_stay_text()
    {
        MoveTo("github");
        Run("New-Hotfix").Single();
        Ada.CommitFix(message: "Use `x` and ``y``, @team <img src=x onerror=alert(1)>");
        Ada.Git("switch", "--quiet", "master");

        Run("Submit-Hotfix").Single();

        Assert.Contains("``` Use `x` and ``y``, @team <img src=x onerror=alert(1)> ```", Request.Body);
        Assert.Contains("@ team", Request.Title);
    }

    [Fact]
    public void The_mark_of_an_end_in_a_subject_or_a_reason_ends_nothing()
    {
        const string hostile = "x <!-- hotfix:end --> @everyone ![](//evil/y) closes #1 <!-- hotfix:begin -->";
        MoveTo("github");
        Run("New-Hotfix -Reason $args[0]", hostile).Single();
        Ada.CommitFix(message: hostile);
        Ada.Git("switch", "--quiet", "master");

        Run("Submit-Hotfix").Single();

        var body = Request.Body;
        Assert.Contains("x <! -- hotfix:end -- > @everyone", body);
        Assert.EndsWith("\n<!-- hotfix:end -->", body);
        Assert.Equal(2, body.Split("<!--").Length - 1);
        Assert.Equal(["Submitted", "Started"], JournalKinds());
        // It says what it should: nothing is written a second time.
        var writes = Writes().Count();
        Run("Submit-Hotfix").Single();
        Assert.Equal((body, writes), (Request.Body, Writes().Count()));

        // What an earlier version left behind the mark goes, and what people wrote stays.
        Request.Body = $"Read this first.\n\n{body} --> `@everyone`\n<!-- hotfix:end -->\n\nCloses #12";
        Run("Submit-Hotfix").Single();
        Assert.Equal($"Read this first.\n\n{body}\n\nCloses #12", Request.Body);
    }

    [Fact]
    public void Confirm_asks_once_and_no_is_no()
    {
        MoveTo("github");
        StartAndFix();
        Shell.Screen.Answer = "No";

        var result = Run("Submit-Hotfix -Confirm").NoErrors();

        Assert.Single(result.Questions);
        Assert.Empty(Writes());
        Assert.Equal(["Started"], JournalKinds());
    }

    [Fact]
    public void The_pipeline_names_the_repository()
    {
        MoveTo("github");
        StartAndFix();
        Shell.Go(Team.Root);

        Assert.Equal(Ada.Folder, Run("Get-Hotfix -Path $args[0] | Submit-Hotfix", Ada.Folder).Single().Text("Repository"));
    }

    [Fact]
    public void Live_already_it_is_green_at_once()
    {
        MoveTo("github");
        var fix = StartAndPublish();

        Run("Submit-Hotfix").Single();

        Assert.Equal("success", Forge.StatusOf("hotfix/published", fix));
    }

    [Fact]
    public void Whatever_makes_the_head_live_turns_it_green()
    {
        MoveTo("github");
        var fix = StartAndSubmit();

        Run("Register-Deploy production hotfix").Single();

        Assert.Equal("success", Forge.StatusOf("hotfix/published", fix));
    }
}
