using System.Collections;
using System.Management.Automation;
using HotfixTools.PowerShell.Views;

namespace HotfixTools.PowerShell.Commands;

/// <summary>
/// Lets a parameter take records of hotfixes from the pipeline and nothing else. Without it PowerShell would make an empty
/// record of any object that has a property of such a name, before it looks for the repository that the object names.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RecordOnlyAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapper ? wrapper.BaseObject : inputData) switch
        {
            HotfixRecord or IList or null => inputData!,
            // One of a job or a file.
            _ when inputData is PSObject source && RevivingConverter.Revive(source) is HotfixRecord record => record,
            // PowerShell takes a failed cast for "not this parameter", and goes on to the properties.
            var other => throw new ArgumentTransformationMetadataException(
                $"{other.GetType().Name} is no record of a hotfix.", new PSInvalidCastException($"{other.GetType().Name} is no record of a hotfix.")),
        };
}
