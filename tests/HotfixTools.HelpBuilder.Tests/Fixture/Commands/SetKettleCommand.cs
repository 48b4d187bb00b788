using System.Management.Automation;
using Fixture.Types;

namespace Fixture.Commands;

/// <summary>Heats a kettle.</summary>
/// <input cref="Kettle">The kettle to heat.</input>
/// <notes>Needs power, and writes nothing.</notes>
/// <example><code>Get-Kettle | Set-Kettle -Colour Red -Times 2</code></example>
/// <example><code>Get-Kettle | Set-Kettle 2 Blue</code></example>
/// <example><code>Get-Kettle | Set-Kettle 2 Blue -WhatIf</code></example>
[Cmdlet(VerbsCommon.Set, "Kettle", SupportsShouldProcess = true, HelpUri = "https://example.org/kettle/docs/commands/Set-Kettle.md")]
public sealed class SetKettleCommand : KettleCommand
{
    /// <summary>The kettle.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public Kettle? Kettle { get; set; }

    /// <summary>Its new colour.</summary>
    /// <value>Default: <c>Red</c>.</value>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateSet("Red", "Blue")]
    public string Colour { get; set; } = "Red";

    /// <summary>How often.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(1, 9)]
    public int Times { get; set; }

    /// <summary>Says why.</summary>
    [Parameter]
    [ValidateLength(3, int.MaxValue)]
    public override string? Note { get; set; }
}
