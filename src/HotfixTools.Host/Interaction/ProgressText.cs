using System.Management.Automation;

namespace HotfixTools.Host.Interaction;

/// <summary>A progress record in one line.</summary>
internal static class ProgressText
{
    public static string Of(ProgressRecord record)
    {
        var parts = new[]
        {
            record.StatusDescription,
            record.CurrentOperation,
            record.PercentComplete >= 0 ? $"{record.PercentComplete}%" : "",
        };
        var details = string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return details.Length == 0 ? record.Activity : $"{record.Activity}: {details}";
    }
}
