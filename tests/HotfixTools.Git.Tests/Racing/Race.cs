using System.Diagnostics;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests.Racing;

/// <summary>Several real processes, each with a clone of its own, that get an order at the same moment.</summary>
internal sealed class Race : IDisposable
{
    private readonly List<Process> _racers = [];

    public Race(Team team, int count)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "HotfixTools.Git.Tests" + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        for (var number = 1; number <= count; number++)
        {
            var start = new ProcessStartInfo(program, ["race", team.Clone($"racer{number}").Folder, $"racer{number}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            _racers.Add(Process.Start(start)!);
        }

        // From here on, each waits for an order with its repository open: what follows is the race alone.
        foreach (var racer in _racers)
            Assert.Equal("ready", racer.StandardOutput.ReadLine());
    }

    /// <summary>Gives all of them an order, and waits for what came of it.</summary>
    public IReadOnlyList<string?> Start(string order)
    {
        foreach (var racer in _racers)
            racer.StandardInput.WriteLine(order);
        return [.. _racers.Select(racer => racer.StandardOutput.ReadLine())];
    }

    public void Dispose()
    {
        foreach (var racer in _racers)
        {
            racer.StandardInput.Close();
            racer.WaitForExit();
            racer.Dispose();
        }
    }
}
