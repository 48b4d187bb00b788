using System.Management.Automation;

namespace HotfixTools.PowerShell.Errors;

/// <summary>Makes PowerShell's error records of errors.</summary>
internal static class ErrorRecords
{
    // Since 7.5, PowerShell shows the recommended action of an error; before, the message must say it.
    private static readonly bool ShowsRecommendation = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>The record of an error: its id, category, target and way out.</summary>
    public static ErrorRecord Of(HotfixException error) => new(error, error.Id, CategoryOf(error.Kind), error.Target)
    {
        ErrorDetails = new ErrorDetails(ShowsRecommendation ? error.Message : $"{error.Message} {error.WayOut}") { RecommendedAction = error.WayOut },
    };

    private static ErrorCategory CategoryOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.Exists => ErrorCategory.ResourceExists,
        ErrorKind.InvalidOperation => ErrorCategory.InvalidOperation,
        ErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        ErrorKind.Authentication => ErrorCategory.AuthenticationError,
        ErrorKind.Connection => ErrorCategory.ConnectionError,
        ErrorKind.InvalidResult => ErrorCategory.InvalidResult,
        ErrorKind.TimedOut => ErrorCategory.OperationTimeout,
        ErrorKind.NotInstalled => ErrorCategory.NotInstalled,
        _ => ErrorCategory.NotSpecified,
    };
}
