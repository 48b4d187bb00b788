using System.Collections;
using System.Management.Automation;

namespace HotfixTools.ModuleTests.Running;

/// <summary>Reads objects of the module as PowerShell shows them: their types are known to the module alone.</summary>
internal static class Records
{
    /// <summary>A property.</summary>
    public static object? Get(this PSObject record, string name) =>
        (record.Properties[name] ?? throw new InvalidOperationException($"{record.BaseObject.GetType()} has no {name}.")).Value;

    /// <summary>A property as text; null where it has no value.</summary>
    public static string? Text(this PSObject record, string name) => record.Get(name)?.ToString();

    /// <summary>A property that holds several things.</summary>
    public static IReadOnlyList<PSObject> All(this PSObject record, string name) =>
        [.. ((IEnumerable)record.Get(name)!).Cast<object>().Select(PSObject.AsPSObject)];

    /// <summary>The ids of the findings.</summary>
    public static IEnumerable<string> FindingIds(this PSObject hotfix) => hotfix.All("Findings").Select(finding => finding.Text("Id")!);

    /// <summary>The one finding of an id.</summary>
    public static PSObject Finding(this PSObject hotfix, string id) => Assert.Single(hotfix.All("Findings"), finding => finding.Text("Id") == id);

    /// <summary>The ids of the findings that an error is about.</summary>
    public static IEnumerable<string> TargetFindings(this ErrorRecord error) =>
        ((IEnumerable)error.TargetObject!).Cast<object>().Select(finding => PSObject.AsPSObject(finding).Text("Id")!);

    /// <summary>Asserts what an error record says, beside its message.</summary>
    public static void Is(this ErrorRecord error, string id, ErrorCategory category, string wayOut)
    {
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.StartsWith("HotfixTools.PowerShell.Commands.", error.FullyQualifiedErrorId.Split(',')[1]);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Contains(wayOut, error.ErrorDetails.RecommendedAction);
        Assert.NotNull(error.TargetObject);
    }

    /// <summary>What an error record shows, and what <c>Format-List * -Force</c> and <c>Get-Error</c> would.</summary>
    public static IEnumerable<string> Texts(this ErrorRecord error)
    {
        yield return error.ToString();
        yield return error.CategoryInfo.ToString();
        yield return $"{error.ErrorDetails?.Message} {error.ErrorDetails?.RecommendedAction}";
        yield return error.TargetObject is null ? string.Empty : PSObject.AsPSObject(error.TargetObject).DeepText();
        yield return error.Exception.ToString();
        for (var inner = error.Exception; inner is not null; inner = inner.InnerException)
        {
            foreach (DictionaryEntry entry in inner.Data)
                yield return $"{entry.Key}={entry.Value}";
        }
    }

    /// <summary>An object as text, with its properties, and what is in these.</summary>
    public static string DeepText(this PSObject record)
    {
        var text = new System.Text.StringBuilder();
        Add(record, 0, text);
        return text.ToString();
    }

    private static void Add(object? value, int depth, System.Text.StringBuilder text)
    {
        const int deepest = 4, most = 200;
        if (value is null)
            return;
        text.Append(value).Append('\n');
        if (depth == deepest)
            return;
        var thing = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (thing is IEnumerable list and not string)
        {
            foreach (var item in list.Cast<object?>().Take(most))
                Add(item, depth + 1, text);
        }
        // What is not ours tells nothing of us, and may take long to say it.
        else if (thing.GetType().FullName?.StartsWith("HotfixTools.", StringComparison.Ordinal) == true)
        {
            foreach (var property in PSObject.AsPSObject(value).Properties.Where(property => property.IsGettable))
                Add(property.Value, depth + 1, text);
        }
    }
}
