using System.Management.Automation;

namespace Fixture.Commands;

/// <summary>Pours a kettle out.</summary>
/// <example><code>Clear-Kettle -First 3</code></example>
[Cmdlet(VerbsCommon.Clear, "Kettle", SupportsPaging = true)]
public sealed class ClearKettleCommand : PSCmdlet
{
}
