using System.Xml.Linq;
using HotfixTools.HelpBuilder.Model;
using static HotfixTools.HelpBuilder.Writing.MamlNamespace;

namespace HotfixTools.HelpBuilder.Writing;

/// <summary>Writes the syntax of a cmdlet, one line for each parameter set.</summary>
internal static class MamlSyntax
{
    /// <summary>The <c>syntax</c> element.</summary>
    public static XElement Write(CmdletHelp cmdlet) => new(Command + "syntax",
        cmdlet.ParameterSets.Select(set => new XElement(Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            cmdlet.InSyntax(set).Select(item => MamlParameter.WriteInSyntax(item.Parameter, item.Binding)))));
}
