using System.Text.RegularExpressions;

namespace HotfixTools.ModuleTests.Crashing;

/// <summary>What a command says of the steps of its plan.</summary>
internal static class StepMessages
{
    /// <summary>The form of the messages.</summary>
    public const string Form = "^Step [0-9]+ of [0-9]+ (begins|is done): ";

    /// <summary>The messages of a run, in order.</summary>
    public static IReadOnlyList<string> Of(RunResult result) => [.. result.Verbose.Where(message => Regex.IsMatch(message, Form))];
}
