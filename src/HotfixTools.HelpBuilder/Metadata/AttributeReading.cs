using System.Collections.ObjectModel;
using System.Reflection;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Reads attributes from metadata, where none can be constructed.</summary>
internal static class AttributeReading
{
    /// <summary>The attributes of one type that stand on the member itself; PowerShell ignores inherited ones too.</summary>
    public static IEnumerable<CustomAttributeData> Attributes(this MemberInfo member, string fullName) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.FullName == fullName);

    /// <summary>The only attribute of one type, or null.</summary>
    public static CustomAttributeData? Attribute(this MemberInfo member, string fullName) =>
        member.Attributes(fullName).FirstOrDefault();

    /// <summary>The value of a property that the attribute sets, or <paramref name="otherwise"/>.</summary>
    public static T Get<T>(this CustomAttributeData attribute, string property, T otherwise)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.MemberName == property && argument.TypedValue.Value is T value)
                return value;

        return otherwise;
    }

    /// <summary>The arguments of the constructor, with a <c>params</c> array taken apart.</summary>
    public static IEnumerable<object?> Arguments(this CustomAttributeData attribute) =>
        attribute.ConstructorArguments.SelectMany(argument =>
            argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> items
                ? items.Select(item => item.Value)
                : [argument.Value]);
}
