using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes from a few fixed words.</summary>
/// <param name="words">The words.</param>
public abstract class WordCompleter(IReadOnlyList<string> words) : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        words.Where(word => word.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(word => new CompletionResult(word, word, CompletionResultType.ParameterValue, word));
}
