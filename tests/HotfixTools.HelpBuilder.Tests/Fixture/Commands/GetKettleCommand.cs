using System.Management.Automation;
using Fixture.Types;

namespace Fixture.Commands;

/// <summary>Gets kettles &amp; says   how <b>hot</b>
/// they are, see <see cref="SetKettleCommand"/>.</summary>
/// <remarks>
/// <para>Looks in <see cref="KettleCommand.Path"/> with <c>Where-Object</c>, and
/// returns <see langword="null"/> for none.</para>
/// <para>It tells:</para>
/// <list type="bullet">
/// <item>the name;</item>
/// <item><term>heat</term><description>how hot it is.</description></item>
/// </list>
/// </remarks>
/// <notes><para>Kettles are slow.</para><para>Watched ones more so.</para></notes>
/// <output cref="bool">True when the kettle boils; with -Quiet.</output>
/// <example>
/// <title>Everything</title>
/// <code>
/// Get-Kettle |
///     Format-Table
/// </code>
/// <para>Shows all kettles.</para>
/// <code>
/// Name
/// ----
///   Old
/// </code>
/// </example>
/// <example>
/// <code>Get-Kettle -Name o*</code>
/// The ones that begin with <c>o</c>.
/// </example>
/// <example><code>Get-Kettle -Heat Boiling</code></example>
/// <input cref="string">The name of a kettle.</input>
/// <seealso cref="SetKettleCommand"/>
/// <seealso href="https://example.org/tea">All about tea</seealso>
[Cmdlet(VerbsCommon.Get, "Kettle", DefaultParameterSetName = NameSet, HelpUri = "https://example.org/kettle/docs/commands/Get-Kettle.md")]
[OutputType(typeof(Kettle), ParameterSetName = [NameSet, HeatSet])]
[OutputType(typeof(bool))]
public sealed class GetKettleCommand : KettleCommand
{
    private const string NameSet = "Name";
    private const string HeatSet = "Heat";

    /// <summary>The names of the kettles.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>How hot they must be.</summary>
    [Parameter(Mandatory = true, ParameterSetName = HeatSet)]
    public Heat? Heat { get; set; }

    /// <summary>Answers with a word.</summary>
    [Parameter(ParameterSetName = HeatSet)]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    [Parameter]
    public override string? Note { get; set; }

    /// <summary>Not a parameter, and so not in the help.</summary>
    public string? Unbound { get; set; }

    /// <summary>Not shown by PowerShell, and so not in the help.</summary>
    [Parameter(DontShow = true)]
    public SwitchParameter Secret { get; set; }
}
