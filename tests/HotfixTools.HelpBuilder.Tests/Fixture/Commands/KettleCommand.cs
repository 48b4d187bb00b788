using System.Management.Automation;

namespace Fixture.Commands;

/// <summary>What the cmdlets of the fixture share.</summary>
public abstract class KettleCommand : PSCmdlet
{
    /// <summary>
    /// The kitchens to look in.
    /// The current one when left out.
    /// </summary>
    /// <value>Default: the current location</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Where each cmdlet says its own.</summary>
    [Parameter]
    public virtual string? Note { get; set; }
}
