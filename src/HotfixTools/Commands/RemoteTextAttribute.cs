using System.Collections;
using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>
/// Lets a parameter take the addresses of remotes from the pipeline: text, or what forges call the address in their
/// descriptions of a repository, where <c>url</c> is that of the description. Anything else is left to other parameters:
/// without it PowerShell would turn any object into text, a folder into a URL say, before it looks at its properties.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RemoteTextAttribute : ArgumentTransformationAttribute
{
    // GitHub and Gitea, Azure DevOps, GitLab.
    private static readonly string[] Names = ["clone_url", "RemoteUrl", "http_url_to_repo"];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Plain(inputData) switch
    {
        string or Uri or null => inputData,
        IList list => list.Cast<object?>().Select(one => Plain(one) is string or Uri or null ? one : AddressOf(one!) ?? one).ToArray(),
        // PowerShell takes a failed cast for "not this parameter", and goes on to the properties.
        var other => AddressOf(inputData) ?? throw new ArgumentTransformationMetadataException(
            $"{other.GetType().Name} is not text.", new PSInvalidCastException($"{other.GetType().Name} is not text.")),
    };

    private static object? Plain(object? data) => data is PSObject wrapper ? wrapper.BaseObject : data;

    private static object? AddressOf(object data) =>
        Names.Select(name => Plain(PSObject.AsPSObject(data).Properties[name]?.Value)).FirstOrDefault(value => value is string or Uri);
}
