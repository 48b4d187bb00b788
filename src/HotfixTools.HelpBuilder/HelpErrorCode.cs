namespace HotfixTools.HelpBuilder;

/// <summary>The codes of the errors, so that a build log can be searched for them.</summary>
internal static class HelpErrorCode
{
    /// <summary>A cmdlet has no summary.</summary>
    public const string CmdletUndocumented = "HT0001";

    /// <summary>A parameter has no summary.</summary>
    public const string ParameterUndocumented = "HT0002";

    /// <summary>A cmdlet has no example.</summary>
    public const string ExampleMissing = "HT0003";

    /// <summary>An example has no command line.</summary>
    public const string ExampleWithoutCode = "HT0004";

    /// <summary>A comment speaks of an input or output that the cmdlet does not declare.</summary>
    public const string TypeNotDeclared = "HT0005";

    /// <summary>The assembly or its documentation cannot be read or holds no cmdlets, or the help cannot be written.</summary>
    public const string CannotBuild = "HT0006";
}
