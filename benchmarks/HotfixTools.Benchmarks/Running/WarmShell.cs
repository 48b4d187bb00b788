using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace HotfixTools.Benchmarks.Running;

/// <summary>An engine in which the module is at work already.</summary>
internal sealed class WarmShell : IDisposable
{
    private readonly Runspace _runspace;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where it is; null for nowhere special.</param>
    /// <param name="withModule">Whether the module is imported; otherwise it is the bare engine.</param>
    public WarmShell(string? folder = null, bool withModule = true)
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        if (withModule)
            Run("Import-Module $args[0] -ErrorAction Stop", Manifest());
        if (folder is not null)
            Run("[void]$ExecutionContext.SessionState.Path.SetLocation($args[0])", folder);
    }

    /// <summary>Runs a script; anything that goes wrong is an exception.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its <c>$args</c>.</param>
    public IReadOnlyList<PSObject> Run(string script, params object?[] arguments)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript("$ErrorActionPreference = 'Stop'; $ConfirmPreference = 'None'; " + script);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        return [.. shell.Invoke()];
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    /// <summary>The module that was built along with this program.</summary>
    public static string Manifest() => Path.Combine(Root(), "HotfixTools.psd1");

    /// <summary>The folder of the project.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HotfixTools.psd1")))
                return folder.FullName;
        }

        throw new InvalidOperationException("HotfixTools.psd1 is nowhere above " + AppContext.BaseDirectory);
    }
}
