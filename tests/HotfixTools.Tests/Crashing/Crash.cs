namespace HotfixTools.ModuleTests.Crashing;

/// <summary>A moment at which a process is killed.</summary>
/// <param name="Name">The moment, for people.</param>
/// <param name="Message">Which message of the plan it is at, from 1; 0: at none.</param>
/// <param name="Push">Which push it is at, from 1; 0: at none.</param>
internal sealed record Crash(string Name, int Message, int Push)
{
    // Killed by signal 9, as the system tells it.
    private const int Killed = 128 + 9;

    /// <summary>Runs a command in a process of its own, which is killed at that moment by SIGKILL.</summary>
    public void Happen(Scene scene, string command)
    {
        if (Push > 0)
            scene.KillAtPush(Push);
        // A record goes down the pipeline before its step goes on, on the same thread: the process ends exactly there.
        using var host = HostProcess.Start(
            scene.Ada.Folder,
            $$"""
            {{scene.BecomeVictim}}
            $seen = 0
            {{command}} -Verbose 4>&1 | ForEach-Object {
                if ($_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -cmatch '{{StepMessages.Form}}') {
                    [Console]::Out.WriteLine($_.Message)
                    if (++$seen -eq {{Message}}) {
                        [Diagnostics.Process]::GetCurrentProcess().Kill()
                        [Threading.Thread]::Sleep(60000)
                    }
                }
            }
            """);
        var (exitCode, output, errors) = host.End();
        Assert.True(exitCode == Killed, $"It was not killed: {exitCode}: {output} {errors}");
        if (Message > 0)
            Assert.Equal(Message, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
