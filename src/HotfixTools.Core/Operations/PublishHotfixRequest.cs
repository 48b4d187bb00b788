namespace HotfixTools;

/// <summary>How a hotfix is to be published.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Force">Whether to pass what the gates refuse.</param>
/// <param name="Reason">Why; for the journal.</param>
/// <param name="Assumed">Environments that are taken to have the head: with <c>-WhatIf</c>, those that would have it by then.</param>
public sealed record PublishHotfixRequest(EnvironmentName Environment, bool Force, string? Reason, IReadOnlyCollection<EnvironmentName> Assumed)
{
    /// <summary>The names of the sources to believe about what is live; empty for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
