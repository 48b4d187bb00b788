namespace HotfixTools.HelpBuilder;

/// <summary>The codes of the errors, so that a build log can be searched for them.</summary>
internal static class HelpErrorCode
{
    /// <summary>A cmdlet has no summary.</summary>
    public const string CmdletUndocumented = "HT0001";

    /// <summary>A parameter has no summary.</summary>
    public const string ParameterUndocumented = "HT0002";

    /// <summary>A cmdlet has fewer than three examples.</summary>
    public const string ExampleMissing = "HT0003";

    /// <summary>An example has no command line.</summary>
    public const string ExampleWithoutCode = "HT0004";

    /// <summary>A comment speaks of an input or output that the cmdlet does not declare.</summary>
    public const string TypeNotDeclared = "HT0005";

    /// <summary>The assembly or its documentation cannot be read or holds no cmdlets, or the help cannot be written.</summary>
    public const string CannotBuild = "HT0006";

    /// <summary>A cmdlet has no notes, which say what it writes and where.</summary>
    public const string NotesMissing = "HT0007";

    /// <summary>Nothing says what an input or output means.</summary>
    public const string TypeUndescribed = "HT0008";

    /// <summary>An example is not PowerShell.</summary>
    public const string ExampleNotParsed = "HT0009";

    /// <summary>A cmdlet names no page on the web, or another than its own.</summary>
    public const string PageAddressMissing = "HT0010";

    /// <summary>A page has what cannot be shown as plain text.</summary>
    public const string PageNotPlain = "HT0011";

    /// <summary>A page that is a topic lacks a part that every topic has.</summary>
    public const string TopicIncomplete = "HT0012";

    /// <summary>A value of an enumeration has no summary.</summary>
    public const string ValueUndocumented = "HT0013";
}
