using System.Text.RegularExpressions;

namespace HotfixTools.Testing.Forges;

/// <summary>Something that goes wrong with calls of a stand-in.</summary>
/// <param name="call">The calls: <c>PUT /repos/*/pulls/*/merge</c>; a star stands for anything.</param>
/// <param name="reply">What is answered instead.</param>
/// <param name="times">How often.</param>
/// <param name="isDone">Whether what was asked is done all the same: the answer is lost.</param>
public sealed class StandInFault(string call, WebReply reply, int times, bool isDone)
{
    private readonly Regex _form = new("^" + Regex.Escape(call).Replace("\\*", ".*", StringComparison.Ordinal) + "$");
    private int _left = times;

    /// <summary>What is answered instead.</summary>
    public WebReply Reply => reply;

    /// <summary>Whether what was asked is done all the same.</summary>
    public bool IsDone => isDone;

    /// <summary>Whether it happens to a request; counts it.</summary>
    public bool Takes(WebRequestSeen seen) => _form.IsMatch($"{seen.Method} {seen.Path}") && Interlocked.Decrement(ref _left) >= 0;
}
