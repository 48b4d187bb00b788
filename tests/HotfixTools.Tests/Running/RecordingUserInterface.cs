using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace HotfixTools.ModuleTests.Running;

/// <summary>The screen and the person in front of it.</summary>
internal sealed class RecordingUserInterface : PSHostUserInterface
{
    private readonly List<string> _lines = [];
    private readonly List<string> _questions = [];

    /// <summary>What <c>-WhatIf</c> and others wrote, since it was last taken.</summary>
    public IReadOnlyList<string> TakeLines() => Take(_lines);

    /// <summary>What was asked, since it was last taken.</summary>
    public IReadOnlyList<string> TakeQuestions() => Take(_questions);

    /// <summary>The label of the choice that the person makes, such as <c>Yes</c>; null: nobody is there.</summary>
    public string? Answer { get; set; }

    /// <summary>Called while the person thinks.</summary>
    public Action? OnQuestion { get; set; }

    /// <summary>Called when a progress record comes.</summary>
    public Action<ProgressRecord>? OnProgress { get; set; }

    /// <summary>Called when a verbose line comes.</summary>
    public Action<string>? OnVerbose { get; set; }

    public override PSHostRawUserInterface? RawUI => null;

    public override void Write(string value) => _lines.Add(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => _lines.Add(value);

    public override void WriteLine(string value) => _lines.Add(value);

    public override void WriteErrorLine(string value)
    {
    }

    public override void WriteWarningLine(string message)
    {
    }

    public override void WriteVerboseLine(string message) => OnVerbose?.Invoke(message);

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record) => OnProgress?.Invoke(record);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _questions.Add($"{caption}\n{message}");
        OnQuestion?.Invoke();
        return Answer is null
            ? throw new InvalidOperationException("Nobody is here to answer.")
            : choices.Select(choice => choice.Label.Replace("&", string.Empty)).ToList().IndexOf(Answer);
    }

    public override string ReadLine() => throw new InvalidOperationException("Nobody is here to type.");

    public override SecureString ReadLineAsSecureString() => throw new InvalidOperationException("Nobody is here to type.");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new InvalidOperationException("Nobody is here to type: " + message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new InvalidOperationException("Nobody is here to type.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new InvalidOperationException("Nobody is here to type.");

    private static List<string> Take(List<string> from)
    {
        List<string> taken = [.. from];
        from.Clear();
        return taken;
    }
}
