using System.Globalization;
using HotfixTools.Benchmarks;
using HotfixTools.Benchmarks.Fleets;
using HotfixTools.Benchmarks.Running;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    // What is measured in a process of its own.
    case ["run", var list, var atOnce]:
        Console.WriteLine(FleetRun.Here(list, int.Parse(atOnce)));
        return 0;
    case ["stream"]:
        Console.WriteLine(StreamRun.Here());
        return 0;
    case ["bare"]:
        ColdBenchmark.Bare();
        return 0;
}

IBenchmark[] all = [new StartBenchmark(), new FinishBenchmark(), new LatencyBenchmark(), new LookBenchmark(), new LedgerBenchmark(), new ColdBenchmark(), new FleetBenchmark()];
var rounds = args.Select(argument => int.TryParse(argument, out var number) && number > 0 ? number : (int?)null).FirstOrDefault(number => number is not null) ?? 15;
string[] names = [.. args.Where(argument => !int.TryParse(argument, out _))];
if (names.FirstOrDefault(name => all.All(benchmark => benchmark.Name != name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown}'. There are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}; a number says how many rounds.");
    return 64;
}

Machine.WorkInMemory();
Console.WriteLine(Machine.Describe());
Console.WriteLine($"{rounds} rounds, the two by turns; medians");
Console.WriteLine();
Console.WriteLine("| work | against | ours | theirs | result | bar | |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var contest in all.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name)).SelectMany(benchmark => benchmark.Run(rounds)))
    Console.WriteLine(contest.Row());
return 0;
