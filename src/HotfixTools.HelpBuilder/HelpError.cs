using System.Globalization;

namespace HotfixTools.HelpBuilder;

/// <summary>One reason why no help was written, in the form that MSBuild understands.</summary>
/// <param name="File">The source file, or the assembly where the source is not known.</param>
/// <param name="Line">The line in <paramref name="File"/>, or zero.</param>
/// <param name="Code">A stable code; see <see cref="HelpErrorCode"/>.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record HelpError(string File, int Line, string Code, string Message)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var place = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line})") : File;
        return $"{place}: error {Code}: {Message}";
    }
}
