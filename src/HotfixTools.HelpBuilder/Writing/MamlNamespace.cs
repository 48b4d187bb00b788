using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Writing;

/// <summary>The XML namespaces of a help file.</summary>
internal static class MamlNamespace
{
    /// <summary>The file itself. Without this namespace Get-Help ignores the file, silently.</summary>
    public static readonly XNamespace Help = "http://msh";

    /// <summary>Text.</summary>
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    /// <summary>Commands and their parameters.</summary>
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";

    /// <summary>Types and code.</summary>
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
}
