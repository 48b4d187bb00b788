using System.Collections;
using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>
/// Lets a parameter take text from the pipeline and nothing else. Without it PowerShell would turn any object into text,
/// a folder into a URL say, before it looks at the object's properties.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextOnlyAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapper ? wrapper.BaseObject : inputData) switch
        {
            string or Uri or IList or null => inputData!,
            // PowerShell takes a failed cast for "not this parameter", and goes on to the properties.
            var other => throw new ArgumentTransformationMetadataException(
                $"{other.GetType().Name} is not text.", new PSInvalidCastException($"{other.GetType().Name} is not text.")),
        };
}
