namespace HotfixTools.Host.Arguments;

internal sealed record ShowUsage : Request;
