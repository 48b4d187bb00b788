using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>An entry to append to a chain.</summary>
/// <param name="Subject">The first line of the message, for people.</param>
/// <param name="Body">What it says, for programs.</param>
/// <param name="Trailers">What it says, for people who read <c>git log</c>.</param>
/// <param name="Names">The commits that it names; as parents, they stay reachable whatever becomes of their branches.</param>
/// <param name="Id">Which entry it is, so that a second run knows it again; null: any.</param>
public sealed record NewChainEntry(
    string Subject, JsonObject Body, IReadOnlyList<ChainTrailer> Trailers, IReadOnlyList<CommitId> Names, string? Id = null);
