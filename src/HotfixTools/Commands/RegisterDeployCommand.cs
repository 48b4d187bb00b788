using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Records in the ledger that a commit is live in an environment.</summary>
/// <remarks>
/// <para>For the last step of a deploy pipeline. The ledger is what the other cmdlets start from.</para>
/// <para>
/// A second run that says the same as the newest entry (commit, who, and address) adds nothing, so a pipeline may repeat
/// the step. The same commit deployed again by another run is a deploy of its own.
/// </para>
/// </remarks>
/// <notes>
/// Writes one commit to <c>refs/deploys/&lt;environment&gt;</c> of the remote, only if nobody else wrote there meanwhile;
/// otherwise it looks again and appends after that. Where the commit is the head of the hotfix, the environment is the last,
/// and there is a pull request, its status <c>hotfix/published</c> turns green at the forge.
/// </notes>
/// <example>
/// <code>Register-Deploy production HEAD</code>
/// <para>Records that the commit that is checked out is live in production.</para>
/// </example>
/// <example>
/// <code>Register-Deploy -Environment staging -Commit master -DeployedBy 'Release pipeline' -Url 'https://ci.example.com/runs/4711'</code>
/// <para>Records the newest commit of the remote's master, and where the run can be looked at.</para>
/// </example>
/// <example>
/// <code>Register-Deploy production master -WhatIf</code>
/// <para>Tells what would be written, and writes nothing.</para>
/// </example>
/// <output cref="Deploy">What is recorded as live now; of a second run that says the same, the entry that was there.</output>
/// <seealso cref="GetLastDeployCommand"/>
/// <seealso cref="GetDeployHistoryCommand"/>
[Cmdlet(VerbsLifecycle.Register, "Deploy", SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "Register-Deploy.md")]
[OutputType(typeof(Deploy))]
public sealed class RegisterDeployCommand : HotfixBranchCmdlet
{
    /// <summary>The environment: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    public string Environment { get; set; } = string.Empty;

    /// <summary>
    /// The commit that is live: an id or its first digits, a branch or tag, which are looked up at the remote first, or
    /// any expression of <c>git rev-parse</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CommitCompleter))]
    [Alias("Sha")]
    [AllowEmptyString]
    public string Commit { get; set; } = string.Empty;

    /// <summary>Who deployed it.</summary>
    /// <value>Default: you, as Git knows you.</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RecordedText]
    public string? DeployedBy { get; set; }

    /// <summary>When it was deployed; without a time zone it is local time.</summary>
    /// <value>Default: now.</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? DeployedAt { get; set; }

    /// <summary>Where the deploy can be looked at, such as a pipeline run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RecordedText]
    public string? Url { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        var environment = EnvironmentName.Parse(Environment);
        InSession(session => Perform(session, new RegisterDeploy(session, new RegisterDeployRequest(environment, Commit, DeployedBy, DeployedAt, Url))));
    }
}
