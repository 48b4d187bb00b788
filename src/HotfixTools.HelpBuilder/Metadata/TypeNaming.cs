using System.Reflection;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Spells types the way PowerShell does.</summary>
internal static class TypeNaming
{
    // PowerShell's accelerators, as far as parameters use them. Any other type it prints by its plain name.
    private static readonly Dictionary<string, string> Accelerators = new()
    {
        ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte",
        ["System.Char"] = "char",
        ["System.Collections.Hashtable"] = "hashtable",
        ["System.DateTime"] = "datetime",
        ["System.Decimal"] = "decimal",
        ["System.Double"] = "double",
        ["System.Guid"] = "guid",
        ["System.Int16"] = "short",
        ["System.Int32"] = "int",
        ["System.Int64"] = "long",
        ["System.Management.Automation.PSCredential"] = "pscredential",
        ["System.Management.Automation.PSObject"] = "psobject",
        ["System.Management.Automation.ScriptBlock"] = "scriptblock",
        ["System.Single"] = "float",
        ["System.String"] = "string",
        ["System.Text.RegularExpressions.Regex"] = "regex",
        ["System.TimeSpan"] = "timespan",
        ["System.UInt16"] = "ushort",
        ["System.UInt32"] = "uint",
        ["System.UInt64"] = "ulong",
        ["System.Uri"] = "uri",
        ["System.Version"] = "version",
    };

    /// <summary>Describes the type of a parameter.</summary>
    public static ParameterType Describe(Type type) => new(ShortName(type), FullName(type), ItemType(type) is not null);

    /// <summary>The name in a syntax line. Who leaves a nullable parameter out types no null, so it reads as the type within.</summary>
    public static string ShortName(Type type)
    {
        type = WithoutNullable(type);
        if (type.IsArray)
            return ShortName(type.GetElementType()!) + "[]";
        if (type.IsGenericType)
            return $"{Plain(type.Name)}[{string.Join(',', type.GetGenericArguments().Select(ShortName))}]";

        return Accelerators.GetValueOrDefault(type.FullName!, type.Name);
    }

    /// <summary>The name with its namespace.</summary>
    public static string FullName(Type type)
    {
        type = WithoutNullable(type);
        if (type.IsArray)
            return FullName(type.GetElementType()!) + "[]";
        if (type.IsGenericType)
            return $"{type.Namespace}.{Plain(type.Name)}[{string.Join(',', type.GetGenericArguments().Select(FullName))}]";

        return type.FullName!;
    }

    /// <summary>What PowerShell pipes, one at a time, to a parameter of this type.</summary>
    public static Type PipedType(Type type) => ItemType(type) ?? type;

    /// <summary>The enumeration whose names the parameter takes, or null.</summary>
    public static Type? EnumType(Type type)
    {
        var item = WithoutNullable(PipedType(WithoutNullable(type)));
        return item.IsEnum ? item : null;
    }

    private static Type WithoutNullable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? type.GetGenericArguments()[0] : type;

    private static Type? ItemType(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();

        return type is { IsGenericType: true, Namespace: "System.Collections.Generic" } && type.GetGenericArguments() is [var item] ? item : null;
    }

    private static string Plain(string genericName) => genericName.Split('`')[0];
}
