namespace HotfixTools.Git.Transport;

/// <summary>What came of a call of <c>git</c>.</summary>
/// <param name="ExitCode">Its exit status; 0 where all went well.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Words">What it said on standard error.</param>
internal sealed record GitAnswer(int ExitCode, string Output, string Words);
