using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Views;

/// <summary>
/// The command to type next, from where the user is: found out when it is shown, because a view is asked for all its texts
/// each time that it shows one, and only this one takes a script.
/// </summary>
/// <param name="hotfix">The hotfix.</param>
public sealed class ShownStep(Hotfix hotfix)
{
    // By the runspace, which a thread knows as its own.
    private static readonly ConditionalWeakTable<Runspace, SessionState> Sessions = [];

    /// <summary>The command.</summary>
    public override string ToString() => HotfixView.NextStep(hotfix, Here());

    /// <summary>Takes note of the session that a command runs in, which knows where the user is.</summary>
    /// <param name="session">The session.</param>
    internal static void Note(SessionState session)
    {
        if (Runspace.DefaultRunspace is { } runspace)
            Sessions.AddOrUpdate(runspace, session);
    }

    // A property that a view reads knows its object and nothing else; and no method may be called in the constrained mode.
    private static string? Here()
    {
        try
        {
            var session = Runspace.DefaultRunspace is { } runspace && Sessions.TryGetValue(runspace, out var known) ? known : TypedCommand.Session;
            return session.Path.CurrentLocation.ProviderPath;
        }
        catch (Exception error) when (error is InvalidOperationException or RuntimeException)
        {
            // On a thread of no session nobody is anywhere.
            return null;
        }
    }
}
