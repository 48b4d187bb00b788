namespace HotfixTools;

/// <summary>What one source says.</summary>
/// <param name="Source">The source.</param>
/// <param name="Deploy">What is live; null where it knows of no deploy, or does not answer.</param>
/// <param name="Failure">Why it does not answer; null where it does.</param>
public sealed record SourceAnswer(string Source, Deploy? Deploy, HotfixException? Failure);
