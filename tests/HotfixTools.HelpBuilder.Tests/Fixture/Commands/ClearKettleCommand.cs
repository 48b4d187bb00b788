using System.Management.Automation;

namespace Fixture.Commands;

/// <summary>Pours a kettle out.</summary>
/// <notes>Empties the kettle.</notes>
/// <example><code>Clear-Kettle -First 3</code></example>
/// <example><code>Clear-Kettle -Skip 1</code></example>
/// <example><code>Clear-Kettle</code></example>
[Cmdlet(VerbsCommon.Clear, "Kettle", SupportsPaging = true, HelpUri = "https://example.org/kettle/docs/commands/Clear-Kettle.md")]
public sealed class ClearKettleCommand : PSCmdlet
{
}
