using System.Management.Automation;

namespace HotfixTools.Host.Engine;

/// <summary>
/// Verdicts say how the process is to end: 0 may go, 1 may not, 2 could not be found out. They come as objects of the
/// module with an <c>ExitStatus</c>, as a truth that carries one, or as the <c>ExitStatus</c> of an error's data. A check
/// whose objects may end in a table notes it in the private data of the host. What gives verdicts and was called with
/// parameters that it does not take could not find out. The worst counts.
/// </summary>
public sealed class ExitStatusWatch
{
    private const string Name = "ExitStatus";
    private const int NotKnown = 2;

    /// <summary>The worst that came.</summary>
    public int Worst { get; private set; }

    /// <summary>The same, for those that note a status of their own: what is better than the worst changes nothing.</summary>
    public int ExitStatus
    {
        get => Worst;
        set => Worst = Math.Max(Worst, value);
    }

    /// <summary>Looks at what a script emits.</summary>
    public void Observe(PSObject? item)
    {
        if (item?.BaseObject is { } value && (value is bool || value.GetType().Namespace == "HotfixTools") && item.Properties[Name]?.Value is int status)
            Worst = Math.Max(Worst, status);
    }

    internal void Observe(ErrorRecord error)
    {
        if (error.Exception.Data[Name] is int status)
            Worst = Math.Max(Worst, status);
        else if (error.Exception is ParameterBindingException { CommandInvocation.MyCommand: CmdletInfo { ModuleName: "HotfixTools" } command } && GivesVerdicts(command))
            Worst = Math.Max(Worst, NotKnown);
    }

    // Who asks wrongly never reaches the command, and has not been told that it may go, nor that it may not.
    private static bool GivesVerdicts(CmdletInfo command) => command.OutputType.Any(output => output.Type?.GetProperty(Name) is not null);
}
