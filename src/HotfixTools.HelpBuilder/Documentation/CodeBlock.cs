namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>Takes code out of the comment that it is indented with.</summary>
internal static class CodeBlock
{
    /// <summary>Removes the empty lines around the code and the indentation that all its lines share.</summary>
    public static string Unindent(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        var first = lines.FindIndex(line => line.Length > 0);
        if (first < 0)
            return "";

        var last = lines.FindLastIndex(line => line.Length > 0);
        var kept = lines.GetRange(first, last - first + 1);

        // Code that starts on the line of its tag has no indentation of its own: the others' counts.
        var startsOnTag = first == 0 && lines[0][0] != ' ';
        var indented = kept.Skip(startsOnTag ? 1 : 0).Where(line => line.Length > 0).ToList();
        var indentation = indented.Count > 0 ? indented.Min(line => line.Length - line.TrimStart().Length) : 0;
        return string.Join('\n', kept.Select((line, index) => index == 0 && startsOnTag ? line : line[Math.Min(indentation, line.Length)..]));
    }
}
