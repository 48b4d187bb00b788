using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HotfixTools.PowerShell.Completers;

/// <summary>
/// Completes a value from what is known without asking anybody: it never fails, never connects to anything, and never keeps
/// the prompt waiting for long.
/// </summary>
public abstract class SuggestionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var typed = new TypedCommand(commandName, commandAst, fakeBoundParameters, parameterName);
            var word = TypedWord.Parse(wordToComplete);
            var others = typed.OtherValues(word.Text);
            return [.. Find(typed, word).Where(found => !others.Contains(found.Text)).Select(found => Result(word, found))];
        }
        catch (Exception)
        {
            // Whatever it is, there is nobody to be told: somebody pressed a key.
            return [];
        }
    }

    /// <summary>What the results are to PowerShell.</summary>
    private protected virtual CompletionResultType ResultType => CompletionResultType.ParameterValue;

    /// <summary>Finds the values.</summary>
    /// <param name="typed">The command, as far as it is typed.</param>
    /// <param name="word">The beginning of the value.</param>
    private protected abstract IReadOnlyList<Suggestion> Find(TypedCommand typed, TypedWord word);

    private CompletionResult Result(TypedWord word, Suggestion found) => new(word.Write(found.Text), found.Label, ResultType, found.Description);
}
