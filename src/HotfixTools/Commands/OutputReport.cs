using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Shows what a program prints while it runs: each line on the verbose stream, the last one as progress.</summary>
internal sealed class OutputReport(Cmdlet cmdlet) : IProgress<string>
{
    private readonly ProgressWriter _progress = new(cmdlet);

    public void Report(string value)
    {
        cmdlet.WriteVerbose(value);
        if (value.Length > 0)
            _progress.Report(new WorkProgress(value));
    }
}
