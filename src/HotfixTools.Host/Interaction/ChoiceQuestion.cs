using System.Collections.ObjectModel;
using System.Management.Automation.Host;
using HotfixTools.Host.Terminals;

namespace HotfixTools.Host.Interaction;

/// <summary>A question with a few possible answers, such as the one of <c>-Confirm</c>.</summary>
internal sealed class ChoiceQuestion(ConsoleWriter console, AnswerReader answers)
{
    private const string Help = "?";

    /// <param name="subject">What there is to decide, for the error where nobody answers.</param>
    /// <param name="choices">The possible answers.</param>
    /// <param name="preferred">Which of them an empty answer means; negative for none.</param>
    public int Ask(string subject, Collection<ChoiceDescription> choices, int preferred)
    {
        var question = Question(choices, preferred);
        while (true)
        {
            var answer = answers.Ask(question, subject).Trim();
            if (answer == Help)
                Explain(choices);
            else if (Find(choices, preferred, answer) is var found and >= 0)
                return found;
        }
    }

    private static int Find(Collection<ChoiceDescription> choices, int preferred, string answer)
    {
        if (answer.Length == 0)
            return preferred;

        for (var index = 0; index < choices.Count; index++)
        {
            if (Same(answer, Key(choices[index])) || Same(answer, Text(choices[index])))
                return index;
        }

        return -1;
    }

    private static string Question(Collection<ChoiceDescription> choices, int preferred)
    {
        var offered = string.Join("  ", choices.Select(choice => $"[{Key(choice)}] {Text(choice)}"));
        var fallback = preferred >= 0 ? $" (default is \"{Key(choices[preferred])}\")" : "";
        return $"{offered}  [{Help}] Help{fallback}: ";
    }

    private void Explain(Collection<ChoiceDescription> choices)
    {
        foreach (var choice in choices)
            console.WriteMessage($"{Key(choice)} - {choice.HelpMessage}");
    }

    /// <summary>The letter behind the ampersand of a label, or the whole label where none is marked.</summary>
    private static string Key(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&');
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? char.ToUpperInvariant(choice.Label[mark + 1]).ToString()
            : Text(choice);
    }

    private static string Text(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static bool Same(string answer, string expected) =>
        answer.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
