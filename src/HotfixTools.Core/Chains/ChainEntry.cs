using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>One entry of an append-only chain.</summary>
/// <param name="Commit">The commit that is the entry.</param>
/// <param name="Previous">The entry before it; null for the first.</param>
/// <param name="At">When it was written.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Body">What it says, for programs.</param>
public sealed record ChainEntry(CommitId Commit, CommitId? Previous, DateTimeOffset At, GitIdentity By, JsonObject Body)
{
    /// <summary>Which entry it is; null where it does not say.</summary>
    public string? Id => Text("entry");

    /// <summary>In which version it was written; null where it does not say.</summary>
    public int? Version => Body["version"] is JsonValue value && value.TryGetValue(out int version) ? version : null;

    /// <summary>A text of the body; null where it has none.</summary>
    /// <param name="name">The field.</param>
    public string? Text(string name) => Body[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>A commit of the body; null where it has none.</summary>
    /// <param name="name">The field.</param>
    public CommitId? CommitOf(string name) => CommitId.TryParse(Text(name), out var id) ? id : null;

    /// <summary>The texts of a list of the body; empty where it has none.</summary>
    /// <param name="name">The field.</param>
    public IReadOnlyList<string> Texts(string name) =>
        Body[name] is JsonArray list ? [.. list.OfType<JsonValue>().Select(value => value.TryGetValue(out string? text) ? text : null).OfType<string>()] : [];

    /// <summary>A truth of the body; false where it has none.</summary>
    /// <param name="name">The field.</param>
    public bool Flag(string name) => Body[name] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>A time of the body, in UTC; null where it has none.</summary>
    /// <param name="name">The field.</param>
    public DateTimeOffset? Time(string name) => Body[name] is JsonValue value && value.TryGetValue(out DateTimeOffset time) ? time.ToUniversalTime() : null;
}
