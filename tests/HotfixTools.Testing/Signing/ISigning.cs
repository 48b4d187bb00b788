namespace HotfixTools.Testing.Signing;

/// <summary>A way to sign, with a key that a test made.</summary>
public interface ISigning : IDisposable
{
    /// <summary>The settings of git by which commits are signed with it, and verified.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }
}
