namespace HotfixTools.HelpBuilder;

/// <summary>What to build the help from, and where to put it.</summary>
/// <param name="AssemblyFolder">Holds the cmdlet assembly, the assemblies of its own that it refers to, and their documentation files.</param>
/// <param name="OutputFolder">The culture folder of the module, such as <c>en-US</c>; made when missing.</param>
/// <param name="AssemblyName">The base name of the cmdlet assembly.</param>
internal sealed record HelpRequest(string AssemblyFolder, string OutputFolder, string AssemblyName)
{
    /// <summary>The pages that topics are made from; null: there are none.</summary>
    public string? TopicFolder { get; init; }

    /// <summary>Where the pages about the cmdlets go, which are for the web; null: they are not written.</summary>
    public string? PageFolder { get; init; }

    /// <summary>The assembly that holds the cmdlets.</summary>
    public string AssemblyPath => Path.Combine(AssemblyFolder, AssemblyName + ".dll");

    /// <summary>The documentation comments of the cmdlets, as the compiler wrote them.</summary>
    public string DocumentationPath => Path.Combine(AssemblyFolder, AssemblyName + ".xml");

    /// <summary>The help file; PowerShell looks for it by exactly this name.</summary>
    public string OutputPath => Path.Combine(OutputFolder, AssemblyName + ".dll-Help.xml");
}
