namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes customary durations, to show how they are written.</summary>
public sealed class DurationCompleter : SuggestionCompleter
{
    private static readonly (string Text, string Words)[] Customary = [("12h", "half a day"), ("24h", "a day"), ("25h", "a day, and an hour for what runs late"), ("36h", "a day and a half"), ("48h", "two days"), ("72h", "three days")];

    private protected override IReadOnlyList<Suggestion> Find(TypedCommand typed, TypedWord word) =>
        [.. Customary.Where(duration => word.Fits(duration.Text)).Select(duration => Suggestion.Of(duration.Text, duration.Words))];
}
