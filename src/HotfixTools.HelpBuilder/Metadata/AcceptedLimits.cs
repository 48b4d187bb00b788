using System.Globalization;
using System.Reflection;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Tells the limits that attributes set to what a parameter takes.</summary>
internal static class AcceptedLimits
{
    /// <summary>A sentence for each of them.</summary>
    public static IEnumerable<string> Of(PropertyInfo property)
    {
        if (Limits(property, PowerShellAttribute.ValidateRange) is var (least, most))
            yield return $"Accepted values: {Range(least, most)}.";
        if (Limits(property, PowerShellAttribute.ValidateLength) is var (shortest, longest))
            yield return $"Accepted values: {Range(shortest, longest)} characters.";
        if (Limits(property, PowerShellAttribute.ValidateCount) is var (fewest, many))
            yield return $"Accepted values: {Range(fewest, many)} items.";
    }

    private static (object Least, object Most)? Limits(PropertyInfo property, string attribute) =>
        property.Attribute(attribute)?.Arguments().ToArray() is [{ } least, { } most] ? (least, most) : null;

    private static string Range(object least, object most)
    {
        var from = Convert.ToString(least, CultureInfo.InvariantCulture);
        return most is int.MaxValue or long.MaxValue
            ? $"{from} or more"
            : $"{from} to {Convert.ToString(most, CultureInfo.InvariantCulture)}";
    }
}
