using System.Text.Json;
using System.Text.Json.Nodes;

namespace HotfixTools;

/// <summary>
/// What this clone set out to claim, kept in its Git folder until all of it is done: a process that dies between the
/// branch and its journal entry leaves a branch that nobody could tell from one that plain Git made.
/// </summary>
/// <param name="HotfixId">The id of the hotfix.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Base">The commit that it starts from.</param>
/// <param name="Reason">Why.</param>
internal sealed record UnfinishedClaim(string HotfixId, BranchName Branch, CommitId Base, string? Reason)
{
    private const string NoteName = "claim";

    /// <summary>The claim that was not finished; null where there is none.</summary>
    public static UnfinishedClaim? Read(IGitRepository repository)
    {
        try
        {
            return repository.ReadNote(NoteName) is { } text
                && JsonNode.Parse(text) is JsonObject note
                && (string?)note["hotfix"] is { } id
                && BranchName.TryParse((string?)note["branch"], out var branch)
                && CommitId.TryParse((string?)note["base"], out var origin)
                    ? new UnfinishedClaim(id, branch, origin, (string?)note["reason"])
                    : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // Cut off in the middle of writing: then nothing was claimed yet.
            return null;
        }
    }

    /// <summary>Notes that it is about to be claimed.</summary>
    public void Write(IGitRepository repository) => repository.WriteNote(NoteName, new JsonObject
    {
        ["hotfix"] = HotfixId,
        ["branch"] = Branch.ToString(),
        ["base"] = Base.ToString(),
        ["reason"] = Reason is null ? null : RemoteUrl.Redact(Reason),
    }.ToJsonString());

    /// <summary>Notes that nothing is left to do.</summary>
    public static void Remove(IGitRepository repository) => repository.WriteNote(NoteName, null);
}
