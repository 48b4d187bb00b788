namespace HotfixTools;

/// <summary>
/// What was thrown elsewhere, in words that may be shown. Those of a server or a program may have passwords and terminal
/// escapes in them, and whoever looks into an error is shown its inner ones too.
/// </summary>
public sealed class ShownException : Exception
{
    private readonly Exception _thrown;

    private ShownException(Exception thrown)
        : base($"{thrown.GetType()}: {RemoteUrl.Redact(thrown.Message)}", Of(thrown.InnerException)) => _thrown = thrown;

    /// <summary>Where the other was thrown.</summary>
    public override string? StackTrace => _thrown.StackTrace;

    /// <summary>An exception that may be shown; the same one, where nothing has to be taken out of it.</summary>
    /// <param name="thrown">What was thrown; null for nothing.</param>
    public static Exception? Of(Exception? thrown) => thrown is null || MayBeShown(thrown) ? thrown : new ShownException(thrown);

    private static bool MayBeShown(Exception thrown) =>
        thrown is HotfixException
        || (RemoteUrl.Redact(thrown.Message) == thrown.Message && (thrown.InnerException is not { } inner || MayBeShown(inner)));
}
