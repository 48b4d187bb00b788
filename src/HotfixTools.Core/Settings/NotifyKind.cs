namespace HotfixTools;

/// <summary>The shapes of notices.</summary>
public enum NotifyKind
{
    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A workflow of Microsoft Teams that takes adaptive cards.</summary>
    Teams,

    /// <summary>Any server that takes the event as JSON.</summary>
    Webhook,
}
