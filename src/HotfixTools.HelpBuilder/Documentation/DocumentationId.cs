using System.Reflection;

namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>The ids under which the compiler files its documentation comments.</summary>
internal static class DocumentationId
{
    /// <summary>The id of a type: <c>T:Namespace.Outer.Inner`1</c>.</summary>
    public static string Of(Type type) => "T:" + NameOf(type);

    /// <summary>The id of a property: <c>P:Namespace.Type.Property</c>.</summary>
    public static string Of(PropertyInfo property) => $"P:{NameOf(property.DeclaringType!)}.{property.Name}";

    /// <summary>The id of a member of an enumeration: <c>F:Namespace.Type.Member</c>.</summary>
    public static string OfEnumValue(Type type, string name) => $"F:{NameOf(type)}.{name}";

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
