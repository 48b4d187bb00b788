namespace HotfixTools;

/// <summary>One thing that is wrong in a settings file.</summary>
/// <param name="File">The file, for people.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1, as editors count it: in UTF-16 code units.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="WayOut">What to write instead.</param>
public sealed record SettingsFault(string File, int Line, int Column, string Message, string WayOut)
{
    /// <summary>The place and what is wrong, as compilers say it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
