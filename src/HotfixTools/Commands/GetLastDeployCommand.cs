using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets what is live in an environment: the last commit that was deployed there.</summary>
/// <remarks>
/// <para>
/// Looks at the remote, never at local copies, and asks every source: the deploy ledger (<c>refs/deploys/&lt;environment&gt;</c>)
/// and the tags that a deploy sets. Where two sources know of a deploy and disagree, it refuses and shows both; <see cref="Source"/>
/// chooses one.
/// </para>
/// </remarks>
/// <notes>Writes nothing to the remote.</notes>
/// <example>
/// <code>Get-LastDeploy</code>
/// <para>What is live in production.</para>
/// </example>
/// <example>
/// <code>Get-LastDeploy staging, production</code>
/// <para>What is live in two environments.</para>
/// </example>
/// <example>
/// <code>Get-LastDeploy | New-Hotfix -Reason 'Orders fail'</code>
/// <para>Starts a hotfix from what is live in production.</para>
/// </example>
/// <seealso cref="RegisterDeployCommand"/>
/// <seealso cref="NewHotfixCommand"/>
[Cmdlet(VerbsCommon.Get, "LastDeploy")]
[OutputType(typeof(Deploy))]
public sealed class GetLastDeployCommand : RepositoryCmdlet
{
    /// <summary>The environments: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case.</summary>
    /// <value>Default: production.</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    public string[] Environment { get; set; } = [];

    /// <summary>The source to believe: <c>ledger</c> or <c>tags</c>.</summary>
    /// <value>Default: both, and they must agree.</value>
    [Parameter]
    [ArgumentCompleter(typeof(SourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <summary>The tags that a deploy sets, with one <c>*</c> at most; <c>{environment}</c> stands for the environment.</summary>
    /// <value>Default: deploy/{environment}/*.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TagPattern { get; set; }

    /// <inheritdoc/>
    protected override HotfixSettings Settings => TagPattern is null ? base.Settings : base.Settings with { TagPattern = CheckedPattern(TagPattern) };

    /// <inheritdoc/>
    protected override void Run()
    {
        foreach (var name in Source)
        {
            if (!LastDeploy.SourceNames.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw HotfixErrors.SourceUnknown(name, LastDeploy.SourceNames);
        }

        var environments = Environments();
        if (environments.Count == 0)
            return;
        using var session = Open();
        var finder = new LastDeploy(session);
        var view = session.Look(finder.Patterns(environments, Source));
        foreach (var environment in environments)
            Guard(() => WriteObject(finder.Find(view, environment, Source)), environment.ToString());
    }

    private List<EnvironmentName> Environments()
    {
        if (Environment.Length == 0)
            return [Settings.LastEnvironment];
        List<EnvironmentName> environments = [];
        foreach (var name in Environment)
            Guard(() => environments.Add(EnvironmentName.Parse(name)), name);
        return environments;
    }

    private static string CheckedPattern(string pattern)
    {
        var sample = "refs/tags/" + pattern.Replace("{environment}", "x", StringComparison.OrdinalIgnoreCase);
        return pattern.Count(letter => letter == '*') <= 1 && RefName.IsWellFormed(sample.Replace('*', 'x')) ? pattern : throw HotfixErrors.InvalidTagPattern(pattern);
    }
}
