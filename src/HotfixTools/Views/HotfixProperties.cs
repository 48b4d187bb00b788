using System.Management.Automation;

namespace HotfixTools.PowerShell.Views;

/// <summary>
/// The texts of a hotfix for its list, which is what people see first, each a hidden property. The other views ask
/// <see cref="ViewProperty"/> by script, and the engine makes code of each script when it is first shown.
/// </summary>
public static class HotfixProperties
{
    /// <summary>Its state, in colour.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? State(PSObject instance) => Of(instance, HotfixView.State);

    /// <summary>Who started it, and when.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Started(PSObject instance) => Of(instance, HotfixView.Started);

    /// <summary>How old it is.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Age(PSObject instance) => Of(instance, hotfix => HotfixView.Duration(hotfix.Age));

    /// <summary>Its base, and when that went live.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Base(PSObject instance) => Of(instance, HotfixView.Base);

    /// <summary>Its head.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Head(PSObject instance) => Of(instance, hotfix => HotfixView.Short(hotfix.Head));

    /// <summary>Its commits, a line each.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Commits(PSObject instance) => Of(instance, HotfixView.Commits);

    /// <summary>Its pull request.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? PullRequest(PSObject instance) => Of(instance, hotfix => HotfixView.PullRequest(hotfix.PullRequest));

    /// <summary>Where it is live.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Published(PSObject instance) => Of(instance, HotfixView.Published);

    /// <summary>The mainline, as long as it is not merged.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Mainline(PSObject instance) => Of(instance, HotfixView.Mainline);

    /// <summary>The commit that merged it.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? MergedBy(PSObject instance) => Of(instance, HotfixView.MergedBy);

    /// <summary>Its findings, each with its way out.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? Findings(PSObject instance) => Of(instance, HotfixView.Findings);

    /// <summary>The command to type next.</summary>
    /// <param name="instance">A hotfix, or what a job or a file made of it.</param>
    public static object? NextStep(PSObject instance) => Of(instance, hotfix => new ShownStep(hotfix).ToString());

    private static string? Of(PSObject instance, Func<Hotfix, string?> text) => RevivingConverter.Revive(instance) is Hotfix hotfix ? text(hotfix) : null;
}
