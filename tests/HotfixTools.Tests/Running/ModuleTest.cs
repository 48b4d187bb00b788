namespace HotfixTools.ModuleTests.Running;

/// <summary>A team at work, one of whom sits at a PowerShell prompt in the clone; what is live is in the ledger.</summary>
public abstract class ModuleTest : IDisposable
{
    private static readonly string[] EventKinds =
        ["Started", "Picked", "Submitted", "Published", "PublishFailed", "RolledBack", "Updated", "GatePassed", "Completed", "Abandoned", "NoticeOwed", "NoticeSent"];

    private readonly ModuleSession _shell;

    protected ModuleTest()
    {
        Team = TeamTemplate.Copy(out var ada, out var live);
        Ada = ada;
        Live = live;
        _shell = new ModuleSession(ada.Folder);
    }

    internal Team Team { get; }

    internal Workplace Ada { get; }

    /// <summary>The commit that is live in production.</summary>
    internal string Live { get; }

    internal ModuleSession Shell => _shell;

    /// <summary>The hotfix branch at the remote.</summary>
    internal string? Hotfix => Team.RemoteRef("refs/heads/hotfix");

    /// <summary>The mainline at the remote.</summary>
    internal string Master => Team.RemoteRef("refs/heads/master")!;

    /// <summary>The newest entry of the journal.</summary>
    internal string? Journal => Team.RemoteRef("refs/hotfix/journal");

    internal RunResult Run(string script, params object?[] arguments) => _shell.Run(script, arguments);

    /// <summary>Starts a hotfix and pushes a fix; returns the fix. Goes back to the mainline.</summary>
    internal string StartAndFix(string file = "fix.txt", string content = "fixed")
    {
        Run("New-Hotfix -Reason 'Orders fail'").Single();
        var fix = Ada.CommitFix(file, content);
        Ada.Git("switch", "--quiet", "master");
        return fix;
    }

    /// <summary>The same, and the fix is live in production; somebody else deployed it.</summary>
    internal string StartAndPublish(string file = "fix.txt", string content = "fixed")
    {
        var fix = StartAndFix(file, content);
        Run("Register-Deploy production hotfix").Single();
        return fix;
    }

    /// <summary>Somebody else merges settings into the mainline. Nothing that the hotfix of a test has is touched.</summary>
    internal void Configure(string json) => ConfigureText(json.Replace('\'', '"'));

    /// <summary>The same, with every letter as it is.</summary>
    internal void ConfigureText(string text)
    {
        var ben = Directory.Exists(Path.Combine(Team.Root, "ben")) ? new Workplace(Path.Combine(Team.Root, "ben")) : Team.Clone("ben");
        ben.Git("switch", "--quiet", "master");
        ben.Git("pull", "--quiet");
        ben.Commit(".hotfix.json", text, "Say how hotfixes are made");
        ben.Git("push", "--quiet", "origin", "master");
    }

    /// <summary>The commits of a ledger, newest first.</summary>
    internal string[] LedgerCommits(string environment = "production") =>
        [.. Run("Get-DeployHistory $args[0] -ErrorAction SilentlyContinue", environment).Output.Select(deploy => deploy.Text("Commit")!)];

    /// <summary>The notes of Ada's clone that somebody has to come back to; what was fetched before is none.</summary>
    internal string[] Notes()
    {
        var folder = Path.Combine(Ada.Folder, ".git", "hotfixtools");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(Path.GetFileName).OfType<string>().Where(name => !name.StartsWith("fetched-", StringComparison.Ordinal))] : [];
    }

    /// <summary>A program beside the repositories; returns its path.</summary>
    internal string Script(string body)
    {
        var file = Path.Combine(Team.Root, $"deploy-{Directory.GetFiles(Team.Root, "deploy-*.sh").Length + 1}.sh");
        File.WriteAllText(file, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    /// <summary>Everything as it is now: the remote, and Ada's clone.</summary>
    internal Unchanged Now() => new(Team, Ada);

    /// <summary>
    /// The subjects of the journal, newest first, as git shows them. The parent of the first entry is the commit that it
    /// names, so the log goes on with that one's history.
    /// </summary>
    internal string[] JournalSubjects() =>
        Journal is null ? [] : [.. GitProcess.Run(Team.Remote, "log", "--first-parent", "--format=%s", "refs/hotfix/journal").Split('\n')
            .TakeWhile(subject => subject.Split(' ') is [var kind, "hotfix", _] && EventKinds.Contains(kind))];

    /// <summary>The kinds of the events in the journal, newest first.</summary>
    internal string[] JournalKinds() => [.. JournalSubjects().Select(subject => subject.Split(' ')[0])];

    /// <summary>A commit that lies at the remote outside of all branches, for hooks to bring in.</summary>
    internal string Waiting(Workplace from, string commit)
    {
        from.Git("push", "--quiet", "origin", $"{commit}:refs/waiting/{commit}");
        return commit;
    }

    /// <summary>The first digits, as messages show them.</summary>
    internal static string Short(string? commit) => commit![..8];

    public void Dispose()
    {
        try
        {
            Team.CheckForSecrets();
        }
        finally
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        _shell.Dispose();
        Team.Dispose();
    }
}
