using System.Diagnostics;
using System.Globalization;

namespace HotfixTools.Benchmarks.Running;

/// <summary>Two that do the same work by turns, so that both meet the same machine; what counts is the ratio of their medians.</summary>
/// <param name="Work">The work.</param>
/// <param name="Against">Who it is measured against.</param>
/// <param name="Bar">The ratio, or the milliseconds more, that it may take at most.</param>
internal sealed record Contest(string Work, string Against, double Bar)
{
    /// <summary>Whether the bar is a difference in milliseconds, not a ratio.</summary>
    public bool IsDifference { get; init; }

    /// <summary>What it took us, each time.</summary>
    public List<double> Ours { get; } = [];

    /// <summary>What it took the other, each time.</summary>
    public List<double> Theirs { get; } = [];

    /// <summary>What is measured: milliseconds where nothing is said.</summary>
    public string Unit { get; init; } = "ms";

    /// <summary>Whether it keeps to the bar.</summary>
    public bool IsMet => Result <= Bar;

    private double Result => IsDifference ? Median(Ours) - Median(Theirs) : Median(Ours) / Median(Theirs);

    /// <summary>Takes the time of both, once.</summary>
    /// <param name="ours">Our work.</param>
    /// <param name="theirs">That of the other.</param>
    public void Round(Action ours, Action theirs)
    {
        Settle();
        Ours.Add(Time(ours));
        Settle();
        Theirs.Add(Time(theirs));
    }

    /// <summary>How many rounds it takes until .NET has compiled what a session uses often for the last time (tiered compilation).</summary>
    public const int UntilWarm = 300;

    /// <summary>How many rounds warm up programs, each of which starts anew, and a session that is warm already.</summary>
    public const int ForPrograms = 5;

    /// <summary>Plays rounds. First ones, which warm up all, do not count.</summary>
    /// <param name="rounds">How many count.</param>
    /// <param name="warmUp">How many do not count, before them.</param>
    /// <param name="round">Plays one; told its number, from 0.</param>
    /// <param name="contests">The contests that are played in it.</param>
    public static void Play(int rounds, int warmUp, Action<int> round, params Contest[] contests)
    {
        for (var number = 0; number < warmUp + rounds; number++)
        {
            round(number);
            foreach (var contest in number == warmUp - 1 ? contests : [])
            {
                contest.Ours.Clear();
                contest.Theirs.Clear();
            }
        }
    }

    /// <summary>How long something takes, in milliseconds.</summary>
    /// <param name="work">It.</param>
    public static double Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>The median.</summary>
    /// <param name="values">Values, at least one.</param>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>A row of a table: the work, whom against, both medians, the result, the bar, and whether it is met.</summary>
    public string Row() => string.Create(CultureInfo.InvariantCulture, $"| {Work} | {Against} | {Median(Ours):0.#} {Unit} | {Median(Theirs):0.#} {Unit} | {Text(Result)} | {(IsDifference ? Text(Bar) : $"≤ {Bar:0.##}")} | {(IsMet ? "met" : "**missed**")} |");

    // What one has written is on the disk before the other begins, who would wait for it otherwise.
    private static void Settle()
    {
        if (!OperatingSystem.IsWindows())
            Programs.Run(Path.GetTempPath(), "sync");
    }

    private string Text(double value) => IsDifference ? $"+{value:0} ms" : value.ToString("0.00", CultureInfo.InvariantCulture);
}
