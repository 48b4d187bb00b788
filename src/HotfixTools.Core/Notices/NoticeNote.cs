using System.Text.Json;

namespace HotfixTools;

/// <summary>
/// What this clone knows of notices and the journal does not say yet, kept in its Git folder. Each command has a note of
/// its own, for several may run at once; the next one takes over what those left that have ended.
/// </summary>
/// <param name="Expected">Events of which nobody was told yet: written before the event is, so that who dies in between owes it.</param>
/// <param name="Open">Notices that did not arrive yet.</param>
/// <param name="Told">Notices that arrived later, where the journal could not be told so.</param>
internal sealed record NoticeNote(IReadOnlyList<ExpectedNotice> Expected, IReadOnlyList<OwedNotice> Open, IReadOnlyList<OwedNotice> Told)
{
    private const string Beginning = "notices-";
    private const int Most = 200;

    /// <summary>Nothing.</summary>
    public static NoticeNote Empty { get; } = new([], [], []);

    private bool IsEmpty => Expected.Count + Open.Count + Told.Count == 0;

    /// <summary>The name of a note that nobody has yet.</summary>
    public static string NewName() => Beginning + Guid.NewGuid().ToString("N");

    /// <summary>Whether commands that ended have left something in this clone.</summary>
    /// <param name="repository">The repository.</param>
    public static bool IsLeft(IGitRepository repository) => repository.NoteNames(Beginning).Count > 0;

    /// <summary>What commands that ended have left is this command's from now on.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="own">The name of the note of this command.</param>
    /// <returns>Both together, kept under that name.</returns>
    public NoticeNote TakeOver(IGitRepository repository, string own)
    {
        string[] others = [.. repository.NoteNames(Beginning).Where(name => name != own && !repository.IsNoteHeldElsewhere(name))];
        var all = others.Select(name => Read(repository, name)).Append(this).Aggregate((one, other) => new NoticeNote([.. one.Expected, .. other.Expected], [.. one.Open, .. other.Open], [.. one.Told, .. other.Told]));
        all.Write(repository, own);
        foreach (var name in others)
            repository.WriteNote(name, null);
        return all;
    }

    /// <summary>Keeps it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="own">The name of the note of this command.</param>
    public void Write(IGitRepository repository, string own) =>
        repository.WriteNote(own, IsEmpty ? null : JsonSerializer.Serialize(new NoticeNote([.. Expected.Distinct().TakeLast(Most)], [.. Open.Distinct().TakeLast(Most)], [.. Told.Distinct().TakeLast(Most)])));

    private static NoticeNote Read(IGitRepository repository, string name)
    {
        try
        {
            return repository.ReadNote(name) is { } text && JsonSerializer.Deserialize<NoticeNote>(text) is { Expected: not null, Open: not null, Told: not null } note
                ? new NoticeNote([.. note.Expected.Where(expected => expected is { Event: not null, HotfixId: not null })], [.. note.Open.Where(IsWhole)], [.. note.Told.Where(IsWhole)])
                : Empty;
        }
        catch (JsonException)
        {
            // Cut off in the middle of writing.
            return Empty;
        }
    }

    private static bool IsWhole(OwedNotice? notice) => notice is { Event: not null, Target: not null };
}
