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
}
