namespace HotfixTools;

/// <summary>What kind of trouble an error is; the cmdlets translate it to PowerShell's error category.</summary>
public enum ErrorKind
{
    /// <summary>What was given is not usable.</summary>
    InvalidArgument,

    /// <summary>What was named does not exist.</summary>
    NotFound,

    /// <summary>It exists already, or something else is in the way.</summary>
    Exists,

    /// <summary>The state of things forbids it.</summary>
    InvalidOperation,

    /// <summary>Somebody or something refused it.</summary>
    PermissionDenied,

    /// <summary>Who asks could not be shown.</summary>
    Authentication,

    /// <summary>Something could not be reached.</summary>
    Connection,

    /// <summary>Facts contradict each other or cannot be known.</summary>
    InvalidResult,

    /// <summary>Something took longer than it may.</summary>
    TimedOut,

    /// <summary>Something that is needed is missing on this machine.</summary>
    NotInstalled,
}
