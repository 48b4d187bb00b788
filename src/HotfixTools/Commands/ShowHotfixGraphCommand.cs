using System.Management.Automation;
using System.Management.Automation.Host;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Draws what is live, what is merged since, the hotfix and where it is merged back.</summary>
/// <remarks>
/// <para>
/// <c>X</c> is what the hotfix starts from, or, where none is in progress, what is live in the last environment; <c>H</c> is
/// the head of the hotfix. What came to the mainline since <c>X</c> is numbered. The line from <c>H</c> to the mainline is
/// dotted until the hotfix is merged back. Commits of open branches are <c>o</c>, others <c>x</c>; where there are more than
/// fit, three dots stand for them. The legend below says what each mark is, where it is live, and what was left out.
/// </para>
/// <para>
/// A branch that left before <c>X</c> comes from the left edge. The names of open branches that were last worked on are
/// shown, six at most.
/// </para>
/// <para>
/// Colours come only with Unicode, where the command's line neither pipes nor keeps it (in a variable, a file, a string), the
/// output is a terminal that knows them, <c>NO_COLOR</c> is not set, and <c>$PSStyle.OutputRendering</c> is not
/// <c>PlainText</c>. What a function of yours emits may be kept elsewhere: take <see cref="NoColor"/> there. In ASCII, other letters of names are written as <c>\u{…}</c>, so that
/// two names stay two.
/// </para>
/// </remarks>
/// <notes>Writes nothing to the remote. In the clone, remote-tracking branches are set as <c>git fetch</c> would set them.</notes>
/// <example>
/// <code>Show-HotfixGraph</code>
/// <para>The picture of this repository, on the terminal.</para>
/// </example>
/// <example>
/// <code>Show-HotfixGraph -As Ascii -MaxMerges 4</code>
/// <para>In plain ASCII, with the first and last changes of the mainline alone.</para>
/// </example>
/// <example>
/// <code>Show-HotfixGraph -As Mermaid</code>
/// <para>Mermaid, to be pasted into a pull request or a wiki, in a code block of the language mermaid.</para>
/// </example>
/// <example>
/// <code>$svg = Show-HotfixGraph -As Svg; $svg</code>
/// <para>An SVG document, to be written to a file.</para>
/// </example>
/// <output cref="string">The picture: one string, of several lines.</output>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="CompareDeployCommand"/>
[Cmdlet(VerbsCommon.Show, "HotfixGraph", HelpUri = HelpPages.Commands + "Show-HotfixGraph.md")]
[OutputType(typeof(string))]
public sealed class ShowHotfixGraphCommand : HotfixBranchCmdlet
{
    private const int CustomaryWidth = 100;
    private const int Utf8 = 65001;

    /// <summary>How it is drawn.</summary>
    /// <value>Default: Unicode where the output is encoded in UTF-8, else Ascii.</value>
    [Parameter(Position = 0)]
    public GraphFormat? As { get; set; }

    /// <summary>How many changes of the mainline are shown at most; those in the middle are left out, and counted.</summary>
    /// <value>Default: 9; fewer where the terminal is narrow.</value>
    [Parameter]
    [ValidateRange(2, 50)]
    public int MaxMerges { get; set; } = 9;

    /// <summary>Without colours, whatever the terminal knows.</summary>
    [Parameter]
    public SwitchParameter NoColor { get; set; }

    /// <inheritdoc/>
    protected override void Run() => InSession(session =>
    {
        var view = session.Look(HotfixGraphReader.Patterns(session));
        var graph = new HotfixGraphReader(session).Read(view);
        session.Remote.Keep();
        WriteObject(Draw(graph));
    });

    private string Draw(HotfixGraph graph)
    {
        var style = new GraphStyle { MaxMerges = MaxMerges, Width = CustomaryWidth, TimeZone = TimeZoneInfo.Local };
        return (As ?? (Console.OutputEncoding.CodePage == Utf8 ? GraphFormat.Unicode : GraphFormat.Ascii)) switch
        {
            GraphFormat.Ascii => AsciiGraph.Draw(graph, style with { Width = TerminalWidth() }),
            GraphFormat.Mermaid => MermaidGraph.Draw(graph, style),
            GraphFormat.Svg => SvgGraph.Draw(graph, style),
            _ => UnicodeGraph.Draw(graph, style with { Width = TerminalWidth(), IsColored = IsColored() }),
        };
    }

    private bool IsLast => MyInvocation.PipelinePosition == MyInvocation.PipelineLength;

    private bool IsColored() =>
        !NoColor && ScreenOutput.IsDirect(MyInvocation) && !Console.IsOutputRedirected && Host.UI is { SupportsVirtualTerminal: true }
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && SessionState.PSVariable.GetValue("PSStyle") is { } rendering
        && PSObject.AsPSObject(rendering).Properties["OutputRendering"]?.Value?.ToString() != "PlainText";

    // A host without a screen says so in different ways.
    private int TerminalWidth()
    {
        try
        {
            return IsLast && !Console.IsOutputRedirected && Host.UI?.RawUI?.WindowSize.Width is > 0 and var width ? width : CustomaryWidth;
        }
        catch (Exception error) when (error is NotImplementedException or InvalidOperationException or IOException or PlatformNotSupportedException or HostException)
        {
            return CustomaryWidth;
        }
    }
}
