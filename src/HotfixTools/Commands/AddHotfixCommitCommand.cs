using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Picks commits that are already elsewhere, such as on the mainline, onto the hotfix.</summary>
/// <remarks>
/// <para>
/// Like <c>git cherry-pick -x</c>, in memory: authors, dates and messages stay, and each says what it is a pick of. Of a
/// merge, what it brought to the mainline is picked as one commit. A commit that the hotfix has already, by its history or
/// by its contents, is passed over. A conflict changes nothing, and the error names the files.
/// </para>
/// </remarks>
/// <notes>
/// Writes <c>refs/heads/hotfix</c>, only if nobody else wrote there meanwhile, and an entry of
/// <c>refs/hotfix/journal</c>, both at the remote. In the clone, remote-tracking branches are set as <c>git fetch</c>
/// would set them; a local branch and the working tree are not touched.
/// </notes>
/// <example>
/// <code>Add-HotfixCommit master</code>
/// <para>Picks the newest commit of the remote's master.</para>
/// </example>
/// <example>
/// <code>Compare-Deploy | Where-Object PullRequest -EQ 13 | Add-HotfixCommit</code>
/// <para>Picks what pull request 13 brought to the mainline.</para>
/// </example>
/// <example>
/// <code>Add-HotfixCommit master -WhatIf</code>
/// <para>Tells what would be picked, and does nothing.</para>
/// </example>
/// <output cref="Hotfix">The hotfix, with what was picked.</output>
/// <seealso cref="CompareDeployCommand"/>
/// <seealso cref="PublishHotfixCommand"/>
[Cmdlet(VerbsCommon.Add, "HotfixCommit", SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "Add-HotfixCommit.md")]
[OutputType(typeof(Hotfix))]
public sealed class AddHotfixCommitCommand : HotfixBranchCmdlet
{
    /// <summary>
    /// The commits: ids or their first digits, branches or tags, which are looked up at the remote first, or any expressions
    /// of <c>git rev-parse</c>. They are picked in the order in which they are given, but none before one that it grew from;
    /// all of them together, those of the pipeline too, or none.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FixCommitCompleter))]
    [Alias("Sha")]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] Commit { get; set; } = [];

    // By repository, as they came.
    private readonly List<(string Path, List<CommitId> Commits)> _asked = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        if (Commit.Length == 0)
            return;
        List<CommitId> commits = [];
        InSession(session => commits = [.. Commit.Select(session.Resolve)]);
        if (_asked.Find(asked => asked.Path == CurrentPath) is { Commits: { } known })
            known.AddRange(commits);
        else
            _asked.Add((CurrentPath, commits));
    }

    /// <inheritdoc/>
    protected override void RunAtEnd()
    {
        foreach (var (path, commits) in _asked)
        {
            Guard(
                () =>
                {
                    CurrentPath = path;
                    InSession(session => Perform(session, new AddHotfixCommit(session, commits)));
                },
                path);
        }
    }
}
