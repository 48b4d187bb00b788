using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>
/// An append-only chain of commits at a ref of the remote. An entry is a commit: its first parent is the entry before
/// it, further parents are the commits that it names, and its tree holds one <c>entry.json</c>.
/// </summary>
/// <param name="session">The repository and its remote.</param>
/// <param name="reference">The ref.</param>
public sealed class Chain(HotfixSession session, RefName reference)
{
    /// <summary>The version in which entries are written.</summary>
    internal const int Version = 1;

    private const string FileName = "entry.json";
    private const int MaxEntryBytes = 1024 * 1024;
    private const int Attempts = 60;

    // A file in a repository: readable names matter, and no browser reads it.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The ref that the chain is at.</summary>
    public RefName Ref => reference;

    /// <summary>The entries, newest first, read as they are asked for.</summary>
    /// <param name="tip">The newest; null for an empty chain.</param>
    /// <exception cref="HotfixException"><c>ChainDamaged</c>: an entry is not one.</exception>
    public IEnumerable<ChainEntry> Read(CommitId? tip)
    {
        for (var next = tip; next is { } commit;)
        {
            var entry = ReadEntry(commit);
            yield return entry;
            next = entry.Previous;
            // The one before was left out, or is there by chance: whether it is the first parent cannot be seen.
            if (next is not null && IsCutOff(commit))
                throw new HistoryCutOffException();
        }
    }

    /// <summary>Writes the commit of an entry; no ref changes.</summary>
    /// <param name="entry">What it says.</param>
    /// <param name="previous">The entry before it; null for the first.</param>
    /// <exception cref="HotfixException"><c>EntryTooLarge</c>.</exception>
    public CommitId Write(NewChainEntry entry, CommitId? previous)
    {
        var now = session.Now;
        var body = new JsonObject
        {
            ["version"] = Version,
            // Without it, the first parent of a first entry could not be told from a commit that it names.
            ["previous"] = previous?.ToString(),
            ["entry"] = entry.Id ?? EntryId.New(),
            ["at"] = now,
        };
        foreach (var (name, value) in entry.Body)
        {
            if (value is not null)
                body[name] = WithoutSecrets(value);
        }

        var file = Encoding.UTF8.GetBytes(body.ToJsonString(Readable) + "\n");
        // Nobody would read it, nor anything that came before, and it could not be taken back.
        if (file.Length > MaxEntryBytes)
            throw HotfixErrors.EntryTooLarge(reference, MaxEntryBytes);
        var tree = session.Repository.WriteTree(new Dictionary<string, byte[]> { [FileName] = file });
        CommitId[] parents = previous is { } before ? [before, .. entry.Names] : [.. entry.Names];
        return session.Write(new NewCommit(tree, [.. parents.Distinct()], Message(entry), session.Identity, now));
    }

    /// <summary>
    /// Appends an entry by compare-and-swap, looking again and trying again where somebody else was first.
    /// </summary>
    /// <param name="tip">The newest entry, as far as is known.</param>
    /// <param name="describe">
    /// What to append, given the newest entry; null where nothing is to be appended. Asked again after each look.
    /// </param>
    /// <returns>The newest entry of the chain afterwards.</returns>
    /// <exception cref="HotfixException">The remote refused or could not be reached, or others kept writing.</exception>
    public CommitId? Append(CommitId? tip, Func<CommitId?, NewChainEntry?> describe)
    {
        var watch = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            if (describe(tip) is not { } entry)
                return tip;
            var commit = Write(entry, tip);
            var report = session.Remote.CompareAndSwapPush([new RefUpdate(reference, tip ?? CommitId.Zero, commit)]);
            if (report.IsWritten)
                return commit;
            if (report.Failure() is { } failure)
                throw failure;
            if (attempt == Attempts)
                throw HotfixErrors.TooMuchContention(reference, attempt);
            session.Wait(attempt, watch.Elapsed);
            watch.Restart();
            var before = tip;
            tip = session.Remote.Fetch([reference.ToString()])[reference];
            if (tip is null && attempt > 1 && report.Outcomes[0].Present is not null)
                throw HotfixErrors.RefNotAccepted(reference, "it has one, and does not show it (uploadpack.hideRefs)");
            // The answer to the push was lost, and somebody has appended after it since.
            if (report.Cause is not null && Read(tip).TakeWhile(later => later.Commit != before).Any(later => later.Commit == commit))
                return tip;
        }
    }

    /// <summary>What there is at a commit that should be an entry; what is wrong is told, not thrown.</summary>
    /// <param name="commit">The commit.</param>
    internal ChainReading Inspect(CommitId commit)
    {
        if (Find(commit) is not { } info)
            return new ChainReading(commit, null, null, "the commit is missing, or cannot be read") { IsStranger = true };
        if (ReadFile(commit) is not { } file)
            return new ChainReading(commit, info, null, $"it has no {FileName}, or a very large one") { IsStranger = true };
        JsonObject body;
        try
        {
            body = JsonNode.Parse(file) as JsonObject ?? throw new JsonException("not an object");
            // Two fields of one name, and text with half a letter in it, are found out only when they are looked at.
            LookInto(body);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            return new ChainReading(commit, info, null, $"its {FileName} is not JSON");
        }

        var entry = new ChainEntry(commit, null, info.CommittedAt, info.Author, body);
        var previous = entry.CommitOf("previous");
        // Read as "none", it would hide all that came before.
        if (previous is null && body["previous"] is not null)
            return new ChainReading(commit, info, null, "it does not say which entry came before");
        if (previous is { } before && !IsCutOff(commit) && (info.Parents.Count == 0 || info.Parents[0] != before))
            return new ChainReading(commit, info, null, "its first parent is not the entry that it names as the one before");
        return new ChainReading(commit, info, entry with { Previous = previous, At = entry.Time("at") ?? info.CommittedAt }, null);
    }

    /// <summary>What a commit says; null where it is missing, and where nobody can read it.</summary>
    /// <param name="commit">The commit.</param>
    internal CommitInfo? Find(CommitId commit) => OrNull(() => session.Repository.Find(commit));

    private byte[]? ReadFile(CommitId commit) => OrNull(() => session.Repository.ReadFile(commit, FileName, MaxEntryBytes));

    // One entry that is damaged must not hide the others.
    private static T? OrNull<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (HotfixException error) when (error.Id == nameof(HotfixErrors.CommitNotFound))
        {
            return null;
        }
    }

    private ChainEntry ReadEntry(CommitId commit)
    {
        var reading = Inspect(commit);
        return reading.Entry ?? throw HotfixErrors.ChainDamaged(reference, commit, reading.Fault!);
    }

    private static void LookInto(JsonNode? node)
    {
        if (node is JsonValue value)
            _ = value.TryGetValue(out string? _);
        if (node is JsonObject fields)
        {
            foreach (var field in fields)
                LookInto(field.Value);
        }

        if (node is JsonArray items)
        {
            foreach (var item in items)
                LookInto(item);
        }
    }

    private bool IsCutOff(CommitId commit) => session.Repository.CutOffAt.Contains(commit);

    // An entry is there for good, and everybody reads it.
    private static JsonNode? WithoutSecrets(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            var clean = new JsonObject();
            foreach (var field in fields)
                clean[field.Key] = WithoutSecrets(field.Value);
            return clean;
        }

        if (node is JsonArray items)
        {
            var list = new JsonArray();
            foreach (var item in items)
                list.Add(WithoutSecrets(item));
            return list;
        }

        return node is JsonValue value && value.TryGetValue(out string? text) ? UrlSecrets.Remove(text) : node?.DeepClone();
    }

    private static string Message(NewChainEntry entry)
    {
        var message = new StringBuilder(DisplayText.Clean(entry.Subject)).Append("\n\n");
        foreach (var (key, value) in entry.Trailers.Where(trailer => !string.IsNullOrEmpty(trailer.Value)))
            message.Append(key).Append(": ").Append(RemoteUrl.Redact(value)).Append('\n');
        return message.ToString();
    }
}
