namespace HotfixTools.Host.Arguments;

internal sealed record ShowVersion : Request;
