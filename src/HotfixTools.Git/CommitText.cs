using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// What a commit says, read as git reads it: in the encoding that it names, else as UTF-8, and what is none as Latin-1. The
/// library takes all for UTF-8, and gives the bytes away only where it takes a line out of the header, to find a signature.
/// That is not public: tests read commits in other encodings, so that a version that has it otherwise is noticed.
/// </summary>
internal sealed class CommitText
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
    private const string AuthorField = "author";
    private const string EncodingField = "encoding ";

    private static readonly Assembly Library = typeof(Repository).Assembly;
    private static readonly PropertyInfo Handle = typeof(Repository).GetProperty("Handle", Members)!;
    private static readonly PropertyInfo Oid = typeof(ObjectId).GetProperty("Oid", Members)!;
    private static readonly Type Bytes = Library.GetType("LibGit2Sharp.Core.Handles.GitBuf", throwOnError: true)!;
    private static readonly MethodInfo TakeOut = Library.GetType("LibGit2Sharp.Core.NativeMethods", throwOnError: true)!.GetMethod("git_commit_extract_signature", Members)!;

    private CommitText(byte[] author, byte[] others)
    {
        // Byte by byte, whatever they mean.
        var text = Encoding.Latin1.GetString(others);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var header = end < 0 ? text : text[..end];
        var named = header.Split('\n').FirstOrDefault(line => line.StartsWith(EncodingField, StringComparison.Ordinal))?[EncodingField.Length..];
        var encoding = named is null ? null : Find(named);
        Message = Decode(end < 0 ? [] : others.AsSpan(end), encoding, _ => true).TrimStart('\n');
        // One line; and an encoding in which that is no author, or several lines, cannot be meant.
        var who = Encoding.Latin1.GetString(author).Split('\n')[0];
        var time = who[(who.LastIndexOf('>') + 1)..];
        AuthorLine = Decode(author.AsSpan(0, who.Length), encoding, line => !line.Contains('\n') && line.Contains('<') && line.EndsWith('>' + time, StringComparison.Ordinal));
    }

    /// <summary>The author with the time, as the header has it.</summary>
    public string AuthorLine { get; }

    /// <summary>The whole message.</summary>
    public string Message { get; }

    /// <summary>The author.</summary>
    public GitIdentity Author
    {
        get
        {
            var (start, end) = (AuthorLine.LastIndexOf('<'), AuthorLine.LastIndexOf('>'));
            return start < 0 || end < start ? new GitIdentity(AuthorLine, string.Empty) : new GitIdentity(AuthorLine[..start].Trim(), AuthorLine[(start + 1)..end].Trim());
        }
    }

    /// <summary>Reads a commit.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commit">The commit.</param>
    public static CommitText Read(Repository repository, Commit commit)
    {
        using var author = (IDisposable)Activator.CreateInstance(Bytes, nonPublic: true)!;
        using var others = (IDisposable)Activator.CreateInstance(Bytes, nonPublic: true)!;
        var handle = ((SafeHandle)Handle.GetValue(repository)!).DangerousGetHandle();
        if ((int)TakeOut.Invoke(null, [author, others, handle, Oid.GetValue(commit.Id), AuthorField])! != 0)
            throw new LibGit2SharpException("its author is nowhere to be found");
        GC.KeepAlive(repository);
        return new CommitText(Content(author), Content(others));
    }

    /// <summary>Another author in a commit that is about to be written.</summary>
    /// <param name="content">The commit.</param>
    /// <param name="line">The author with the time.</param>
    public static string WithAuthor(string content, string line)
    {
        var start = content.IndexOf($"\n{AuthorField} ", StringComparison.Ordinal) + AuthorField.Length + 2;
        return content[..start] + line + content[content.IndexOf('\n', start)..];
    }

    private static byte[] Content(object buffer)
    {
        var bytes = new byte[(int)(nuint)Bytes.GetField("size", Members)!.GetValue(buffer)!];
        if (bytes.Length > 0)
            Marshal.Copy((nint)Bytes.GetField("ptr", Members)!.GetValue(buffer)!, bytes, 0, bytes.Length);
        return bytes;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, Encoding? encoding, Func<string, bool> isRight)
    {
        try
        {
            if (encoding?.GetString(bytes) is { } text && !text.Contains('\0') && isRight(text))
                return text;
        }
        catch (DecoderFallbackException)
        {
            // It is not in that encoding.
        }

        var guess = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            var isText = Rune.DecodeFromUtf8(bytes, out var letter, out var length) == OperationStatus.Done;
            guess.Append(isText ? letter.ToString() : Encoding.Latin1.GetString(bytes[..length]));
            bytes = bytes[length..];
        }

        return guess.ToString();
    }

    // Null for one that nobody here knows; UTF-8 is what is tried without any.
    private static Encoding? Find(string name)
    {
        var spelt = name.Replace("ISO8859", "ISO-8859", StringComparison.OrdinalIgnoreCase).Replace("eucJP", "EUC-JP", StringComparison.OrdinalIgnoreCase).Replace("latin-1", "latin1", StringComparison.OrdinalIgnoreCase);
        var page = 0;
        var isPage = spelt.StartsWith("cp", StringComparison.OrdinalIgnoreCase) && int.TryParse(spelt.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out page);
        var (write, read, pages) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback, CodePagesEncodingProvider.Instance);
        try
        {
            return isPage
                ? pages.GetEncoding(page, write, read) ?? Encoding.GetEncoding(page, write, read)
                : pages.GetEncoding(spelt, write, read) ?? Encoding.GetEncoding(spelt, write, read);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
