using System.Diagnostics;
using System.Reflection;

namespace HotfixTools.Host.Tests.Running;

/// <summary>One start of the built host, in an environment that the test alone decides.</summary>
internal sealed record HostCall(params string[] Arguments)
{
    public static string Fixture { get; } = Path.Combine(AppContext.BaseDirectory, "Fixture", "Fixture.psd1");

    public static string BuiltHost { get; } = typeof(HostCall).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "HostAssembly").Value!;

    public string Host { get; init; } = BuiltHost;

    /// <summary>What stdin holds before it ends.</summary>
    public string Input { get; init; } = "";

    public string Directory { get; init; } = AppContext.BaseDirectory;

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs a command with the fixture module.</summary>
    public static HostResult Command(string command) => WithFixture("-Command", command).Run();

    public static HostCall WithFixture(params string[] arguments) => new(["-Module", Fixture, .. arguments]);

    public HostResult Run()
    {
        using var process = Start();
        process.Write(Input);
        process.EndInput();
        return process.Finish();
    }

    public RunningProcess Start()
    {
        var start = StartInfo("dotnet");
        start.ArgumentList.Add(Host);
        foreach (var argument in Arguments)
            start.ArgumentList.Add(argument);

        return new RunningProcess(start);
    }

    /// <summary>Starts it with a pseudo-terminal for all three streams; skips the test where none can be made.</summary>
    public RunningProcess StartOnTerminal(int columns = 120)
    {
        const string program = "/usr/bin/script";
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists(program), "A pseudo-terminal needs 'script' of util-linux.");

        var words = new[] { "dotnet", Host }.Concat(Arguments).Select(Quoted);
        var start = StartInfo(program);
        start.ArgumentList.Add("--quiet");
        start.ArgumentList.Add("--return");
        start.ArgumentList.Add("--command");
        start.ArgumentList.Add($"stty cols {columns}; exec {string.Join(' ', words)}");
        start.ArgumentList.Add("/dev/null");
        start.Environment.TryAdd("TERM", "xterm");
        start.Environment["SHELL"] = "/bin/sh";
        return new RunningProcess(start);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    // Shells start background jobs with SIGINT ignored, and what is ignored stays so in all children: these tests would
    // wait for a Ctrl+C that never arrives.
    private static readonly bool IgnoresInterrupt = OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 0b10) != 0;

    private ProcessStartInfo StartInfo(string program)
    {
        var start = new ProcessStartInfo(IgnoresInterrupt ? "env" : program)
        {
            WorkingDirectory = Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (IgnoresInterrupt)
        {
            start.ArgumentList.Add("--default-signal=INT");
            start.ArgumentList.Add(program);
        }

        foreach (var name in new[] { "NO_COLOR", "COLUMNS", "TERM" })
            start.Environment.Remove(name);
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;

        return start;
    }
}
