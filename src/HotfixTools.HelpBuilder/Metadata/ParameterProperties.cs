using System.Reflection;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>The properties of a cmdlet that are parameters.</summary>
internal static class ParameterProperties
{
    /// <summary>In the order they are written, those of a base class after those of the class that inherits them.</summary>
    public static IEnumerable<PropertyInfo> Of(Type cmdlet)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var type = cmdlet; type is not null; type = type.BaseType)
        {
            var declared = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
            foreach (var property in declared.OrderBy(property => property.MetadataToken))
                // The first one seen overrides or hides the others, attributes and all.
                if (seen.Add(property.Name) && property.Attribute(PowerShellAttribute.Parameter) is not null)
                    yield return property;
        }
    }
}
