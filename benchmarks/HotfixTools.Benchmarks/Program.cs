using System.Globalization;
using HotfixTools.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["run", var list, var atOnce])
{
    Console.WriteLine(FleetRun.Here(list, int.Parse(atOnce)));
    return 0;
}

int Argument(int index, int otherwise) => args.Length > index ? int.Parse(args[index]) : otherwise;
var (count, limit, rounds) = (Argument(0, 1000), Argument(1, 8), Argument(2, 3));
const int Growth = 4;
using var farm = new RemoteFarm(count * Growth);
Console.WriteLine($"{count} remotes, {limit} at once, {Environment.ProcessorCount} processors, {rounds} rounds; seconds");
foreach (var (name, addresses) in new[] { ("paths", farm.Paths), ("http", farm.Urls) })
{
    var some = farm.ListOf(addresses.Take(count));
    List<(double Ours, double Git)> times = [];
    double peak = 0;
    for (var round = 1; round <= rounds; round++)
    {
        var run = FleetRun.Start(some, limit);
        var git = GitRun.Start(some, limit);
        times.Add((run.Seconds, git));
        peak = Math.Max(peak, run.PeakMegabytes);
        Console.WriteLine($"{name,-6} Get-Hotfix {run.Seconds,7:0.00}   xargs git ls-remote {git,7:0.00}   ratio {run.Seconds / git,5:0.00}   {run.Hotfixes} hotfixes, {run.Errors} errors, peak {run.PeakMegabytes:0} MB");
    }

    double Median(Func<(double Ours, double Git), double> which) => times.Select(which).Order().ElementAt(times.Count / 2);
    var more = FleetRun.Start(farm.ListOf(addresses), limit);
    Console.WriteLine($"{name,-6} median ratio {Median(time => time.Ours) / Median(time => time.Git):0.00}");
    Console.WriteLine($"{name,-6} memory: {peak:0} MB for {count}, {more.PeakMegabytes:0} MB for {count * Growth} ({more.Seconds:0.00} s, {more.Hotfixes} hotfixes, {more.Errors} errors)");
}

return 0;
