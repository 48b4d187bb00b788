using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Opens the pull request of the hotfix, or brings the one that is open up to date, marked to be deployed before it is merged.</summary>
/// <remarks>
/// <para>
/// The forge (GitHub, GitLab, Azure DevOps, Gitea or Forgejo) is recognised by the URL of the remote, or named in the
/// settings (<c>review</c>). Title and description are made of the journal and of the fix commits; what people write around
/// that part of the description stays when it is brought up to date.
/// </para>
/// <para>
/// The head gets the pending status <c>hotfix/published</c>, which turns green when it is live in the last environment.
/// Where the rules of the mainline require that status, the merge button waits for the deploy.
/// </para>
/// <para>After a push, run it again: the new head gets the status, and the description names the new commits.</para>
/// </remarks>
/// <notes>
/// Writes the pull request and the status at the forge, and an entry of <c>refs/hotfix/journal</c> at the remote. The branch
/// and the working tree are not touched.
/// </notes>
/// <example>
/// <code>Submit-Hotfix</code>
/// <para>Opens the pull request of the hotfix.</para>
/// </example>
/// <example>
/// <code>Submit-Hotfix -Title 'Orders count each item once'</code>
/// <para>The same with a title of your own, also for a pull request that is open already.</para>
/// </example>
/// <example>
/// <code>Submit-Hotfix -WhatIf</code>
/// <para>Tells what would be done, with the command that does it by hand, and does nothing.</para>
/// </example>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="TestHotfixCommand"/>
/// <seealso cref="PublishHotfixCommand"/>
[Cmdlet(VerbsLifecycle.Submit, "Hotfix", SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "Submit-Hotfix.md")]
[OutputType(typeof(HotfixPullRequest))]
public sealed class SubmitHotfixCommand : HotfixBranchCmdlet
{
    private const int LongestTitle = 250;

    /// <summary>The title of the pull request.</summary>
    /// <value>Default: why the hotfix was started, or the subject of its last commit; a pull request that is open keeps its own.</value>
    [Parameter]
    [ValidatePattern(@"\S")]
    [ValidateLength(1, LongestTitle)]
    public string? Title { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        InSession(session => Perform(session, new SubmitHotfix(session, Title is null ? null : DisplayText.Clean(Title))));
    }
}
