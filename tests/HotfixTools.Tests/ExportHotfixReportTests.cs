using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class ExportHotfixReportTests : ModuleTest
{
    private string Page => Path.Combine(Ada.Folder, "report.html");

    private string Text => File.ReadAllText(Page);

    [Fact]
    public void It_writes_one_page_and_tells_where()
    {
        StartAndFix();
        Run("Register-Deploy production master -DeployedBy 'Cleo'").Single();
        var refs = Team.RemoteRefs();

        var written = Run("Export-HotfixReport report.html").Single();

        Assert.IsType<FileInfo>(written.BaseObject);
        Assert.Equal(Page, written.Text("FullName"));
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", Text);
        Assert.EndsWith("</html>\n", Text);
        Assert.Contains("<title>Hotfixes of ada</title>", Text);
        Assert.Contains("<code>Update-Hotfix</code>", Text);
        Assert.Contains("<b>Superseded</b>", Text);
        Assert.Contains("Orders fail", Text);
        Assert.Equal(refs, Team.RemoteRefs());
        Assert.Equal("?? report.html", Ada.Git("status", "--short"));
    }

    [Theory]
    [InlineData("Export-HotfixReport report.html", true)]
    [InlineData("Export-HotfixReport report.html -Url $args[0]", true)]
    [InlineData("Export-HotfixReport report.html -Url $args[0] -NoHistory", false)]
    public void The_diagram_and_past_hotfixes_are_in_it(string command, bool hasHistory)
    {
        StartAndFix();
        Run("Complete-Hotfix -RollIn -Confirm:$false").NoErrors();
        Run("New-Hotfix -Reason 'Invoices fail'").Single();
        Ada.Git("fetch", "--quiet");
        Ada.Git("push", "--quiet", "origin", "master:refs/heads/hotfix-old");

        Run(command, Team.Remote).Single();

        Assert.Matches("<svg[^>]* class=\"hg", Text);
        Assert.Equal(hasHistory, Text.Contains("<h2 id=\"history\"", StringComparison.Ordinal));
        Assert.Contains("<b>SecondHotfixBranch</b>", Text);
    }

    [Fact]
    public void A_pipe_is_not_replaced_and_a_check_does_not_wait_for_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes have no place in a folder there.");
        var pipe = Ada.MakePipe("pipe");

        Assert.Contains("a device or a pipe", Run("Export-HotfixReport pipe").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Path").Exception.Message);
        Assert.Contains("a device or a pipe", Run("Get-Hotfix -Heartbeat pipe").Fails("HeartbeatFailed", ErrorCategory.ConnectionError, "folder").Exception.Message);
        Assert.Contains("a device or a pipe", Run("Test-HotfixHeartbeat pipe").Single().Text("Message"));

        using var still = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
        Assert.False(still.CanSeek);
        Assert.Empty(Directory.GetFiles(Ada.Folder, ".*.tmp"));
    }

    [Fact]
    public void A_name_that_no_system_takes_is_said_and_a_long_one_is_written()
    {
        Run("Export-HotfixReport \"a`0b\"").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Path");
        Run("Export-HotfixReport ('x' * 5000)").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Path");
        Run("Get-Hotfix -Heartbeat \"a`0b\"").Fails("HeartbeatFailed", ErrorCategory.ConnectionError, "folder");
        Run("Export-HotfixReport ('x' * 250)").Single();
        Run("Get-Hotfix -Heartbeat ('y' * 250)").NoErrors();
    }

    [Fact]
    public void Working_trees_of_one_clone_are_one_repository()
    {
        StartAndFix();
        var linked = Path.Combine(Team.Root, "linked");
        Ada.Git("worktree", "add", "--quiet", "--detach", linked);

        Run("Export-HotfixReport report.html -Repository $args", Ada.Folder, linked).Single();

        Assert.Contains("<b>1</b> repository", Text);
        Assert.Equal(1, Run("$args | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Measure-Hotfix", Ada.Folder, linked).Single().Get("Count"));
    }

    [Fact]
    public void What_was_asked_by_its_path_as_a_remote_can_be_piped()
    {
        StartAndFix();

        Run("Get-Hotfix -Url $args[0] | Export-HotfixReport report.html", Team.Remote).NoErrors();

        Assert.Contains("InProgress", Run("(Get-Hotfix -Url $args[0]).State", Team.Remote).Single().ToString());
        Assert.Contains("<b>1</b> in progress", Text);
    }

    [Fact]
    public void Without_history_nothing_is_said_of_it()
    {
        Run("Export-HotfixReport report.html -NoHistory").Single();

        Assert.DoesNotContain("history", Text[Text.IndexOf("<body>", StringComparison.Ordinal)..], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_remote_at_rest_is_in_it_with_its_past()
    {
        StartAndFix();
        Run("Complete-Hotfix -RollIn -Confirm:$false").NoErrors();

        Run("Export-HotfixReport report.html -Url $args[0]", Team.Remote).Single();

        Assert.Contains("No hotfix", Text);
        Assert.Contains("<svg", Text);
    }

    [Fact]
    public void A_repository_without_a_hotfix_is_in_it()
    {
        Run("Export-HotfixReport report.html -Title 'All <quiet>'").Single();

        Assert.Contains("<title>All &lt;quiet&gt;</title>", Text);
        Assert.Contains("No hotfix", Text);
        Assert.Contains("Nothing is wrong.", Text);
    }

    [Fact]
    public void A_page_that_is_there_is_replaced_by_a_second_run()
    {
        File.WriteAllText(Page, new string('x', 1_000_000));

        Run("Export-HotfixReport report.html").Single();
        Run("Export-HotfixReport report.html").Single();

        Assert.DoesNotContain("xxxx", Text);
        Assert.Equal(["report.html"], Directory.EnumerateFiles(Ada.Folder, "report.html*").Select(Path.GetFileName));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        var result = Run("Export-HotfixReport report.html -WhatIf");

        result.Nothing();
        Assert.Equal(["Write a report of 1 repository"], result.WhatIf);
        Assert.False(File.Exists(Page));
    }

    [Fact]
    public void Who_says_no_is_heeded()
    {
        Shell.Screen.Answer = "No";

        Run("Export-HotfixReport report.html -Confirm").Nothing();

        Assert.False(File.Exists(Page));
    }

    [Fact]
    public void NoClobber_keeps_what_is_there_and_looks_at_nothing()
    {
        File.WriteAllText(Page, "mine");
        Directory.Move(Team.Remote, Team.Remote + ".moved");

        Assert.Equal(Page, Run("Export-HotfixReport report.html -NoClobber").Fails("FileExists", ErrorCategory.ResourceExists, "-NoClobber").TargetObject);

        Assert.Equal("mine", Text);
    }

    [Theory]
    [InlineData("nowhere/report.html", "FolderNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("Env:report", "FolderNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("nodrive:/report.html", "FolderNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("folder", "FileNotWritten", ErrorCategory.PermissionDenied)]
    public void A_place_that_cannot_be_written_to_is_one_error_before_anything_is_looked_at(string path, string id, ErrorCategory category)
    {
        Directory.CreateDirectory(Path.Combine(Ada.Folder, "folder"));
        Directory.Move(Team.Remote, Team.Remote + ".moved");

        Run("'.', '..' | ForEach-Object { [pscustomobject]@{ FullName = $_ } } | Export-HotfixReport $args[0]", path).Fails(id, category, "-Path");

        Assert.Equal(["folder"], Directory.EnumerateFileSystemEntries(Ada.Folder).Select(Path.GetFileName).Except([".git", "README.md", "orders.txt", "feature1.txt", "feature2.txt", "feature3.txt"]));
    }

    [Fact]
    public void A_read_only_file_stays()
    {
        File.WriteAllText(Page, "mine");
        File.SetAttributes(Page, FileAttributes.ReadOnly);

        Run("Export-HotfixReport report.html").Fails("FileNotWritten", ErrorCategory.PermissionDenied, "-Path");

        Assert.Equal("mine", Text);
        File.SetAttributes(Page, FileAttributes.Normal);
    }

    [Fact]
    public void A_link_leads_to_what_is_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links there wants a right.");
        var target = Path.Combine(Team.Root, "published.html");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(Page, target);

        Run("Export-HotfixReport report.html").Single();

        Assert.Equal(target, File.ResolveLinkTarget(Page, false)!.FullName);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(target));
    }

    [Fact]
    public void A_fleet_is_one_page_and_one_that_fails_is_in_it()
    {
        using var other = Team.AtWork(out var ben, out _);
        StartAndFix();
        var plain = Directory.CreateDirectory(Path.Combine(Team.Root, "plain")).FullName;

        var result = Run("Export-HotfixReport report.html -Repository $args[0], $args[1], $args[2]", plain, ben.Folder, Ada.Folder);

        Assert.Equal(Page, Assert.Single(result.Output).Text("FullName"));
        Assert.Single(result.Errors).Is("NotARepository", ErrorCategory.ObjectNotFound, "-Repository");
        Assert.Contains("<b>3</b> repositories", Text);
        Assert.Contains("<b>1</b> in progress", Text);
        Assert.Contains("<b>1</b> could not be checked", Text);
        Assert.Contains(plain, Text);
        Assert.Contains("<title>Hotfixes</title>", Text);
    }

    [Fact]
    public void Nothing_but_failures_is_a_page_too()
    {
        Directory.Move(Team.Remote, Team.Remote + ".moved");

        var result = Run("Export-HotfixReport report.html");

        Assert.Single(result.Errors).Is("RemoteUnreachable", ErrorCategory.ConnectionError, "git remote -v");
        Assert.Single(result.Output);
        Assert.Contains("<b>1</b> could not be checked", Text);
        Assert.DoesNotContain("Nothing is wrong.", Text);
    }

    [Fact]
    public void An_invalid_settings_file_is_told_in_the_page()
    {
        Configure("{ 'brnach': 1 }");

        var result = Run("Export-HotfixReport report.html");

        Assert.Equal("ConfigurationInvalid", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("ConfigurationInvalid", Text);
    }

    [Fact]
    public void No_repository_at_all_replaces_what_was_true_yesterday()
    {
        File.WriteAllText(Page, "yesterday");

        Run("@() | Export-HotfixReport report.html").Single();

        Assert.Contains("No repository was looked at.", Text);
    }

    [Fact]
    public void Remotes_that_were_never_cloned_come_by_their_address()
    {
        using var other = Team.AtWork(out _, out _);
        StartAndFix();
        Shell.Go(Team.Root);
        var page = Path.Combine(Team.Root, "report.html");

        Run("$args | Export-HotfixReport report.html", Team.Remote, "file://" + other.Remote).Single();
        Assert.Contains("<b>2</b> repositories", File.ReadAllText(page));

        // Folders and addresses alike, each of them once.
        Run("Export-HotfixReport report.html -Repository $args[0], $args[1], $args[0], $args[1], $args[2]", Ada.Folder, "file://" + other.Remote, Path.Combine(Ada.Folder, ".git", "..")).Single();
        Assert.Contains("<b>2</b> repositories", File.ReadAllText(page));
        Assert.Contains("<b>1</b> in progress", File.ReadAllText(page));
    }

    [Fact]
    public void Hotfixes_and_folders_can_be_piped()
    {
        StartAndFix();

        Run("Get-Hotfix -Url ('file://' + $args[0]) | Export-HotfixReport report.html", Team.Remote).Single();
        Assert.Contains($"file://{Team.Remote}", Text);

        Run("[IO.DirectoryInfo]::new($args[0]).GetDirectories('ada') | Export-HotfixReport report.html", Team.Root).Single();
        Assert.Contains("<title>Hotfixes of ada</title>", Text);
    }

    [Fact]
    public void Names_that_mean_harm_are_text()
    {
        Run("New-Hotfix -Reason '<img src=x onerror=alert(1)>'").Single();
        Ada.Git("config", "user.name", "\"><script>alert(1)");
        Ada.CommitFix();
        Ada.Git("commit", "--quiet", "--amend", "--reset-author", "-m", "</style><script>alert(1)</script>");
        Ada.Git("push", "--quiet", "--force", "origin", "hotfix");

        Run("Export-HotfixReport report.html").Single();

        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", Text);
        Assert.Contains("&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;", Text);
        Assert.DoesNotContain("<script>alert", Text);
        Assert.DoesNotContain("<img", Text);
    }

    [Fact]
    public void Two_words_are_never_taken_for_an_address()
    {
        foreach (var name in new[] { "Env:", "no/such/folder", "Env:/x" })
        {
            var result = Run("Export-HotfixReport report.html -Repository $args[0]", name);
            Assert.Single(result.Errors).Is("NotARepository", ErrorCategory.ObjectNotFound, "-Repository");
        }
    }
}
