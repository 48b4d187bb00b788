namespace HotfixTools.Host.Arguments;

/// <summary>What the command line asks for.</summary>
internal abstract record Request;
