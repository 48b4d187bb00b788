using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using HotfixTools.Host.Terminals;

namespace HotfixTools.Host.Interaction;

/// <summary>Where the engine writes and asks.</summary>
internal sealed class ConsoleUserInterface(
    ConsoleWriter console, AnswerReader answers, ConsoleRawUserInterface raw) : PSHostUserInterface
{
    private readonly ChoiceQuestion _choices = new(console, answers);
    private readonly FieldQuestion _fields = new(answers);

    public override PSHostRawUserInterface RawUI => raw;

    public override bool SupportsVirtualTerminal => raw.OutputColour;

    public override void Write(string value) => console.WriteOutput(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        console.WriteOutput(value);

    public override void WriteLine(string value) => console.WriteOutput(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => console.WriteMessage(value, PSStyle.Instance.Formatting.Error);

    public override void WriteWarningLine(string message) =>
        console.WriteMessage("WARNING: " + message, PSStyle.Instance.Formatting.Warning);

    public override void WriteVerboseLine(string message) =>
        console.WriteMessage("VERBOSE: " + message, PSStyle.Instance.Formatting.Verbose);

    public override void WriteDebugLine(string message) =>
        console.WriteMessage("DEBUG: " + message, PSStyle.Instance.Formatting.Debug);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
            console.ClearProgress();
        else
            console.ShowProgress(ProgressText.Of(record));
    }

    public override string ReadLine() => answers.Ask("", "a line of input");

    public override SecureString ReadLineAsSecureString() => answers.AskSecret("", "a secret");

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        answers.Introduce(caption, message);
        return _choices.Ask(string.IsNullOrEmpty(message) ? caption : message, choices, defaultChoice);
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        answers.Introduce(caption, message);
        return descriptions.ToDictionary(field => field.Name, _fields.Ask);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName)
    {
        answers.Introduce(caption, message);
        return _fields.AskCredential(userName ?? "");
    }

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);
}
