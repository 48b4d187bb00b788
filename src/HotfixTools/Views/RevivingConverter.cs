using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace HotfixTools.PowerShell.Views;

/// <summary>
/// Makes objects of this module of what became of them in a job, in another session, or in a file: so that they can be
/// piped on. They bring values and no more; what a command does with them it checks as with any others.
/// </summary>
public sealed class RevivingConverter : PSTypeConverter
{
    private const string Mark = "Deserialized.";

    /// <summary>The object of this module that another one is, or was before it was taken apart; null for none.</summary>
    /// <param name="source">Any object.</param>
    public static object? Revive(PSObject source) =>
        NameOf(source) is { } name && typeof(Hotfix).Assembly.GetType(name) is { } type ? Make(source, type) : IsOurs(source.BaseObject.GetType()) ? source.BaseObject : null;

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => sourceValue is PSObject source && CanConvertFrom(source, destinationType);

    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => NameOf(sourceValue) == destinationType.FullName;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ConvertFrom((PSObject)sourceValue, destinationType, formatProvider, ignoreCase);

    /// <inheritdoc/>
    public override object ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        var revived = PSObject.AsPSObject(Make(sourceValue, destinationType));
        // What a session says of where it comes from, or somebody added.
        foreach (var note in sourceValue.Properties.OfType<PSNoteProperty>().Where(note => destinationType.GetProperty(note.Name) is null))
            revived.Properties.Add(new PSNoteProperty(note.Name, note.Value));
        return revived.BaseObject;
    }

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();

    private static bool IsOurs(Type type) => type.Assembly == typeof(Hotfix).Assembly;

    private static string? NameOf(PSObject source) =>
        source.TypeNames.FirstOrDefault() is { } name && name.StartsWith(Mark, StringComparison.Ordinal) ? name[Mark.Length..] : null;

    private static object Make(PSObject source, Type type)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.GetSetMethod() is not null))
        {
            // What is missing, or is not what it should be, is left as it is in an object of nothing.
            if (source.Properties[property.Name]?.Value is { } value && Value(value, property.PropertyType) is { } fitting)
                property.SetValue(made, fitting);
        }

        return made;
    }

    private static object? Value(object value, Type type)
    {
        var (wrapped, wanted) = (PSObject.AsPSObject(value), Nullable.GetUnderlyingType(type) ?? type);
        try
        {
            if (wanted.IsInstanceOfType(wrapped.BaseObject))
                return wrapped.BaseObject;
            // By name: another version may have other numbers.
            if (wanted.IsEnum)
                return Enum.Parse(wanted, wrapped.ToString(), ignoreCase: true);
            if (wanted == typeof(DateTimeOffset))
                return Time(wrapped);
            if (wanted.IsGenericType)
                return List(wrapped.BaseObject, wanted.GenericTypeArguments[0]);
            return IsOurs(wanted) ? NameOf(wrapped) == wanted.FullName ? Make(wrapped, wanted) : null : LanguagePrimitives.ConvertTo(value, wanted, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is PSInvalidCastException or ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    // PowerShell knows no such value when it takes objects apart, and writes its properties, or where it has written enough, its text.
    private static object? Time(PSObject value) => value.Properties["UtcDateTime"]?.Value is { } utc
        ? new DateTimeOffset(DateTime.SpecifyKind((DateTime)LanguagePrimitives.ConvertTo(utc, typeof(DateTime), CultureInfo.InvariantCulture), DateTimeKind.Utc))
        : LanguagePrimitives.ConvertTo(value.BaseObject, typeof(DateTimeOffset), CultureInfo.InvariantCulture);

    private static Array List(object value, Type element)
    {
        var items = LanguagePrimitives.GetEnumerable(value)?.Cast<object?>() ?? [value];
        var fitting = items.OfType<object>().Select(item => Value(item, element)).OfType<object>().ToList();
        var list = Array.CreateInstance(element, fitting.Count);
        ((ICollection)fitting).CopyTo(list, 0);
        return list;
    }
}
