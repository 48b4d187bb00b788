using System.Diagnostics;

namespace HotfixTools.ModuleTests.Running;

/// <summary>A script in a process of its own: the built host.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private HostProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a script in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="script">The script.</param>
    /// <param name="variables">Environment variables of its own.</param>
    public static HostProcess Start(string folder, string script, params (string Name, string? Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Paths.Host, "-Command", script])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new HostProcess(process);
    }

    /// <summary>Waits for its end; the lines that it printed.</summary>
    public string[] Lines()
    {
        var (exitCode, output, errors) = End();
        Assert.True(exitCode == 0, $"{exitCode}: {output} {errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Waits for its end, whatever it is.</summary>
    public (int ExitCode, string Output, string Errors) End()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"The host did not end. {_output.Result} {_errors.Result}");
        }

        LeakWatch.Check("what the host printed", _output.Result);
        LeakWatch.Check("what the host printed as errors", _errors.Result);
        return (_process.ExitCode, _output.Result, _errors.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
