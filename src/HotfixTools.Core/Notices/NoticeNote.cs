using System.Text.Json;

namespace HotfixTools;

/// <summary>
/// What this clone was about to tell, and what it told without being able to say so in the journal: kept in its Git folder,
/// so that a process that dies is made good by the next, and nobody is told twice.
/// </summary>
/// <param name="Open">What was to be told.</param>
/// <param name="Told">What was owed by the journal, and is told.</param>
internal sealed record NoticeNote(IReadOnlyList<OwedNotice> Open, IReadOnlyList<OwedNotice> Told)
{
    private const string Name = "notices";
    private const int Most = 200;

    /// <summary>Reads it; empty where there is none.</summary>
    /// <param name="repository">The repository.</param>
    public static NoticeNote Read(IGitRepository repository)
    {
        try
        {
            return repository.ReadNote(Name) is { } text && JsonSerializer.Deserialize<NoticeNote>(text) is { Open: not null, Told: not null } note ? note : new([], []);
        }
        catch (JsonException)
        {
            // Cut off in the middle of writing.
            return new([], []);
        }
    }

    /// <summary>Keeps it.</summary>
    /// <param name="repository">The repository.</param>
    public void Write(IGitRepository repository) =>
        repository.WriteNote(Name, Open.Count + Told.Count == 0 ? null : JsonSerializer.Serialize(new NoticeNote([.. Open.TakeLast(Most)], [.. Told.TakeLast(Most)])));
}
