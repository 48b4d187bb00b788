namespace HotfixTools;

/// <summary>Somebody who is told what happens to a hotfix.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Kind">The shape of what is sent.</param>
/// <param name="Url">Where to; for a URL that is a secret, where it is kept.</param>
public sealed record NotifySettings(string Name, NotifyKind Kind, SecretText Url)
{
    /// <summary>How long telling may take where nothing is said, in all tries together.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The events to tell of; null: all.</summary>
    public IReadOnlyList<JournalEventKind>? Events { get; init; }

    /// <summary>What is sent as <c>Authorization: Bearer</c>, for a generic webhook; null: nothing.</summary>
    public SecretReference? Token { get; init; }

    /// <summary>How long it may take, in all tries together.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}
