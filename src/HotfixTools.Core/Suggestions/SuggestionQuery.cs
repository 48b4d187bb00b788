namespace HotfixTools;

/// <summary>What somebody has typed so far.</summary>
/// <param name="Word">The beginning of the value; empty for nothing yet.</param>
/// <param name="Fits">Whether a name begins like the word, as the one who typed it understands it.</param>
/// <param name="Environments">The environments that the command is about; empty where it does not say.</param>
/// <param name="Patience">Ends the search: what was found by then is the answer.</param>
public sealed record SuggestionQuery(string Word, Predicate<string> Fits, IReadOnlyList<EnvironmentName> Environments, CancellationToken Patience)
{
    // A machine that has much else to do answers, too.
    private const int Fewest = 50;

    /// <summary>Things, until the patience ends; the first few in any case.</summary>
    /// <typeparam name="T">The things.</typeparam>
    /// <param name="things">Read as they are asked for.</param>
    public IEnumerable<T> InTime<T>(IEnumerable<T> things) => things.TakeWhile((_, place) => place < Fewest || !Patience.IsCancellationRequested);
}
