using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>
/// Refuses a text that is too long to be recorded, before anything is done: an entry of the ledger or the journal must stay
/// one that can be read. Unlike <see cref="ValidateLengthAttribute"/>, it takes no text at all: not every deploy has an address.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RecordedTextAttribute : ValidateArgumentsAttribute
{
    private const int Longest = 10_000;

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if ((arguments is PSObject wrapper ? wrapper.BaseObject : arguments) is string { Length: > Longest } text)
            throw new ValidationMetadataException($"A text of {text.Length} characters is too long to be recorded: give one of {Longest} at most.");
    }
}
