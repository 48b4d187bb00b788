using System.Collections;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace HotfixTools.Host.Engine;

/// <summary>The words behind <c>-File script.ps1</c>, taken as PowerShell takes them.</summary>
/// <param name="Words">Values, and names (<c>-Name</c>) that take the word behind them unless they are switches.</param>
/// <param name="Named">Values that came with their name: <c>-Name:value</c>.</param>
/// <remarks>The two stay apart because only a splatted table turns a switch off; in a list, <c>-Name:$false</c> turns it on.</remarks>
internal sealed partial record ScriptArguments(IReadOnlyList<CommandParameter> Words, Hashtable Named)
{
    public static ScriptArguments None { get; } = new([], []);

    public bool IsEmpty => Words.Count == 0 && Named.Count == 0;

    public static ScriptArguments Parse(IEnumerable<string> words)
    {
        var rest = new List<CommandParameter>();
        var named = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var word in words)
        {
            var match = NamePattern.Match(word);
            if (match.Groups["value"] is { Length: > 0 } value)
                named[match.Groups["name"].Value] = Value(value.Value);
            else if (match.Success)
                rest.Add(new CommandParameter("-" + match.Groups["name"].Value, null));
            else
                rest.Add(new CommandParameter(null, word));
        }

        return new ScriptArguments(rest, named);
    }

    /// <summary>A switch is turned off with <c>-Name:$false</c>, and a string would not bind to it.</summary>
    private static object Value(string text) => text.ToLowerInvariant() switch
    {
        "$true" => true,
        "$false" => false,
        _ => text,
    };

    [GeneratedRegex(@"^-(?<name>[\p{L}_][\w-]*)(:(?<value>.*))?$", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern { get; }
}
