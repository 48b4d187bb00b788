using System.Globalization;
using System.Runtime.ExceptionServices;
using CsCheck;

namespace HotfixTools.Testing.Fuzzing;

/// <summary>
/// Feeds many inputs to what reads them, on a thread of the usual stack: an exception, an input that takes too long and one
/// that takes too much memory are failures. CsCheck makes the failing input smaller, and prints it with its seed.
/// </summary>
public static class Fuzz
{
    /// <summary>How many times the usual number of inputs is tried: for a night, <c>HOTFIXTOOLS_FUZZ=1000</c>.</summary>
    public const string Variable = "HOTFIXTOOLS_FUZZ";

    private const int Stack = 1024 * 1024;
    private const int ShownLength = 4000;
    private const long LeastBytes = 16 * 1024 * 1024;
    private const int BytesOfEach = 2000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How many inputs are tried where a run in CI tries some.</summary>
    /// <param name="usual">In CI.</param>
    public static long Cases(int usual) =>
        double.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0
            ? Math.Max(1, (long)(usual * factor))
            : usual;

    /// <summary>Tries bytes.</summary>
    public static void Run(Gen<byte[]> inputs, int cases, Action<byte[]> check) => Run(inputs, cases, check, input => input.Length, Hex.Of);

    /// <summary>Tries texts.</summary>
    public static void Run(Gen<string> inputs, int cases, Action<string> check) => Run(inputs, cases, check, input => 2L * input.Length, Quoted);

    /// <summary>Tries inputs of any kind.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="cases">How many in CI.</param>
    /// <param name="check">Reads one, and throws where that is not as it should be.</param>
    /// <param name="size">How large one is, in bytes.</param>
    /// <param name="print">Shows one.</param>
    public static void Run<T>(Gen<T> inputs, int cases, Action<T> check, Func<T, long> size, Func<T, string> print)
    {
        ExceptionDispatchInfo? failure = null;
        var under = new Watched<T>();
        var thread = new Thread(() =>
        {
            try
            {
                inputs.Sample(input => Try(input, check, size(input), under), iter: Cases(cases), threads: 1, print: input => Cut(print(input)));
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        }, Stack) { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromMilliseconds(100)))
        {
            if (under.Input is { } input && Environment.TickCount64 - input.Begun > Patience.TotalMilliseconds)
                throw new FuzzException($"After {Patience.TotalSeconds} s it has not read: {Cut(print(input.Value))}");
        }

        failure?.Throw();
    }

    private static void Try<T>(T input, Action<T> check, long size, Watched<T> under)
    {
        under.Input = new(input, Environment.TickCount64);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            check(input);
        }
        finally
        {
            under.Input = null;
        }

        var (taken, most) = (GC.GetAllocatedBytesForCurrentThread() - before, LeastBytes + (BytesOfEach * size));
        if (taken > most)
            throw new FuzzException($"It took {taken} bytes of memory to read {size}; {most} are enough.");
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Cut(string text) => text.Length > ShownLength ? $"{text[..ShownLength]}… ({text.Length} letters)" : text;

    private sealed record Reading<T>(T Value, long Begun);

    private sealed class Watched<T>
    {
        private volatile Reading<T>? _input;

        public Reading<T>? Input
        {
            get => _input;
            set => _input = value;
        }
    }
}
